import pytest

from tests.factories.events import make_event
from tests.factories.stations import make_group, make_guest, make_pitch, make_station
from webapp.capacity.queries import level
from webapp.foundation import clock
from webapp.stations import queries, services
from webapp.stations.errors import (
    GroupInvalidError,
    GroupNotFoundError,
    GroupsFullError,
    NotAtStationError,
    StationsClosedError,
)
from webapp.stations.types import Route

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def event(work):
    with work():
        yield make_event()


@pytest.fixture
def station(event):
    return make_station(event)


def guest_at(station, name="Kim Muster"):
    guest = make_guest(station.event, name)
    services.choose_station(attendee=guest, station=station, now=clock.now())
    return guest


def join(guest, group):
    services.join_group(attendee=guest, group=group, now=clock.now())


def test_groups_are_numbered_until_the_station_takes_no_more(station):
    groups = [make_group(station, f"Gruppe {letter}") for letter in "ABCDEF"]
    assert [group.number for group in groups] == [1, 2, 3, 4, 5, 6]
    with pytest.raises(GroupsFullError):
        make_group(station, "Gruppe G")
    assert level(station.groups_pool_id).taken == 6


def test_a_group_that_deepens_a_pitch_bears_its_name(event, station):
    group = make_group(station, "", pitch=make_pitch(event))
    assert (group.name, group.route) == ("Lehrwerkstatt auf Rädern", "pitch")


@pytest.mark.parametrize(
    ("name", "route", "with_pitch", "field"),
    [
        ("", Route.NEW_IDEA, False, "name"),
        ("Holz", Route.PITCH, False, "pitch"),
        ("Holz", Route.NEW_IDEA, True, "pitch"),
    ],
)
def test_a_group_without_a_name_or_with_an_unclear_route_is_refused(event, station, name, route, with_pitch, field):
    pitch = make_pitch(event) if with_pitch else None
    with pytest.raises(GroupInvalidError) as refused:
        services.form_group(station=station, name=name, route=route, pitch=pitch, now=clock.now())
    assert refused.value.details["fields"] == {field: "missing"}
    assert level(station.groups_pool_id).taken == 0


def test_a_pitch_of_another_event_is_refused(station):
    with pytest.raises(GroupInvalidError):
        make_group(station, pitch=make_pitch(make_event()))


def test_no_group_is_formed_at_an_event_that_is_off(event, station):
    event.status = "cancelled"
    with pytest.raises(StationsClosedError):
        make_group(station)


def test_only_who_chose_the_station_joins_its_groups(event, station):
    group = make_group(station)
    for guest in (make_guest(event), guest_at(make_station(event))):
        with pytest.raises(NotAtStationError):
            join(guest, group)
    assert queries.first_names(group.id) == []


def test_somebody_is_in_one_group_at_a_time(station):
    first, second, guest = make_group(station, "Holz"), make_group(station, "Metall"), guest_at(station)
    join(guest, first)
    join(guest, first)
    join(guest, second)
    states = queries.state_of(station).groups
    assert [(state.group.name, state.members) for state in states] == [("Holz", 0), ("Metall", 1)]
    assert queries.group_of(guest.id) is second


def test_whoever_leaves_a_group_keeps_the_place(station):
    group, guest = make_group(station), guest_at(station)
    join(guest, group)
    services.leave_group(attendee=guest, now=clock.now())
    services.leave_group(attendee=guest, now=clock.now())
    assert queries.group_of(guest.id) is None
    assert queries.choice_of(guest.id) is station


def test_members_know_each_other_by_first_name(station):
    group = make_group(station)
    for name in ("Kim Muster", "Alex Beispiel"):
        join(guest_at(station, name), group)
    assert queries.first_names(group.id) == ["Kim", "Alex"]


def test_a_group_is_found_at_its_own_station_only(event, station):
    group = make_group(station)
    assert queries.get_group(station.id, group.public_id) is group
    with pytest.raises(GroupNotFoundError):
        queries.get_group(make_station(event).id, group.public_id)
    assert queries.get_group_by_id(group.id).station.event is event
