"""What waits for the organizers of many events at once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, and_, case, func, literal, or_, select, union_all

from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.registration.models import Attendee, AttendeeRequest, Category, GuestList, Registration, SignUp
from webapp.registration.types import LIVE, GuestListState, RegistrationStatus


class Pending(StrEnum):
    """What there is to look at: how many people, lists or drafts. OVER: all categories of the event have closed.

    CALLS: a place is on offer to who has no address, so that no mail tells them.
    """

    REQUESTS = "requests"
    CALLS = "calls"
    WISHES = "wishes"
    WAITING = "waiting"
    ENTERED = "entered"
    LISTS = "lists"
    UNASKED = "unasked"
    OVER = "over"


_Row = Select[str, EventId, int]


def pending_at(event_ids: Collection[EventId], now: datetime) -> Mapping[EventId, Counter[Pending]]:
    """What waits at each of these events. One query, however many they are."""
    found: dict[EventId, Counter[Pending]] = defaultdict(Counter)
    if event_ids:
        ids = set(event_ids)
        everything = (*_of_people(ids, now), *_of_forms(ids, now))
        for kind, event_id, count in session().execute(union_all(*everything)):
            found[event_id][Pending(kind)] += int(count)
    return found


def _of_people(ids: set[EventId], now: datetime) -> list[_Row]:
    asked, of = Registration.status, Registration.event_id
    heads = func.sum(Registration.heads)
    in_line = and_(asked == RegistrationStatus.WAITING.value, Registration.held_until.is_(None))
    unheard = asked == RegistrationStatus.OFFERED.value, Registration.email == "", Registration.held_until > now
    inside = select(literal(Pending.ENTERED.value), of, func.count()).join(
        Attendee, and_(Attendee.registration_id == Registration.id, Attendee.entered_at.is_not(None))
    )
    wishes = select(literal(Pending.WISHES.value), of, func.count()).join(
        AttendeeRequest, AttendeeRequest.registration_id == Registration.id
    )
    return [
        select(literal(Pending.REQUESTS.value), of, heads)
        .where(of.in_(ids), asked == RegistrationStatus.REQUESTED.value)
        .group_by(of),
        select(literal(Pending.WAITING.value), of, heads)
        .where(of.in_(ids), in_line, Registration.erased_at.is_(None))
        .group_by(of),
        select(literal(Pending.CALLS.value), of, func.count()).where(of.in_(ids), *unheard).group_by(of),
        wishes.where(of.in_(ids), asked.in_(LIVE)).group_by(of),
        inside.where(of.in_(ids)).group_by(of),
    ]


def _of_forms(ids: set[EventId], now: datetime) -> list[_Row]:
    waits = or_(
        GuestList.state == GuestListState.UNREADABLE.value,
        and_(GuestList.state == GuestListState.READY.value, GuestList.faulty > 0),
    )
    is_over = case((and_(Category.closes_at.is_not(None), Category.closes_at <= now), 1), else_=0)
    return [
        select(literal(Pending.LISTS.value), GuestList.event_id, func.count())
        .where(GuestList.event_id.in_(ids), waits)
        .group_by(GuestList.event_id),
        select(literal(Pending.UNASKED.value), SignUp.event_id, literal(1)).where(
            SignUp.event_id.in_(ids), SignUp.draft.is_not(None)
        ),
        select(literal(Pending.OVER.value), Category.event_id, literal(1))
        .where(Category.event_id.in_(ids), Category.retired_at.is_(None))
        .group_by(Category.event_id)
        .having(func.min(is_over) == 1),
    ]
