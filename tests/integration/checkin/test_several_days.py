"""An event over several days: on each of them everybody comes anew, and whoever came on any of them has come."""

import uuid
from datetime import datetime, timedelta

import pytest

from tests.factories.accounts import make_access_link
from tests.factories.registration import by_link, make_registration, people
from tests.factories.tickets import make_ticket
from tests.html import parsed
from tests.integration.checkin.conftest import make_door_event
from tests.queries import counted
from webapp.admin.queries.door import live_door
from webapp.checkin import queries, services
from webapp.checkin.outcomes import recorded_outcome
from webapp.checkin.types import AlreadyIn, Direction, PointKind, Scan, Verdict
from webapp.events.days import today_began
from webapp.events.models import Event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration.errors import AlreadyCameError, StillInsideError
from webapp.registration.models import Attendee
from webapp.registration.services import cancel
from webapp.tickets.queries import ticket_of_attendee

BERLIN = "Europe/Berlin"
DAY = timedelta(days=1)


def go_to(day, hour, minute=0):
    """Forwards to that hour of the event's first, second or third day in Berlin."""
    moment = clock.from_local(datetime(2026, 11, 18 + day, hour, minute), BERLIN)
    clock.move_on(moment - clock.now())
    return moment


def make_three_days(**values):
    begins, ends = (clock.from_local(datetime(2026, 11, day, hour), BERLIN) for day, hour in ((19, 10), (21, 17)))
    return make_door_event(**{"starts_at": begins, "ends_at": ends, **values})


@pytest.fixture
def door(work, now, post):
    with work():
        event = make_three_days(capacity=5)
        door = post(event, link=make_access_link(event, valid_for=timedelta(days=9)))
        ticket = make_ticket(event, "Kim Muster")
        make_ticket(event, "Alex Beispiel")
        door.code, door.reference, door.event_id = ticket.code, ticket.reference, event.id
    go_to(1, 10)
    return door


def counts(work, door):
    with work():
        event = session().get(Event, door.event_id)
        live = live_door(event, "de", clock.now())
        (share,) = live.categories
        gates = {each.name: each.present for each in live.gates}
        assert live.counts.present == share.present == sum(gates.values())
        assert live.stayed_away == len(live.missing)
        return live.counts.present, live.came, list(live.missing)


def main_text(answer):
    return " ".join(" ".join(parsed(answer).find(".//main").itertext()).split())


@pytest.mark.both
def test_whoever_was_not_scanned_out_is_welcome_on_the_next_day(door, work):
    for day in (1, 2, 3):
        go_to(day, 9)
        assert counts(work, door) == (0, int(day > 1), ["Alex Beispiel", "Kim Muster"])
        assert door.scan(door.code)["verdict"] == "admitted"
        clock.move_on(timedelta(hours=1))
        assert door.scan(door.code)["verdict"] == "already_in"
        assert counts(work, door) == (1, 1, ["Alex Beispiel"])
    go_to(3, 18)
    assert counts(work, door) == (1, 1, ["Alex Beispiel"])
    door.send(door.fact(door.reference, direction="out", verdict="left"))
    assert counts(work, door) == (0, 1, ["Alex Beispiel"])


@pytest.mark.both
def test_what_devices_decided_by_themselves_adds_up_to_the_same_whatever_is_heard_first(door, work):
    moments = [go_to(day, hour) for day, hour in ((1, 10), (1, 23), (2, 11), (2, 12), (3, 9))]
    facts = [door.fact(door.reference, at=at, verdict="admitted") for at in moments]
    answers = [each["verdict"] for each in door.send(*reversed(facts)).json["answers"]]
    assert answers == ["admitted", "already_in", "admitted", "already_in", "admitted"]
    assert counts(work, door) == (1, 1, ["Alex Beispiel"])


def test_the_night_belongs_to_the_evening_before(door, work):
    go_to(1, 20)
    door.scan(door.code)
    go_to(2, 4, 59)
    assert door.scan(door.code)["verdict"] == "already_in"
    assert counts(work, door)[0] == 1
    go_to(2, 5)
    assert counts(work, door)[0] == 0
    assert door.scan(door.code)["verdict"] == "admitted"


