"""What a device takes along: who may come in, as far as the verdict needs it, and what the other devices recorded."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from webapp.checkin.models import CheckIn, CheckPoint
from webapp.checkin.queries.door import FACT_COLUMNS
from webapp.checkin.types import ScanRecord
from webapp.events.types import EventId
from webapp.foundation.database import session, table_of
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries.answers import forms_at
from webapp.registration.queries.for_the_day import Holder, TellsTheDoor
from webapp.registration.queries.setup import all_categories_of
from webapp.tickets.models import SigningKey, Ticket
from webapp.tickets.types import KeyId

# A list is kept in parts, by the first letter of the reference: a device fetches those that it hasn't got yet.
PARTS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
DIGEST_CHARS = 8
REVOKED, MAY_BE_PICTURED, NOT_PICTURED = 1, 2, 4
MOST_FACTS = 5_000
_GROUP_CHARS = 6
_SCANS, _TICKETS, _HEADS, _MADE = table_of(CheckIn), table_of(Ticket), table_of(Attendee), table_of(Registration)
_GUESTS = (
    select(
        _TICKETS.c.reference,
        _TICKETS.c.code,
        _TICKETS.c.revoked_at,
        _HEADS.c.name,
        _HEADS.c.answers,
        _HEADS.c.joined_at,
        _HEADS.c.versions,
        _MADE.c.public_id,
        _MADE.c.heads,
        _MADE.c.category_id,
        _MADE.c.answers,
        _MADE.c.name + " " + _MADE.c.organisation,
        _MADE.c.versions,
        _MADE.c.field_set_id,
    )
    .join_from(_TICKETS, _HEADS, _HEADS.c.id == _TICKETS.c.attendee_id)
    .join(_MADE, _MADE.c.id == _HEADS.c.registration_id)
    .where(_TICKETS.c.event_id == bindparam("event"))
    .order_by(_TICKETS.c.id)
)
_SINCE = (
    select(
        _SCANS.c.number,
        _TICKETS.c.reference,
        _SCANS.c.device,
        *FACT_COLUMNS,
    )
    .join_from(_SCANS, _TICKETS, _TICKETS.c.id == _SCANS.c.ticket_id)
    .where(
        _SCANS.c.event_id == bindparam("event"),
        _TICKETS.c.event_id == bindparam("event"),
        _SCANS.c.number > bindparam("since"),
    )
    .order_by(_SCANS.c.number)
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list as JSON, and its digest: reference, code, name, category, group, needs, marks, registrant.

    Who registered is told only of people without a name, so that a class is found by its teacher or its school.
    """

    digest: str
    rows: str


@dataclass(frozen=True, slots=True)
class LoggedFact:
    """A fact with its number in the door's log, the ticket's reference and the device that told it."""

    number: int
    reference: str
    device: str
    fact: ScanRecord


def parts_of(event_id: EventId) -> Mapping[str, Part]:
    """The guests of an event in parts. Whoever's place was given up has a reference and a code, nothing else.

    Access needs are told because they were told for the day; what else was answered stays here. At most five queries.
    """
    told, numbers = TellsTheDoor(forms_at(event_id)), _category_numbers(event_id)
    rows: dict[str, list[list[object]]] = defaultdict(list)
    for row in session().execute(_GUESTS, {"event": event_id}):
        reference, code, revoked_at, name, own, joined_at, own_versions, public_id, heads, category_id, *shared = row
        if revoked_at is not None:
            rows[reference[0]].append([reference, code, "", 0, "", "", REVOKED])
            continue
        group = public_id[:_GROUP_CHARS] if heads > 1 else ""
        answers, registrant, versions, field_set_id = shared
        mine, ours = Holder(own, own_versions, field_set_id), Holder(answers, versions, field_set_id)
        given = told.of(mine, None if joined_at else ours)
        needed, pictured = "; ".join(given.needs), _marks(pictured=given.pictured)
        rows[reference[0]].append(
            [
                reference,
                code,
                name,
                numbers.get(category_id, 0),
                group,
                needed,
                pictured,
                *(() if name else (registrant.strip(),)),
            ]
        )
    return {letter: _part(rows[letter]) for letter in PARTS}


def category_labels(event_id: EventId) -> list[dict[str, str]]:
    """The labels of the categories, in the order in which rows of the list count them from 1. One query."""
    return [dict(each.label) for each in all_categories_of(event_id)]


def public_keys() -> dict[KeyId, bytes]:
    """The keys that a device checks signatures with. One query."""
    rows = session().execute(select(SigningKey.id, SigningKey.public_key))
    return {key_id: public_key for key_id, public_key in rows}  # noqa: C416 - rows are no pairs to mypy


def facts_since(event_id: EventId, number: int, *, most: int = MOST_FACTS) -> list[LoggedFact]:
    """What was recorded of the event's own tickets after a number, in the order of the numbers. One query."""
    rows = session().execute(_SINCE, {"event": event_id, "since": number, "most": most})
    return [LoggedFact(at, reference, device, ScanRecord(*fact)) for at, reference, device, *fact in rows]


def points_of(event_id: EventId) -> Sequence[CheckPoint]:
    """The gates and rooms of an event in their order. One query."""
    statement = select(CheckPoint).where(CheckPoint.event_id == event_id, CheckPoint.retired_at.is_(None))
    return session().scalars(statement.order_by(CheckPoint.position, CheckPoint.id)).all()


def retired_points_of(event_id: EventId) -> Sequence[CheckPoint]:
    """The gates and rooms that aren't offered any more, the last one in front. One query."""
    statement = select(CheckPoint).where(CheckPoint.event_id == event_id, CheckPoint.retired_at.is_not(None))
    return session().scalars(statement.order_by(CheckPoint.retired_at.desc(), CheckPoint.id)).all()


def _category_numbers(event_id: EventId) -> dict[int, int]:
    return {each.id: number for number, each in enumerate(all_categories_of(event_id), 1)}


def _marks(*, pictured: bool | None) -> int:
    if pictured is None:
        return 0
    return MAY_BE_PICTURED if pictured else NOT_PICTURED


def _part(rows: list[list[object]]) -> Part:
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return Part(hashlib.sha256(text.encode()).hexdigest()[:DIGEST_CHARS], text)
