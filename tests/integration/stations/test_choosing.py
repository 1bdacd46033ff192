from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.stations import make_group, make_guest, make_station
from tests.queries import counted
from webapp.capacity.queries import level
from webapp.capacity.services import book_beyond
from webapp.foundation import clock, facts, revisions
from webapp.registration.facts import RegistrationCancelled
from webapp.stations import queries, services
from webapp.stations.errors import (
    NoPlaceError,
    StationFullError,
    StationInvalidError,
    StationNotFoundError,
    StationsClosedError,
)

pytestmark = pytest.mark.usefixtures("now")


def places(*stations):
    return [level(station.pool_id).taken for station in stations]


def choose(attendee, station):
    services.choose_station(attendee=attendee, station=station, now=clock.now())


def test_choosing_takes_a_place_once(work):
    with work():
        event = make_event()
        station, guest = make_station(event), make_guest(event)
        choose(guest, station)
        choose(guest, station)
        assert places(station) == [1]
        assert queries.choice_of(guest.id) is station


@pytest.mark.parametrize("forth", [True, False], ids=["to a younger pool", "to an older pool"])
def test_changing_moves_the_place_and_leaves_the_group(work, forth):
    with work():
        event = make_event()
        stations = [make_station(event), make_station(event)]
        first, second = stations if forth else reversed(stations)
        guest = make_guest(event)
        choose(guest, first)
        group = make_group(first)
        services.join_group(attendee=guest, group=group, now=clock.now())
        choose(guest, second)
        assert places(first, second) == [0, 1]
        assert queries.choice_of(guest.id) is second
        assert queries.group_of(guest.id) is None


@pytest.mark.parametrize("forth", [True, False], ids=["to a younger pool", "to an older pool"])
def test_whoever_finds_a_station_full_keeps_the_place_they_had(work, forth):
    with work():
        event = make_event()
        stations = [make_station(event, capacity=1), make_station(event, capacity=1)]
        mine, full = stations if forth else reversed(stations)
        guest, other = make_guest(event), make_guest(event)
        choose(guest, mine)
        choose(other, full)
        with pytest.raises(StationFullError):
            choose(guest, full)
        assert places(mine, full) == [1, 1]
        assert queries.choice_of(guest.id) is mine


def test_a_failed_move_keeps_even_a_place_granted_beyond_the_capacity(work):
    with work():
        event = make_event()
        mine, full = make_station(event, capacity=1), make_station(event, capacity=0)
        guest = make_guest(event)
        choose(guest, mine)
        book_beyond({mine.pool_id: 1})
        with pytest.raises(StationFullError):
            choose(guest, full)
        assert places(mine, full) == [2, 0]


def test_whoever_stays_away_gives_the_place_back(work):
    with work():
        event = make_event()
        station, guest = make_station(event), make_guest(event)
        choose(guest, station)
        services.leave_station(attendee=guest, now=clock.now())
        services.leave_station(attendee=guest, now=clock.now())
        assert places(station) == [0]
        assert queries.choice_of(guest.id) is None


def test_a_cancelled_registration_frees_the_places_of_all_its_heads(work):
    with work():
        event = make_event()
        station, guest, other = make_station(event), make_guest(event), make_guest(event)
        choose(guest, station)
        choose(other, station)
        facts.publish(RegistrationCancelled(guest.registration_id, had_place=True))
        assert places(station) == [1]
        assert queries.choice_of(guest.id) is None
        assert queries.choice_of(other.id) is station


@pytest.mark.parametrize("status", ["pending", "waiting", "cancelled", "expired"])
def test_only_confirmed_guests_choose(work, status):
    with work():
        event = make_event()
        station, guest = make_station(event), make_guest(event, status=status)
        with pytest.raises(NoPlaceError):
            choose(guest, station)
        assert places(station) == [0]


def test_guests_of_another_event_do_not_choose_here(work):
    with work():
        station, guest = make_station(make_event()), make_guest(make_event())
        with pytest.raises(NoPlaceError):
            choose(guest, station)


@pytest.mark.parametrize("values", [{"status": "cancelled"}, {"starts_in": timedelta(days=-2)}])
def test_nobody_chooses_at_an_event_that_is_off_or_over(work, values):
    with work():
        event = make_event(**values)
        station, guest = make_station(event), make_guest(event)
        with pytest.raises(StationsClosedError):
            choose(guest, station)


def test_the_event_page_is_told_of_each_change(work):
    with work():
        event = make_event()
        scope = f"event:{event.slug}"
        station, guest = make_station(event), make_guest(event)
        seen = revisions.read([scope])
        choose(guest, station)
        assert revisions.read([scope]) > seen
        seen = revisions.read([scope])
        services.leave_station(attendee=guest, now=clock.now())
        assert revisions.read([scope]) > seen
        seen = revisions.read([scope])
        services.leave_station(attendee=guest, now=clock.now())
        assert revisions.read([scope]) == seen


def test_a_station_is_opened_with_a_number_and_a_title_of_its_own(work):
    with work():
        event = make_event()
        station = make_station(event, " Energie\nund Netze ", number=3, capacity=None)
        assert (station.title, queries.find_by_number(event.id, 3)) == ("Energie und Netze", station)
        with pytest.raises(StationInvalidError) as taken:
            make_station(event, number=3)
        with pytest.raises(StationInvalidError) as untitled:
            make_station(event, " ", number=4)
        assert [error.value.details["fields"] for error in (taken, untitled)] == [
            {"number": "taken"},
            {"title": "missing"},
        ]


def test_a_smaller_station_sends_nobody_away(work):
    with work():
        event = make_event()
        station = make_station(event)
        for guest in (make_guest(event), make_guest(event)):
            choose(guest, station)
        services.change_station(
            station=station, title="Netze", capacity=1, place="", facilitator="", summary="", action_field_id=None
        )
        assert places(station) == [2]
        assert level(station.pool_id).full


def test_all_stations_are_read_with_the_same_few_queries(app, work):
    seen = []
    with work():
        event = make_event()
        for _ in range(3):
            station = make_station(event)
            choose(make_guest(event), station)
            make_group(station)
            with counted(app) as statements:
                states = queries.stations_of(event.id)
            seen.append(len(statements))
    assert seen == [4, 4, 4]
    assert [(state.places.taken, state.room_for_groups.taken, len(state.groups)) for state in states] == [(1, 1, 1)] * 3


def test_an_unknown_station_is_not_found(work):
    with work(), pytest.raises(StationNotFoundError):
        queries.get_station("nowhere")
