"""Whether people may register now, by the event's times and by those of its categories."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.registration import rules
from webapp.registration.models import Category
from webapp.registration.rules.times import Window
from webapp.registration.types import CategoryTerms, Opening, RegistrationAvailability


def opening_in(event: Event, terms: Iterable[CategoryTerms], now: datetime) -> Opening:
    """Whether anybody may register under these terms now. Asks no database."""
    return rules.opening(event, [(each.opens_at, each.closes_at) for each in terms], now)


def opening_by(event: Event, windows: Iterable[Window], now: datetime) -> Opening:
    """Whether anybody may register in one of these times of categories now. Asks no database."""
    return rules.opening(event, windows, now)


def open_among(events: Iterable[Event], now: datetime) -> set[EventId]:
    """Those of these events that anybody may register for now. One query where one of them is open, else none."""
    known = {event.id: event for event in events if rules.availability(event, now) is RegistrationAvailability.OPEN}
    windows = _windows_of(list(known))
    return {
        each
        for each, event in known.items()
        if rules.opening(event, windows[each], now).door is RegistrationAvailability.OPEN
    }


def _windows_of(event_ids: list[EventId]) -> dict[EventId, list[Window]]:
    found: dict[EventId, list[Window]] = defaultdict(list)
    if event_ids:
        offered = Category.event_id.in_(event_ids), Category.retired_at.is_(None)
        for row in session().execute(select(Category.event_id, Category.opens_at, Category.closes_at).where(*offered)):
            found[row.event_id].append((row.opens_at, row.closes_at))
    return found
