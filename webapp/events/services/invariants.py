"""What every change of an event keeps true."""

from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Text, delete

from webapp.accounts import rights
from webapp.accounts.types import Role, Scope
from webapp.events import queries
from webapp.events.errors import SpanInvalidError, TitleInvalidError
from webapp.events.models import Event, FormerAddress
from webapp.events.scopes import EVENTS, event_scope
from webapp.events.slugs import slugs
from webapp.events.types import LONGEST_TITLE, EventId, Feature, VenueId
from webapp.foundation import clock, revisions
from webapp.foundation.database import session, table_of
from webapp.foundation.revisions import RevisionScope
from webapp.foundation.slugs import slugged
from webapp.foundation.text import distinct, lines, one_line
from webapp.organisations.types import OrganisationId

_COLUMNS = table_of(Event).c
Known = tuple[str, datetime, datetime, VenueId | None, str, bool, str, bool]


def check_host(host_id: OrganisationId, event_key: str) -> None:
    """MayNotError unless whoever acts organizes events of this organisation."""
    rights.require(Role.ORGANIZER, Scope(event_key=event_key, organisation_id=host_id))


def check_span(starts_at: datetime, ends_at: datetime) -> None:
    """SpanInvalidError unless the end lies after the start."""
    if ends_at <= starts_at:
        raise SpanInvalidError


def checked_title(typed: str) -> str:
    """The title on one line; TitleInvalidError when nothing is left or too much."""
    title = one_line(typed)
    if not 0 < len(title) <= LONGEST_TITLE:
        raise TitleInvalidError
    return title


def cleaned(name: str, value: Any) -> Any:
    """What is said of an event, as its column takes it: a text with its lines, on one line, or a list of entries."""
    if name == "title":
        return checked_title(value)
    column = _COLUMNS.get(name)
    if column is None or not isinstance(value, str | list):
        return value
    if isinstance(value, list):
        return entries(value)
    return paragraphs(value) if isinstance(column.type, Text) else one_line(value)


def entries(typed: list[str]) -> list[str]:
    """Each entry on one line, without empty ones and repeats."""
    return distinct(typed)


def paragraphs(typed: str) -> str:
    """A longer text with its line breaks."""
    return lines(typed)


def free_slug(title: str, starts_at: datetime, zone: str, otherwise: str, own: EventId | None = None) -> str:
    """The best address for a title that no other event has."""
    # Whoever looks for a free address first takes the row of the list's revision, so that two never find the same one.
    revisions.bump(EVENTS)
    taken = queries.taken_slugs(slugged(title) or slugged(otherwise), own)
    tries = slugs(title, clock.local(starts_at, zone).year, otherwise)
    return next(slug for slug in islice(tries, len(taken) + 3) if slug not in taken)


def readdress(event: Event) -> None:
    """Give a draft the address of its title; the one it had leads there, so that no open window is lost."""
    before = event.slug
    event.slug = free_slug(event.title, event.starts_at, event.zone, event.format, event.id)
    if event.slug != before:
        session().execute(delete(FormerAddress).where(FormerAddress.slug.in_([before, event.slug])))
        session().add(FormerAddress(slug=before, event_id=event.id))


def known(event: Event) -> Known:
    """What calendars and invitations tell of the event: a change of it is material."""
    return (
        event.title,
        event.starts_at,
        event.ends_at,
        event.venue_id,
        event.status,
        event.all_day,
        event.conference_url,
        event.uses(Feature.AGENDA),
    )


def keep(event: Event, before: Known, now: datetime, *more_scopes: RevisionScope) -> None:
    """Write the change, count it where it is material, and have the pages made anew that show the event."""
    if session().is_modified(event):
        event.touched_at = now
    session().flush()
    if known(event) != before:
        event.touched_at = now
        if event.published_at is not None:
            event.sequence += 1
        session().flush()
    renew(event, *more_scopes)


def renew(event: Event, *more_scopes: RevisionScope) -> None:
    """Have the pages made anew that show the event, those of its measures and plans too."""
    tied = queries.scopes_of_measures(queries.measure_ids_of(event.id))
    revisions.bump(EVENTS, event_scope(event.slug), *tied, *more_scopes)
