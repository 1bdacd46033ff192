"""The organizer's list of registrations: who fits a search."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, bindparam, cast, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.foundation.matching import LONGEST_WORD, words_of
from webapp.foundation.names import as_known
from webapp.foundation.ordering import in_order
from webapp.registration.models import Attendee, Category, Registration
from webapp.registration.queries.setup import Setup
from webapp.registration.types import (
    Attended,
    CategoryId,
    RegistrationFilter,
    RegistrationId,
    RegistrationStatus,
    Source,
)

_EVERYTHING = 1_000_000
_NO_CATEGORY = CategoryId(0)
_BY_PUBLIC_ID = select(Category.id).where(Category.public_id == bindparam("public_id"))


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list and how many there are in all."""

    registrations: Sequence[Registration]
    total: int


def registrations_of(
    event_id: EventId, wanted: RegistrationFilter | None = None, *, limit: int = _EVERYTHING, offset: int = 0
) -> Found:
    """Registrations of an event with their heads and categories, in the order they came in. At most three queries."""
    conditions = conditions_of(event_id, wanted or RegistrationFilter())
    statement = select(Registration).where(*conditions).order_by(Registration.created_at, Registration.id)
    statement = statement.options(selectinload(Registration.attendees), joinedload(Registration.category))
    page = session().scalars(statement.limit(limit).offset(offset)).all()
    whole = limit == _EVERYTHING and not offset
    return Found(page, len(page) if whole else _count(conditions))


def wanted_from(setup: Setup, asked: Mapping[str, str]) -> RegistrationFilter:
    """What an address or an order asks for (`q`, `status`, `category`, `tag`, `source`, `attendance`), and no more.

    A status, source, category, tag or attendance that there isn't finds nobody.
    """
    status, source, attendance = (asked.get(each, "") for each in ("status", "source", "attendance"))
    makes_sense = status in {"", *RegistrationStatus} and source in {"", *Source} and attendance in {"", *Attended}
    return RegistrationFilter(
        words=asked.get("q", ""),
        status=RegistrationStatus(status) if status and makes_sense else None,
        category_id=_category_asked(setup, asked.get("category", "")) if makes_sense else _NO_CATEGORY,
        tag=asked.get("tag", ""),
        source=Source(source) if source and makes_sense else None,
        attendance=Attended(attendance) if attendance and makes_sense else None,
    )


def _category_asked(setup: Setup, public_id: str) -> CategoryId | None:
    """One that isn't offered any more still has its people; in one that there isn't there is nobody."""
    if not public_id:
        return None
    known = [each.category_id for each in setup.terms if each.public_id == public_id]
    return next(iter(known), None) or session().scalar(_BY_PUBLIC_ID, {"public_id": public_id}) or _NO_CATEGORY


def each_of(event_id: EventId, wanted: RegistrationFilter, *, at_once: int = 1000) -> Iterator[Sequence[Registration]]:
    """All that fits, so many at a time, in the order they came in. Two queries for each time."""
    last = RegistrationId(0)
    conditions = conditions_of(event_id, wanted)
    while True:
        statement = select(Registration).where(*conditions, Registration.id > last).order_by(Registration.id)
        statement = statement.options(selectinload(Registration.attendees), joinedload(Registration.category))
        page = session().scalars(statement.limit(at_once)).all()
        if page:
            last = page[-1].id
            yield page
        if len(page) < at_once:
            return


def ids_of(event_id: EventId, wanted: RegistrationFilter, *, limit: int) -> list[str]:
    """The public ids of what fits, at most so many. One query."""
    statement = select(Registration.public_id).where(*conditions_of(event_id, wanted))
    return list(session().scalars(statement.order_by(Registration.created_at, Registration.id).limit(limit)))


def chosen_of(event_id: EventId, public_ids: Iterable[str]) -> Sequence[Registration]:
    """These registrations of the event, in the order they came in; others are passed over. Two queries."""
    statement = select(Registration).where(
        Registration.event_id == event_id, Registration.public_id.in_(set(public_ids))
    )
    statement = statement.order_by(Registration.created_at, Registration.id)
    return session().scalars(statement.options(selectinload(Registration.attendees))).all()


def tags_of(event_id: EventId) -> list[str]:
    """The organizer's own words at this event, in alphabetical order. One query."""
    said = cast(Registration.tags, String)
    statement = select(said).where(Registration.event_id == event_id, said != "[]").distinct()
    return sorted({tag for text in session().scalars(statement) for tag in json.loads(text)}, key=in_order)


def as_tagged_before(event_id: EventId, typed: Iterable[str]) -> list[str]:
    """These words as registrations of the event have them, where only case or gaps differ. One query."""
    known = tags_of(event_id)
    return [as_known(each, known) for each in typed]


def conditions_of(event_id: EventId, wanted: RegistrationFilter) -> list[ColumnElement[bool]]:
    """What makes a registration of the event fit."""
    found: list[ColumnElement[bool]] = [Registration.event_id == event_id]
    if wanted.status is not None:
        found.append(Registration.status == wanted.status)
    if wanted.category_id is not None:
        found.append(Registration.category_id == wanted.category_id)
    if wanted.source is not None:
        found.append(Registration.source == wanted.source.value)
    if wanted.tag:
        # Tags are stored as JSON: the text of one of them, quotes and all, is found in the text of the whole.
        found.append(cast(Registration.tags, String).contains(json.dumps(wanted.tag[:LONGEST_WORD]), autoescape=True))
    if wanted.attendance is not None:
        found += _attended(wanted.attendance)
    if wanted.chosen is not None:
        found.append(Registration.public_id.in_(wanted.chosen))
    return found + [Registration.words.contains(word, autoescape=True) for word in words_of(wanted.words)]


def _attended(attendance: Attended) -> list[ColumnElement[bool]]:
    came, missing = (
        exists().where(Attendee.registration_id == Registration.id, Attendee.left_at.is_(None), has_entered)
        for has_entered in (Attendee.entered_at.is_not(None), Attendee.entered_at.is_(None))
    )
    if attendance is Attended.CAME:
        return [came]
    return [missing, Registration.status == RegistrationStatus.CONFIRMED.value]


def _count(conditions: list[ColumnElement[bool]]) -> int:
    return session().scalar(select(func.count()).select_from(Registration).where(*conditions)) or 0
