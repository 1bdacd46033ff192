"""A station's page acts for whom it showed and from where it showed them, whatever the device has opened since."""

import threading

import pytest
from sqlalchemy import func, select

from tests.factories.events import make_event
from tests.factories.registration import make_registration, people
from tests.factories.stations import make_station
from tests.html import parsed
from tests.integration.hall.conftest import seen_on, text_of
from webapp.accounts.acting import acting_as
from webapp.capacity.queries import level
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.hall.stations import acts as station_acts
from webapp.registration import services as registrations
from webapp.registration.models import Attendee, Registration
from webapp.registration.services import history
from webapp.registration.types import Head, RegistrationStatus
from webapp.stations import services as stations
from webapp.stations.models import GroupMember, Station, StationChoice
from webapp.stations.queries import get_group_by_id
from webapp.stations.types import POSTER, Route
from webapp.tickets.payload import payload_of
from webapp.tickets.queries import tickets_of_registration

pytestmark = pytest.mark.usefixtures("now")

GERMAN = {"Accept-Language": "de"}
# Where Ada has to be for a page to offer it.
OFFERED = {"choose": "nowhere", "leave": "here", "form": "here", "join": "here", "leave_group": "in a group"}
SAID = {
    "choose": "Ada hat jetzt einen Platz an dieser Station.",
    "leave": "Ada hat den Platz zurückgegeben.",
    "form": "Die Gruppe von Ada ist gebildet. Sie hat die Nummer 2.",
    "join": "Ada gehört jetzt zur Gruppe 1.",
    "leave_group": "Ada hat die Gruppe verlassen und behält den Platz an der Station.",
    "forget": "Dieses Gerät hat das Ticket von Ada vergessen.",
}
GONE = {
    "dropped": lambda head, told: registrations.drop_attendee(attendee_id=head.id, **told),
    "replaced": lambda head, told: registrations.replace_attendee(attendee_id=head.id, head=Head("Cem"), **told),
    "cancelled": lambda _head, told: registrations.cancel(**told),
}


class Hall:
    """Two stations with a group each; Ada and Ben with their tickets on one phone."""

    def __init__(self, client, where, names=("Ada", "Ben")):
        self.client = client
        event = make_event(capacity=10)
        here, there = (make_station(event, title, capacity=5) for title in ("Hier", "Dort"))
        made = make_registration(event, heads=people(*names))
        ada, ben = made.attendees
        groups = [
            stations.form_group(station=each, name="Eins", route=Route.NEW_IDEA, now=clock.now())
            for each in (here, there)
        ]
        if where != "nowhere":
            stations.choose_station(attendee=ada, station=here, now=clock.now())
        if where == "in a group":
            stations.join_group(attendee=ada, group=get_group_by_id(groups[0].id), now=clock.now())
        stations.choose_station(attendee=ben, station=there, now=clock.now())
        tickets = {each.attendee_id: payload_of(each, event) for each in tickets_of_registration(made.id)}
        self.tickets = {name: tickets[head.id] for name, head in zip(("Ada", "Ben"), made.attendees, strict=True)}
        self.groups = [each.public_id for each in groups]
        self.pages = [f"/stations/{links.seal(POSTER, each.public_id)}" for each in (here, there)]

    def opens(self, name):
        assert self.client.get(f"/t/{self.tickets[name]}", headers=GERMAN).status_code == 200

    def forms(self):
        """What each form of the first station's page sends, by what it does."""
        page = parsed(self.client.get(self.pages[0], headers=GERMAN))
        found = [
            {each.get("name"): each.get("value", "") for each in form.iter("input")}
            for form in page.iter("form")
            if form.get("method") == "post"
        ]
        return {sent["do"]: sent for sent in found if "do" in sent}

    def seen(self, page):
        """What a page's forms say of whom it is for."""
        return seen_on(self.client.get(self.pages[page], headers=GERMAN))

    def remembers(self):
        with self.client.session_transaction() as kept:
            return kept.get("ticket")

    def sends(self, sent, page=0):
        data = {**sent, "once_key": tokens.new_id(), "name": "Neu", "route": "new_idea"}
        return self.client.post(self.pages[page], data=data, headers=GERMAN)


def where_all_are():
    choices = session().execute(select(StationChoice.attendee_id, StationChoice.station_id)).all()
    members = session().execute(select(GroupMember.attendee_id, GroupMember.group_id)).all()
    return sorted(map(tuple, choices)), sorted(map(tuple, members))


@pytest.fixture
def hall(client, work):
    def make(where, **values):
        with work():
            return Hall(client, where, **values)

    return make


def test_every_act_is_held_by_these_tests():
    assert SAID.keys() == station_acts.ACTS.keys() == OFFERED.keys() | {"forget"}


@pytest.mark.parametrize("do", SAID)
def test_a_button_of_one_person_does_nothing_for_another(work, hall, do):
    made = hall(OFFERED.get(do, "nowhere"))
    made.opens("Ada")
    sent = made.forms()[do]
    made.opens("Ben")
    with work():
        before = where_all_are(), made.remembers()
    answer = made.sends(sent)
    assert answer.status_code == 409
    assert "für Ada gedacht. Auf diesem Gerät wurde inzwischen das Ticket von Ben geöffnet" in text_of(answer)
    with work():
        assert (where_all_are(), made.remembers()) == before


