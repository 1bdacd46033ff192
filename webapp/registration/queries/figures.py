"""Registrations in numbers: how they grew, and who they are. People are counted, not forms."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, func, or_, select

from webapp.events.types import EventId
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration.models import Attendee, Category, Invitation, Registration
from webapp.registration.queries.answers import Forms
from webapp.registration.rules.tallies import Answering, Tally, tallies
from webapp.registration.types import HOLDS_A_PLACE, LIVE, InvitationStatus

__all__ = ["Day", "Tally", "growth_of", "heads_by_source", "tallies_of"]

_PLACED = sorted(HOLDS_A_PLACE)


def is_counted_on(event_id: EventId) -> bool:
    """True when somebody is registered, waits, asks, or was invited: whoever would look for the event. One query."""
    live = select(Registration.id).where(
        Registration.event_id == event_id, Registration.status.in_(sorted(LIVE)), Registration.erased_at.is_(None)
    )
    invited = select(Invitation.id).where(
        Invitation.event_id == event_id, Invitation.status != InvitationStatus.WITHDRAWN
    )
    return bool(session().scalar(select(or_(live.exists(), invited.exists()))))


@dataclass(frozen=True, slots=True)
class Day:
    """How many people registered on a day, and how many until then; also those who left again later."""

    day: date
    new: int
    total: int


def growth_of(event_id: EventId, zone: str) -> list[Day]:
    """Day by day from the first registration on, days without any left out. One query."""
    hour = func.strftime("%Y-%m-%dT%H", Registration.created_at)
    if session().get_bind().dialect.name == "postgresql":
        hour = func.to_char(func.timezone("UTC", Registration.created_at), 'YYYY-MM-DD"T"HH24')
    # Hours are whole in every zone of the law, days are not.
    statement = (
        select(hour, func.sum(Registration.heads))
        .where(Registration.event_id == event_id)
        .group_by(hour)
        .order_by(hour)
    )
    by_day: dict[date, int] = {}
    for said, heads in session().execute(statement):
        day = clock.local(datetime.fromisoformat(f"{said}:00:00+00:00"), zone).date()
        by_day[day] = by_day.get(day, 0) + int(heads)
    found, total = [], 0
    for day, new in by_day.items():
        total += new
        found.append(Day(day, new, total))
    return found


def heads_by_source(event_id: EventId) -> dict[str, int]:
    """How many people with a place came by which way. One query."""
    return _counted(Registration.source, func.sum(Registration.heads), event_id)


def tallies_of(event_id: EventId, forms: Forms) -> list[Tally]:
    """What people with a place said to each question, and who didn't. One query."""
    statement = (
        select(
            Attendee.answers,
            Attendee.versions,
            Registration.answers,
            Registration.versions,
            Registration.field_set_id,
            Category.public_id,
            Attendee.joined_at,
        )
        .join_from(Attendee, Registration, Registration.id == Attendee.registration_id)
        .outerjoin(Category, Category.id == Registration.category_id)
        .where(Registration.event_id == event_id, Registration.status.in_(_PLACED), Attendee.left_at.is_(None))
    )
    people = [
        Answering(own, own_versions, shared, versions, version, group or "", joined_at is not None)
        for own, own_versions, shared, versions, version, group, joined_at in session().execute(statement)
    ]
    return tallies(forms, people)


def _counted(said: SQLColumnExpression[str], heads: ColumnElement[int], event_id: EventId) -> dict[str, int]:
    statement = (
        select(said, heads)
        .where(Registration.event_id == event_id, Registration.status.in_(_PLACED), said.is_not(None))
        .group_by(said)
    )
    return {str(row[0]): int(row[1]) for row in session().execute(statement)}
