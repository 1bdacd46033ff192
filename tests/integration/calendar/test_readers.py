"""An event's whole life as two independent calendar programs see it: no duplicate, no ghost."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.events import make_event
from tests.readers.calendars import Subscriber, read_with_ical_js
from webapp.agenda import services as agenda
from webapp.agenda.types import ItemKind
from webapp.events import queries, services
from webapp.foundation import clock
from webapp.foundation.http import page_cache

# Eight days before the clocks change; the new date lies behind the change.
BEFORE = datetime(2027, 3, 24, 14, 0, tzinfo=UTC)  # 15:00 in Berlin
AFTER = datetime(2027, 3, 31, 13, 0, tzinfo=UTC)  # 15:00 in Berlin


pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture(autouse=True)
def every_reading_is_checked(monkeypatch):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)


@pytest.fixture
def workshop(work, now):
    with work():
        return make_event("Zukunftswerkstatt", starts_at=BEFORE, lasts=timedelta(hours=2)).slug


def change(work, slug, what):
    clock.move_on(timedelta(minutes=1))
    with work():
        what(queries.get_event(slug))


@dataclass(frozen=True)
class Life:
    """An event of so many days whose new date lies behind a change of the clocks; what readers in Berlin must see."""

    starts: datetime
    moved_to: datetime
    lasts: timedelta
    seen: tuple[str, str]
    seen_moved: tuple[str, str]
    all_day: bool = False


LIVES = {
    "an afternoon, March": Life(
        starts=datetime(2027, 3, 24, 14, 0, tzinfo=UTC),
        moved_to=datetime(2027, 3, 31, 13, 0, tzinfo=UTC),
        lasts=timedelta(hours=2),
        seen=("2027-03-24 15:00", "2027-03-24 17:00"),
        seen_moved=("2027-03-31 15:00", "2027-03-31 17:00"),
    ),
    "an afternoon, October": Life(
        starts=datetime(2027, 10, 27, 13, 0, tzinfo=UTC),
        moved_to=datetime(2027, 11, 3, 14, 0, tzinfo=UTC),
        lasts=timedelta(hours=2),
        seen=("2027-10-27 15:00", "2027-10-27 17:00"),
        seen_moved=("2027-11-03 15:00", "2027-11-03 17:00"),
    ),
    # It begins before the clocks change and ends after.
    "three days over the change, March": Life(
        starts=datetime(2027, 3, 26, 8, 0, tzinfo=UTC),
        moved_to=datetime(2027, 4, 9, 7, 0, tzinfo=UTC),
        lasts=timedelta(days=2, hours=7),
        seen=("2027-03-26 09:00", "2027-03-28 17:00"),
        seen_moved=("2027-04-09 09:00", "2027-04-11 16:00"),
    ),
    "three days over the change, October": Life(
        starts=datetime(2027, 10, 29, 7, 0, tzinfo=UTC),
        moved_to=datetime(2027, 11, 5, 8, 0, tzinfo=UTC),
        lasts=timedelta(days=2, hours=8),
        seen=("2027-10-29 09:00", "2027-10-31 16:00"),
        seen_moved=("2027-11-05 09:00", "2027-11-07 17:00"),
    ),
    "whole days over the change": Life(
        starts=datetime(2027, 10, 29, 7, 0, tzinfo=UTC),
        moved_to=datetime(2027, 11, 5, 8, 0, tzinfo=UTC),
        lasts=timedelta(days=2, hours=8),
        seen=("2027-10-29", "2027-10-31"),
        seen_moved=("2027-11-05", "2027-11-07"),
        all_day=True,
    ),
}


def made_of(title, life):
    made = make_event(title, starts_at=life.starts, lasts=life.lasts)
    made.all_day = life.all_day
    return made


def titles(entries):
    return {name: each.title for name, each in entries.items()}


def times(entries):
    return {name: (each.starts, each.ends) for name, each in entries.items()}


@pytest.mark.in_turns
@pytest.mark.parametrize("alone", [False, True], ids=["all in one feed", "the feed of one event"])
def test_both_readers_follow_create_rename_move_postpone_cancel_restore(served, client, work, now, tmp_path, alone):
    lives = dict(list(LIVES.items())[:1]) if alone else LIVES
    with work():
        slugs = {name: made_of(name, life).slug for name, life in lives.items()}
    address = f"/events/{next(iter(slugs.values()))}.ics" if alone else "/calendar.ics"
    person, order = Subscriber(tmp_path / "home", served + address), {name: [] for name in lives}

    def sees():
        person.sync()
        found, others = person.sees(), read_with_ical_js(client.get(address).data)
        assert len(found) == len(others) == len(lives)
        seen = {name: next(each for each in found if name in each.title) for name in lives}
        for name, entry in seen.items():
            other = next(each for each in others if name in each["title"])
            assert other["zone"] in ("Europe/Berlin", "floating")
            assert (other["title"], other["status"]) == (entry.title, entry.status or other["status"])
            order[name].append((other["uid"], other["sequence"]))
        return seen

    def to(what, said=lambda _name, _life: {}, **always):
        for name, life in lives.items():
            told = {**always, **said(name, life)}
            change(work, slugs[name], lambda event, told=told: what(event=event, now=clock.now(), **told))
        return sees()

    def new_dates(_name, life):
        return {"starts_at": life.moved_to, "ends_at": life.moved_to + life.lasts}

    first = sees()
    assert titles(first) == {name: name for name in lives}
    assert times(first) == {name: life.seen for name, life in lives.items()}
    moved_to = {name: life.seen_moved for name, life in lives.items()}
    renamed = to(services.update_event, lambda name, _life: {"title": f"2. {name}"})
    assert titles(renamed) == {name: f"2. {name}" for name in lives}
    assert times(to(services.postpone_event, new_dates, reason="Sturm")) == moved_to
    off = to(services.postpone_event, reason="Krank", starts_at=None, ends_at=None)
    cancelled = to(services.cancel_event, reason="Kein Saal")
    waiting = to(services.restore_event, reason="Doch")
    back = to(services.postpone_event, new_dates, reason="Doch")
    assert times(back) == moved_to
    for name in lives:
        assert off[name].title == f"Verschoben, neuer Termin folgt: 2. {name}"
        assert (cancelled[name].title, cancelled[name].status) == (f"Abgesagt: 2. {name}", "CANCELLED")
        assert (waiting[name].title, waiting[name].status) == (off[name].title, off[name].status)
        assert back[name].title == f"2. {name}"
        assert back[name].status != "CANCELLED"
        uids, numbers = zip(*order[name], strict=True)
        assert len(set(uids)) == 1
        assert list(numbers) == sorted(set(numbers))


def test_a_moved_event_takes_its_programme_along_across_the_change_of_clocks(client, work, workshop):
    change(
        work,
        workshop,
        lambda e: agenda.add_item(
            event=e, now=clock.now(), title="Begrüßung", kind=ItemKind.WELCOME, starts_at=BEFORE, ends_at=BEFORE
        ),
    )
    change(
        work,
        workshop,
        lambda e: services.postpone_event(
            event=e, now=clock.now(), reason="Sturm", starts_at=AFTER, ends_at=AFTER + timedelta(hours=2)
        ),
    )
    (item,) = read_with_ical_js(client.get(f"/events/{workshop}/agenda.ics").data)
    assert item["starts"] == "2027-03-31T13:00:00.000Z"


def test_a_dropped_programme_item_stays_in_the_calendar_as_cancelled(client, work, workshop):
    def add_and_drop(event):
        item = agenda.add_item(
            event=event, now=clock.now(), title="Pause", kind=ItemKind.BREAK, starts_at=BEFORE, ends_at=BEFORE
        )
        agenda.drop_item(item=item, event=event, now=clock.now())

    change(work, workshop, add_and_drop)
    (item,) = read_with_ical_js(client.get(f"/events/{workshop}/agenda.ics").data)
    assert (item["status"], item["title"]) == ("CANCELLED", "Abgesagt: Pause")


def test_a_draft_is_in_no_calendar(client, work, now):
    with work():
        slug = make_event(status="draft", published_at=None).slug
    assert client.get(f"/events/{slug}.ics").status_code == 404
    assert read_with_ical_js(client.get("/calendar.ics").data) == []


def test_a_reader_who_knows_it_already_gets_304(client, workshop):
    tag = client.get(f"/events/{workshop}.ics").headers["ETag"]
    assert client.get(f"/events/{workshop}.ics", headers={"If-None-Match": tag}).status_code == 304
