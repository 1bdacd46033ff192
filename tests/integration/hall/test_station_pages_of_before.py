"""A station's page acts for whom it showed and from where it showed them, whatever the device has opened since."""

import threading

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import make_registration, people
from tests.factories.stations import make_station
from tests.html import parsed
from webapp.foundation import clock, tokens, transaction
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.hall import station_acts
from webapp.registration import services as registrations
from webapp.registration.models import Attendee, Registration
from webapp.registration.services import history
from webapp.stations import services as stations
from webapp.stations.models import GroupMember, StationChoice
from webapp.stations.queries import get_group_by_id
from webapp.stations.types import POSTER, Route
from webapp.tickets.payload import payload_of
from webapp.tickets.queries import tickets_of_registration

pytestmark = pytest.mark.usefixtures("now")

GERMAN = {"Accept-Language": "de"}
# Where Ada has to be for a page to offer it.
OFFERED = {"choose": "nowhere", "leave": "here", "form": "here", "join": "here", "leave_group": "in a group"}


class Hall:
    """Two stations with a group each; Ada and Ben with their tickets on one phone."""

    def __init__(self, client, where):
        self.client = client
        event = make_event(capacity=10)
        here, there = (make_station(event, title, capacity=5) for title in ("Hier", "Dort"))
        made = make_registration(event, heads=people("Ada", "Ben"))
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
        self.tickets = {head.name: tickets[head.id] for head in made.attendees}
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

    def sends(self, sent, page=0):
        data = {**sent, "once_key": tokens.new_id(), "name": "Neu", "route": "new_idea"}
        return self.client.post(self.pages[page], data=data, headers=GERMAN)


def where_all_are():
    choices = session().execute(select(StationChoice.attendee_id, StationChoice.station_id)).all()
    members = session().execute(select(GroupMember.attendee_id, GroupMember.group_id)).all()
    return sorted(map(tuple, choices)), sorted(map(tuple, members))


@pytest.fixture
def hall(client, work):
    def make(where):
        with work():
            return Hall(client, where)

    return make


@pytest.mark.parametrize("do", OFFERED)
def test_a_button_of_one_person_does_nothing_for_another(work, hall, do):
    made = hall(OFFERED[do])
    made.opens("Ada")
    sent = made.forms()[do]
    made.opens("Ben")
    with work():
        before = where_all_are()
    answer = made.sends(sent)
    assert answer.status_code == 409
    assert "inzwischen das Ticket von Ben geöffnet" in answer.text
    with work():
        assert where_all_are() == before


@pytest.mark.parametrize("do", OFFERED)
def test_a_button_does_nothing_from_where_somebody_is_no_more(work, hall, do):
    made = hall(OFFERED[do])
    made.opens("Ada")
    sent = made.forms()[do]
    assert made.sends({"do": "choose"}, page=1).status_code == 303
    assert made.sends({"do": "join", "group": made.groups[1]}, page=1).status_code == 303
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
@pytest.mark.parametrize("do", ["choose", "join"])
def test_whoever_is_taken_off_meanwhile_gets_nothing(app, work, hall, monkeypatch, do):
    made = hall(OFFERED[do])
    made.opens("Ada")
    sent = made.forms()[do]
    act = station_acts.ACTS[do]

    def drop_ada():
        with app.app_context(), transaction.unit_of_work():
            found = session().scalars(select(Registration)).one()
            ada = next(each.id for each in found.attendees if each.name == "Ada")
            registrations.drop_head(registration=found, attendee_id=ada, actor=history.own(found), now=clock.now())

    def late(*given):
        other = threading.Thread(target=drop_ada)
        other.start()
        other.join(2)  # on SQLite it waits until this request is through
        waiting.append(other)
        return act(*given)

    waiting = []
    monkeypatch.setitem(station_acts.ACTS, do, late)
    made.sends(sent)
    waiting[0].join()
    with work():
        gone = select(Attendee.id).where(Attendee.left_at.is_not(None))
        assert len(session().scalars(gone).all()) == 1
        assert session().scalars(select(StationChoice).where(StationChoice.attendee_id.in_(gone))).all() == []
        assert session().scalars(select(GroupMember).where(GroupMember.attendee_id.in_(gone))).all() == []