def test_whoever_left_again_on_the_second_day_is_not_missed_on_it(door, work):
    door.scan(door.code)
    go_to(2, 10)
    door.scan(door.code)
    clock.move_on(timedelta(hours=1))
    door.send(door.fact(door.reference, direction="out", verdict="left"))
    assert counts(work, door) == (0, 1, ["Alex Beispiel"])


def test_an_entry_of_the_second_day_that_is_taken_back_leaves_them_missing_on_it(door, work):
    door.scan(door.code)
    go_to(2, 10)
    entry = door.fact(door.reference, verdict="admitted")
    door.send(entry)
    assert counts(work, door) == (1, 1, ["Alex Beispiel"])
    door.send(door.fact(door.reference, verdict="undone", direction="undo", undoes=entry["id"]))
    assert counts(work, door) == (0, 1, ["Alex Beispiel", "Kim Muster"])


def test_leaving_without_having_come_that_day_is_said(door):
    door.scan(door.code)
    go_to(2, 10)
    answer = door.send(door.fact(door.reference, direction="out")).json
    assert answer["answers"][0]["verdict"] == "not_in"


def test_devices_are_told_when_the_days_begin(door):
    days = door.list().json["event"]["days"]
    told = [datetime.fromtimestamp(each / 1000, clock.now().tzinfo) for each in days]
    assert [clock.local(each, BERLIN).strftime("%d %H:%M") for each in told] == ["20 05:00", "21 05:00"]


def test_the_door_without_scripts_welcomes_them_too(door):
    assert main_text(door.send_form(code=door.code)).startswith("Willkommen Kim Muster")
    go_to(2, 10)
    assert "0 von 2 da" in door.open().text
    said = main_text(door.send_form(code=door.code))
    assert said.startswith("Willkommen Kim Muster")
    # Which day it was is said of all that isn't today's.
    assert "10:00 Willkommen Kim Muster" in said
    assert "Do. 10:00 Willkommen Kim Muster" in said.replace("\u00a0", " ")


def test_already_in_names_the_day_when_it_was_another_one(door):
    go_to(1, 23)
    door.send_form(code=door.code)
    assert "seit 23:00 Uhr" in main_text(door.send_form(code=door.code))
    go_to(2, 1)
    said = main_text(door.send_form(code=door.code)).replace("\u00a0", " ")
    assert "Schon drin Kim Muster seit Do., 19. November 2026, 23:00 Uhr" in said


def test_rooms_count_anew_as_well(door, work):
    with work():
        event = session().get(Event, door.event_id)
        room = services.add_point(event=event, kind=PointKind.ROOM, name="Saal").public_id
    door.send(door.fact(door.reference, area=room, verdict="admitted"))

    def inside():
        with work():
            event = session().get(Event, door.event_id)
            return [each.present for each in live_door(event, "de", clock.now()).rooms]

    assert inside() == [1]
    go_to(2, 10)
    assert inside() == [0]
    door.send(door.fact(door.reference, area=room, verdict="admitted"))
    assert inside() == [1]


@pytest.mark.both
def test_the_desk_lets_a_group_in_anew_and_knows_who_is_inside(work, now):
    with work():
        event = make_three_days(capacity=5)
        made = make_registration(event, "Ada", heads=people("Ada", "Alex"))
        go_to(1, 10)
        enter = {"event": event, "registration_id": made.id, "gate": "", "device": ""}
        assert len(services.let_in(**enter, now=clock.now())) == 2
        assert services.let_in(**enter, now=clock.now()) == []
        go_to(2, 10)
        assert [type(each).__name__ for each in services.let_in(**enter, now=clock.now())] == ["Admitted"] * 2
        assert services.let_in(**enter, now=clock.now()) == []


def test_whoever_came_on_any_day_keeps_the_place_and_is_inside_on_that_day_only(work, now):
    with work():
        event = make_three_days(capacity=5)
        made = make_registration(event, "Ada")
        (ada,) = made.attendees
        go_to(1, 10)
        services.let_in(event=event, registration_id=made.id, gate="", device="", now=clock.now())
        desk = {"registration": made}
        with pytest.raises(StillInsideError):
            cancel(**desk, now=clock.now(), despite_entry=True)
        go_to(2, 10)
        with pytest.raises(AlreadyCameError) as own:
            by_link(cancel, made)
        assert not isinstance(own.value, StillInsideError)
        cancel(**desk, now=clock.now(), despite_entry=True)
        # Nothing that is heard later gives the place back: they have gone.
        services.count_anew(event=event, now=clock.now())
        session().expire_all()
        assert session().get(Attendee, ada.id).inside_since is None
        assert made.status == "cancelled"