@pytest.mark.parametrize("do", SAID)
def test_a_button_of_a_page_that_says_not_for_whom_does_nothing(work, hall, do):
    made = hall(OFFERED.get(do, "nowhere"))
    made.opens("Ada")
    sent = {name: value for name, value in made.forms()[do].items() if name != "seen"}
    made.opens("Ben")
    with work():
        before = where_all_are(), made.remembers()
    answer = made.sends(sent)
    assert answer.status_code == 409
    assert "Jetzt ist sie für Ben: Bitte drücken Sie noch einmal." in text_of(answer)
    with work():
        assert (where_all_are(), made.remembers()) == before


def test_two_tickets_of_one_name_are_told_apart(hall):
    made = hall("nowhere", names=("Kim", "Kim"))
    made.opens("Ada")
    sent = made.forms()["choose"]
    made.opens("Ben")
    answer = made.sends(sent)
    assert answer.status_code == 409
    assert "inzwischen ein anderes Ticket von Kim geöffnet" in text_of(answer)


@pytest.mark.both
@pytest.mark.parametrize("seen", ["\x00", "é.é.é", "x" * 10_000, "nobody.."])
def test_a_button_of_nobody_does_nothing(work, hall, seen):
    made = hall("nowhere")
    made.opens("Ada")
    answer = made.sends({"do": "choose", "seen": seen})
    assert answer.status_code == 409
    assert "Geändert wurde nichts" in text_of(answer)


def test_a_page_tells_no_name_of_another_event(work, hall):
    made = hall("nowhere")
    with work():
        stranger = make_registration(make_event(), heads=people("Zoe")).attendees[0].public_id
    made.opens("Ben")
    answer = made.sends({"do": "choose", "seen": f"{stranger}.."})
    assert answer.status_code == 409
    assert "Zoe" not in answer.text
    assert "inzwischen das Ticket von Ben geöffnet" in text_of(answer)


@pytest.mark.parametrize("do", SAID)
def test_what_was_done_names_whom_it_was_done_for(hall, do):
    made = hall(OFFERED.get(do, "nowhere"))
    made.opens("Ada")
    assert made.sends(made.forms()[do]).status_code == 303
    assert SAID[do] in text_of(made.client.get(made.pages[0], headers=GERMAN))


def test_a_device_forgets_a_ticket_wherever_its_holder_is_by_now(hall):
    made = hall("nowhere")
    made.opens("Ada")
    sent = made.forms()
    assert made.sends(sent["choose"]).status_code == 303
    assert made.sends(sent["forget"]).status_code == 303
    assert made.remembers() is None


@pytest.mark.parametrize("do", OFFERED)
def test_a_button_does_nothing_from_where_somebody_is_no_more(work, hall, do):
    made = hall(OFFERED[do])
    made.opens("Ada")
    sent = made.forms()[do]
    assert made.sends({"do": "choose", "seen": made.seen(1)}, page=1).status_code == 303
    assert made.sends({"do": "join", "group": made.groups[1], "seen": made.seen(1)}, page=1).status_code == 303
    with work():
        before = where_all_are()
    answer = made.sends(sent)
    assert answer.status_code == 409
    assert "Inzwischen hat sich etwas geändert" in answer.text
    with work():
        assert where_all_are() == before


@pytest.mark.parametrize("do", OFFERED)
def test_every_button_does_it_while_all_is_as_the_page_showed(work, hall, do):
    made = hall(OFFERED[do])
    made.opens("Ada")
    with work():
        before = where_all_are()
    assert made.sends(made.forms()[do]).status_code == 303
    with work():
        assert where_all_are() != before


@pytest.mark.both
@pytest.mark.parametrize("how", GONE)
@pytest.mark.parametrize("do", ["choose", "form", "join"])
def test_whoever_goes_meanwhile_gets_nothing(app, work, hall, monkeypatch, do, how):
    made = hall(OFFERED[do])
    made.opens("Ada")
    sent = made.forms()[do]
    act = station_acts.ACTS[do]

    def go():
        with work():
            found = session().scalars(select(Registration)).one()
            ada = next(each for each in found.attendees if each.name == "Ada")
            with acting_as(history.own(found)):
                GONE[how](ada, {"registration": found, "now": clock.now()})

    def late(*given):
        other = threading.Thread(target=go)
        other.start()
        other.join(2)  # on SQLite it waits until this request is through
        waiting.append(other)
        return act(*given)

    waiting = []
    monkeypatch.setitem(station_acts.ACTS, do, late)
    made.sends(sent)
    waiting[0].join()
    with work():
        here = (
            select(Attendee.id)
            .join(Registration)
            .where(Attendee.left_at.is_(None), Registration.status == RegistrationStatus.CONFIRMED.value)
        )
        assert len(session().scalars(here).all()) == {"dropped": 1, "replaced": 2, "cancelled": 0}[how]
        for held in (StationChoice, GroupMember):
            assert session().scalars(select(held).where(held.attendee_id.not_in(here))).all() == []
        places = select(Station.pool_id, func.count(StationChoice.attendee_id)).outerjoin(StationChoice)
        for pool_id, taken in session().execute(places.group_by(Station.id)):
            assert level(pool_id).taken == taken
