"""Registrations in numbers: how they grew, and who they are. People are counted, not forms."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, case, func, or_, select

from webapp.events.types import EventId
from webapp.fields.types import FieldSetId
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration.models import Attendee, Invitation, Registration
from webapp.registration.types import HOLDS_A_PLACE, LIVE, InvitationStatus

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


@dataclass(frozen=True, slots=True)
class Share:
    """An answer as it was given to a version of the form, and how many people with a place gave it."""

    value: str
    version: FieldSetId | None
    heads: int


def heads_by_answer(event_id: EventId, key: str, *, personal: bool) -> list[Share]:
    """How many people with a place gave which single answer to which version. One query.

    An answer given for a group counts for all of it who said nothing else themselves; a `personal` one, as a consent,
    not for those who joined later.
    """
    own, shared = Attendee.answers[key].as_string(), Registration.answers[key].as_string()
    if personal:
        shared = case((Attendee.joined_at.is_(None), shared), else_=None)
    of_own = func.coalesce(Attendee.versions[key].as_integer(), Registration.field_set_id)
    of_shared = func.coalesce(Registration.versions[key].as_integer(), Registration.field_set_id)
    said, version = func.coalesce(own, shared), case((own.is_not(None), of_own), else_=of_shared)
    counted = (
        select(said.label("said"), version.label("version"))
        .join_from(Attendee, Registration, Registration.id == Attendee.registration_id)
        .where(Registration.event_id == event_id, Registration.status.in_(_PLACED), Attendee.left_at.is_(None))
        .subquery()
    )
    statement = select(counted.c.said, counted.c.version, func.count()).where(counted.c.said.is_not(None))
    rows = session().execute(statement.group_by(counted.c.said, counted.c.version))
    return [Share(str(row[0]), row[1], int(row[2])) for row in rows]


def _counted(said: SQLColumnExpression[str], heads: ColumnElement[int], event_id: EventId) -> dict[str, int]:
    statement = (
        select(said, heads)
        .where(Registration.event_id == event_id, Registration.status.in_(_PLACED), said.is_not(None))
        .group_by(said)
    )
    return {str(row[0]): int(row[1]) for row in session().execute(statement)}
