from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.accounts.models import AccessLink
from webapp.accounts.queries import links_of_event
from webapp.accounts.rules import LONGEST_LINK, link_is_open
from webapp.events.models import Event


@dataclass(frozen=True, slots=True)
class LinkRow:
    """An access link and whether it works."""

    link: AccessLink
    is_open: bool


@dataclass(frozen=True, slots=True)
class Needed:
    """How many days a new link has to work to reach the end of the event; `reaches` is False beyond the limit."""

    days: int
    reaches: bool


def link_row(link: AccessLink, now: datetime) -> LinkRow:
    """The link and whether it works at `now`."""
    return LinkRow(link, link_is_open(expires_at=link.expires_at, revoked_at=link.revoked_at, now=now))


def link_rows(event_key: str, now: datetime) -> list[LinkRow]:
    """All access links of an event, newest first. One query."""
    return [link_row(link, now) for link in links_of_event(event_key)]


def days_a_link_needs(event: Event, now: datetime) -> Needed:
    """How long a link made now should work: to the end of the event, at least a day, at most what a link may."""
    days = max(1, -((now - event.ends_at) // timedelta(days=1)))
    return Needed(min(days, LONGEST_LINK.days), days <= LONGEST_LINK.days)
