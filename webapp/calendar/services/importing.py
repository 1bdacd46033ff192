"""Dates from elsewhere: read, looked at by a person, then made drafts of."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select

from webapp.accounts import rights
from webapp.calendar.errors import DateRefusedError, DatesDecidedError
from webapp.calendar.models import DateList
from webapp.calendar.reading import dates_in
from webapp.calendar.rows import as_row, from_row
from webapp.calendar.types import DateListId, FoundDate, NotRead
from webapp.events import queries as events
from webapp.events import services
from webapp.events.models import Event, Venue
from webapp.events.types import EventFormat, HostId
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.errors import DomainError
from webapp.foundation.file_names import tidy_name
from webapp.foundation.going_on import Work, go_through
from webapp.foundation.transaction import all_or_nothing, savepoint

_MOST_HEADINGS = 50
_KEPT = timedelta(days=7)


@rights.staff_only
def take_dates(*, content: bytes, name: str, owner: str, zone: str, now: datetime) -> DateList:
    """Keep what a file says until somebody decides; DatesUnreadableError when there is nothing to decide about."""
    unread = NotRead()
    found = dates_in(content, zone=zone, today=clock.local(now, zone).date(), unread=unread)
    dates = DateList(
        public_id=tokens.new_id(),
        owner=owner,
        name=tidy_name(name),
        zone=zone,
        rows=[as_row(each) for each in found],
        unread=list(dict.fromkeys(unread.columns))[:_MOST_HEADINGS],
        hidden_rows=unread.hidden_rows,
        hidden_columns=list(dict.fromkeys(unread.hidden_columns))[:_MOST_HEADINGS],
        left_sheets=unread.sheets,
        created_at=now,
    )
    session().add(dates)
    session().flush()
    return dates


def found_in(dates: DateList) -> list[FoundDate]:
    """What stands in a list, in its order."""
    return [from_row(row) for row in dates.rows]


@all_or_nothing
def draft_dates(
    *,
    dates: DateList,
    numbers: Collection[int],
    host_id: HostId,
    format: EventFormat,  # noqa: A002 - the glossary's word
    contact: tuple[str, str],
    now: datetime,
) -> list[Event]:
    """Make a draft of each chosen date that has no fault; a second time is refused with DatesDecidedError.

    DateRefusedError when one of them can't become an event; nothing is made then, and the list can be used again.
    `contact` is the name and the address that guests may ask.
    """
    session().refresh(dates, with_for_update={"of": DateList})
    if dates.taken_at is not None:
        raise DatesDecidedError
    dates.taken_at = now
    chosen = [each for each in found_in(dates) if each.number in numbers and not each.faults]
    drafts = []
    for each in chosen:
        try:
            drafts.append(_draft(each, dates.zone, host_id, format, contact, now))
        except DomainError as refusal:
            raise DateRefusedError(each) from refusal
    return drafts


def discard_dates(*, dates: DateList) -> None:
    """Forget a list; drafts that were made of it stay."""
    session().delete(dates)
    session().flush()


def forget_old_dates(*, now: datetime) -> int:
    """Delete lists that are older than a week; returns how many."""
    old = session().scalars(select(DateList.id).where(DateList.created_at < now - _KEPT)).all()

    def forget(list_id: DateListId) -> None:
        discard_dates(dates=session().get_one(DateList, list_id))

    return len(go_through(Work("forget dates", forget, savepoint), old))


def _draft(
    found: FoundDate,
    zone: str,
    host_id: HostId,
    kind: EventFormat,
    contact: tuple[str, str],
    now: datetime,
) -> Event:
    if found.starts is None or found.ends is None:
        raise DateRefusedError(found)  # only dates without a fault get here
    event = services.create_event(
        now=now,
        format=kind,
        title=found.title,
        host_id=host_id,
        starts_at=clock.from_local(found.starts, zone),
        ends_at=clock.from_local(found.ends, zone),
        zone=zone,
        capacity=found.capacity,
        venue=_venue(found),
        description=found.text,
        contact_name=contact[0],
        contact_email=contact[1],
    )
    is_assumed = found.all_day or found.open_end
    if is_assumed or found.online:
        services.update_event(
            event=event,
            now=now,
            all_day=found.all_day,
            assumes_time=is_assumed,
            conference_url=found.online,
        )
    return event


def _venue(found: FoundDate) -> Venue | None:
    if not found.place:
        return None
    known = events.find_venue_called(found.place, found.city, found.street, found.postcode)
    # A street that is told here and not known there is kept with a place of its own.
    if known is not None and not (found.street and not known.street) and not (found.postcode and not known.postcode):
        return known
    return services.add_venue(name=found.place, street=found.street, postcode=found.postcode, city=found.city)
