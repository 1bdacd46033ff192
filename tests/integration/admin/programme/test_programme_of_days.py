"""The programme that a new event begins with lies within the hours of its days, never in the night between them."""

from datetime import date, datetime, time, timedelta

import pytest

from webapp.agenda.models import AgendaItem
from webapp.events.presets import PRESETS
from webapp.events.types import EventFormat
from webapp.foundation import clock
from webapp.foundation.clock import from_local, local
from webapp.foundation.database import session
from webapp.organising.services import set_up_event

ZONE = "Europe/Berlin"
# Begin and end on the clock, and on how many days later it ends as well.
HOURS = [
    ("09:00", "17:00"),
    ("00:00", "23:59"),
    ("08:55", "09:40"),
    ("13:07", "21:31"),
    ("20:00", "01:30"),
    ("18:00", "14:00"),
]
DAYS = [date(2027, 6, 12), date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 30), date(2027, 10, 31)]


def programme(work, desk, kind, starts, ends):
    with work():
        event = set_up_event(
            now=clock.now(),
            format=kind,
            title="Tage",
            host_id=desk.host.id,
            starts_at=from_local(starts, ZONE),
            ends_at=from_local(ends, ZONE),
            zone=ZONE,
            capacity=None,
        )
        items = session().query(AgendaItem).filter_by(event_id=event.id).order_by(AgendaItem.starts_at).all()
        return [(each.title, local(each.starts_at, ZONE), local(each.ends_at, ZONE)) for each in items]


@pytest.mark.in_turns
@pytest.mark.parametrize("kind", EventFormat)
@pytest.mark.parametrize("more", [0, 1])
def test_no_item_lies_in_the_night(work, desk, kind, more):
    for at, (begins, until) in enumerate(HOURS):
        for day in (DAYS[0], DAYS[1 + (at + more) % 4]):
            opens, shuts = time.fromisoformat(begins), time.fromisoformat(until)
            nightly = timedelta(days=until < begins)
            starts = datetime.combine(day, opens)
            ends = datetime.combine(day, shuts) + timedelta(days=more) + nightly
            items = programme(work, desk, kind, starts, ends)
            assert len(items) == len(PRESETS[kind].agenda)
            assert items[0][1].replace(tzinfo=None) == starts
            last = max(each[2] for each in items).replace(tzinfo=None)
            assert last <= datetime.combine(day, shuts) + nightly, (begins, until, day, items)
            if begins == "18:00" and more:
                assert last <= datetime.combine(day, time()) + timedelta(days=1)


def test_two_days_begin_with_the_programme_of_one(work, desk):
    kind = EventFormat.INNOVATION_CONFERENCE
    items = programme(work, desk, kind, datetime(2027, 6, 12, 9), datetime(2027, 6, 13, 17))
    assert {each[1].date() for each in items} == {date(2027, 6, 12)}
    assert items[-1][2].time() == time(17)
    assert items == programme(work, desk, kind, datetime(2027, 6, 12, 9), datetime(2027, 6, 12, 17))


def test_an_evening_that_ends_at_night_is_one(work, desk):
    items = programme(work, desk, EventFormat.OWN, datetime(2027, 6, 12, 20), datetime(2027, 6, 13, 2))
    assert items[-1][2].replace(tzinfo=None) == datetime(2027, 6, 13, 2)
