"""An event's whole life as two independent calendar programs see it: no duplicate, no ghost."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.events import make_event
from tests.readers.calendars import Subscriber, read_with_ical_js
from webapp.accounts.types import SYSTEM
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


@pytest.mark.parametrize(
    ("life", "feed"),
    [*((life, "/calendar.ics") for life in LIVES.values()), (LIVES["an afternoon, March"], "/events/{slug}.ics")],
    ids=[*LIVES, "the feed of the event alone"],
)
def test_both_readers_follow_create_rename_move_postpone_cancel_restore(
    served, client, work, now, tmp_path, feed, life
):
    with work():
        made = make_event("Zukunftswerkstatt", starts_at=life.starts, lasts=life.lasts)
        made.all_day = life.all_day
        slug = made.slug
    address = feed.format(slug=slug)
    person, order = Subscriber(tmp_path / "home", served + address), []

    def sees():
        person.sync()
        (entry,) = person.sees()
        (other,) = read_with_ical_js(client.get(address).data)
        assert other["zone"] in ("Europe/Berlin", "floating")
        assert (other["title"], other["status"]) == (entry.title, entry.status or other["status"])
        order.append((other["uid"], other["sequence"]))
        return entry

    def to(what, **said):
        change(work, slug, lambda event: what(event=event, now=clock.now(), **said))
        return sees()

    first = sees()
    assert (first.title, first.starts, first.ends) == ("Zukunftswerkstatt", *life.seen)
    assert to(services.update_event, actor=SYSTEM, title="2. Werkstatt").title == "2. Werkstatt"
    new = {"starts_at": life.moved_to, "ends_at": life.moved_to + life.lasts}
    moved = to(services.postpone_event, actor=SYSTEM, reason="Sturm", **new)
    assert (moved.starts, moved.ends) == life.seen_moved
    off = to(services.postpone_event, actor=SYSTEM, reason="Krank", starts_at=None, ends_at=None)
    assert off.title == "Verschoben, neuer Termin folgt: 2. Werkstatt"
    cancelled = to(services.cancel_event, reason="Kein Saal")
    assert (cancelled.title, cancelled.status) == ("Abgesagt: 2. Werkstatt", "CANCELLED")
    back = to(services.restore_event, reason="Doch")
    assert (back.title, back.starts, back.ends) == ("2. Werkstatt", *life.seen_moved)
    assert back.status != "CANCELLED"
    assert len({uid for uid, _ in order}) == 1
    numbers = [number for _, number in order]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers)


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
            event=e, actor=SYSTEM, now=clock.now(), reason="Sturm", starts_at=AFTER, ends_at=AFTER + timedelta(hours=2)
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
