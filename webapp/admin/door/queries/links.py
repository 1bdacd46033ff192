from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.accounts.rules import LONGEST_LINK, link_reaches_from
from webapp.events.models import Event


@dataclass(frozen=True, slots=True)
class Needed:
    """How many days a new link has to work to reach the end of the event, and when on one can be made that does."""

    days: int
    reaches: bool
    since: datetime


def days_a_link_needs(event: Event, now: datetime) -> Needed:
    """How long a link made now should work: to the end of the event, at least a day, at most what a link may."""
    days = max(1, -((now - event.ends_at) // timedelta(days=1)))
    return Needed(min(days, LONGEST_LINK.days), days <= LONGEST_LINK.days, link_reaches_from(event.ends_at))
