"""Many phones at once: never a place too many, on both databases."""

import itertools
import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.factories.stations import make_guest, make_station
from tests.waiting import LONG_SECONDS
from webapp.capacity import services as capacity
from webapp.capacity.queries import level
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import services as registration
from webapp.registration.models import Attendee
from webapp.registration.queries import get_by_public_id
from webapp.registration.types import Head
from webapp.stations import queries, services
from webapp.stations.errors import GroupsFullError, StationFullError
from webapp.stations.models import MissedWish, StationChoice
from webapp.stations.types import Route

pytestmark = pytest.mark.both
THREADS = 12


def at_once(jobs):
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(lambda job: job(), jobs))


@pytest.fixture
def hall(work):
    """Ids of three stations with ten places each and of fifty guests."""
    with work():
        event = make_event(capacity=100)
        stations = [make_station(event, capacity=10).public_id for _ in range(3)]
        guests = [make_guest(event, f"Gast {number}").id for number in range(50)]
    return stations, guests


def chooser(work, guest_id, public_id):
    def choose():
        try:
            with work():
                station = queries.get_station(public_id)
                services.choose_station(attendee=session().get(Attendee, guest_id), station=station, now=clock.now())
        except StationFullError:
            return False
        return True

    return choose


def standing(work, public_ids):
    """Places taken and people counted, per station."""
    with work():
        found = []
        for public_id in public_ids:
            station = queries.get_station(public_id)
            heads = select(func.count()).where(StationChoice.station_id == station.id)
            found.append((level(station.pool_id).taken, session().scalar(heads)))
        return found


def test_fifty_guests_find_exactly_ten_places(work, hall):
    stations, guests = hall
    taken = at_once([chooser(work, guest, stations[0]) for guest in guests])
    assert sum(taken) == 10
    assert standing(work, stations[:1]) == [(10, 10)]


def test_a_storm_of_moves_never_takes_a_place_too_many(work, hall):
    stations, guests = hall
    dice = random.Random(7)  # noqa: S311 - the same storm each time
    jobs = [chooser(work, dice.choice(guests[:32]), dice.choice(stations)) for _ in range(240)]
    at_once(jobs)
    now = standing(work, stations)
    assert all(taken == heads <= 10 for taken, heads in now)
    with work():
        assert session().scalar(select(func.count()).select_from(StationChoice)) == sum(taken for taken, _ in now)


def test_one_guest_on_two_phones_has_one_place(work, hall):
    stations, guests = hall
    at_once([chooser(work, guests[0], station) for station in stations * 8])
    assert sum(taken for taken, _ in standing(work, stations)) == 1


def test_leaving_twice_at_once_gives_one_place_back(work, hall):
    stations, guests = hall
    at_once([chooser(work, guest, stations[0]) for guest in guests[:5]])

    def leave():
        with work():
            services.leave_station(attendee=session().get(Attendee, guests[0]), now=clock.now())

    at_once([leave] * 8)
    assert standing(work, stations[:1]) == [(4, 4)]


def test_people_who_join_at_once_and_guests_on_their_phones_share_the_places_of_a_station(work, hall):
    stations, guests = hall
    with work():
        event = queries.get_station(stations[0]).event
        asked = Definition("st", FieldKind.STATION, {"de": "Station"}, of_each=True)
        registration.ask(event=event, definitions=[asked], now=clock.now())
        made = [make_registration(event, f"Gruppe {number}").public_id for number in range(8)]

    def join(public_id):
        with work():
            registration.add_attendee(
                registration=get_by_public_id(public_id),
                head=Head("Ada", answers={"st": stations[0]}),
                now=clock.now(),
            )

    joining = [lambda public_id=public_id: join(public_id) for public_id in made * 2]
    choosing = [chooser(work, guest, stations[0]) for guest in guests[:16]]
    at_once([job for pair in zip(joining, choosing, strict=True) for job in pair])
    assert standing(work, stations[:1]) == [(10, 10)]
    with work():
        joined = select(Attendee.id).where(Attendee.name == "Ada")
        seated = session().scalars(select(StationChoice.attendee_id).where(StationChoice.attendee_id.in_(joined))).all()
        missed = session().scalars(select(MissedWish.attendee_id)).all()
        assert sorted([*seated, *missed]) == sorted(session().scalars(joined))


def test_groups_formed_at_once_get_numbers_of_their_own(work, hall):
    stations, _ = hall

    def form():
        try:
            with work():
                station = queries.get_station(stations[0])
                group = services.form_group(station=station, name="Holz", route=Route.NEW_IDEA, now=clock.now())
                return group.number
        except GroupsFullError:
            return None

    numbers = at_once([form] * 24)
    assert sorted(filter(None, numbers)) == [1, 2, 3, 4, 5, 6]


def test_control_counting_before_booking_holds_only_where_writers_stand_in_line(work, hall, monkeypatch, database_url):
    stations, guests = hall

    all_have_counted = threading.Barrier(THREADS)
    counted = itertools.count(1)

    def count_then_take(heads):
        if any(level(pool_id).full for pool_id in heads):
            return False
        if next(counted) <= THREADS and not one_at_a_time:
            all_have_counted.wait(LONG_SECONDS)
        capacity.book_beyond(heads)
        return True

    one_at_a_time = database_url.startswith("sqlite")
    monkeypatch.setattr(services, "book", count_then_take)
    monkeypatch.setattr(services, "_bump", lambda *_: None)  # the page's number would have them stand in line, too
    at_once([chooser(work, guest, stations[0]) for guest in guests])
    ((taken, _),) = standing(work, stations[:1])
    assert taken == 10 if one_at_a_time else taken > 10