def test_a_stay_in_a_room_today_counts_although_the_hall_knows_only_yesterday(work, now):
    with work():
        event = make_three_days(capacity=5)
        made = make_registration(event, "Ada")
        (ada,) = made.attendees
        go_to(1, 10)
        services.let_in(event=event, registration_id=made.id, gate="", device="", now=clock.now())
        go_to(2, 10)
        reference = ticket_of_attendee(ada.id).reference
        scan = Scan(str(uuid.uuid4()), reference, Direction.IN, clock.now(), area="room", shown=Verdict.ADMITTED)
        services.record(door=queries.door_of(event), scans=[scan], now=clock.now())
        session().refresh(ada)
        assert ada.inside_since == clock.now()


NIGHTS = {
    "a day": ((19, 10), (19, 17)),
    "until midnight": ((19, 18), (20, 0)),
    "into the small hours": ((19, 20), (20, 4)),
    "a long night": ((19, 19), (20, 7)),
    "a night hike": ((19, 3), (19, 14)),
    "a longer night": ((19, 18), (20, 9)),
}


@pytest.mark.parametrize("span", NIGHTS.values(), ids=NIGHTS)
def test_one_day_or_night_counts_once_until_its_door_closes(work, now, post, span):
    (day, hour), (last, until) = span
    begins, ends = (clock.from_local(datetime(2026, 11, *each), BERLIN) for each in ((day, hour), (last, until)))
    with work():
        event = make_door_event(starts_at=begins, ends_at=ends)
        door = post(event, link=make_access_link(event, valid_for=timedelta(days=9)))
        door.code = make_ticket(event, "Kim Muster").code
        event_id = event.id
    clock.move_on(begins - clock.now())
    assert door.scan(door.code)["verdict"] == "admitted"
    while clock.now() < ends + timedelta(hours=22):
        clock.move_on(timedelta(hours=1))
        assert door.scan(door.code)["verdict"] == "already_in"
        with work():
            event = session().get(Event, event_id)
            assert queries.counts_of(event_id, since=today_began(event, clock.now())).present == 1


@pytest.mark.both
def test_of_two_nights_each_counts_until_it_is_over_and_the_second_one_anew(work, now, post):
    begins, ends = (clock.from_local(datetime(2026, 11, day, hour), BERLIN) for day, hour in ((19, 18), (21, 6)))
    with work():
        event = make_door_event(starts_at=begins, ends_at=ends, capacity=5)
        door = post(event, link=make_access_link(event, valid_for=timedelta(days=9)))
        door.code, door.event_id = make_ticket(event, "Kim Muster").code, event.id
    for night in (1, 2):
        go_to(night, 18)
        assert door.scan(door.code)["verdict"] == "admitted"
        go_to(night + 1, 5, 59)
        assert door.scan(door.code)["verdict"] == "already_in"
        with work():
            event = session().get(Event, door.event_id)
            assert queries.counts_of(event.id, since=today_began(event, clock.now())).present == 1


@pytest.mark.parametrize("come", [1, 5])
def test_the_desk_asks_no_more_on_a_later_day(app, work, now, come):
    with work():
        event = make_three_days(capacity=9)
        comers = [make_registration(event, email=f"ada{number}@example.org") for number in range(come)]
        go_to(1, 10)
        for made in comers:
            services.let_in(event=event, registration_id=made.id, gate="", device="", now=clock.now())
        go_to(2, 10)
    with work():
        event = session().get(Event, event.id)
        with counted(app) as seen:
            live_door(event, "de", clock.now())
    assert len(seen) == 10, seen


def test_the_answer_of_a_recorded_scan_is_that_of_its_own_day(door, work):
    door.scan(door.code)
    clock.move_on(timedelta(hours=1))
    double = door.scan(door.code)
    go_to(2, 10)
    door.scan(door.code)
    with work():
        event = session().get(Event, door.event_id)
        outcome = recorded_outcome(queries.find_scan(event.id, double["id"]), queries.door_of(event))
        assert isinstance(outcome, AlreadyIn)
        assert clock.local(outcome.since, BERLIN).day == 19
