"""Ranks in the waiting list, as they are told."""

from collections.abc import Collection

from sqlalchemy import and_, case, or_, select

from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.registration.models import Registration
from webapp.registration.queries.waiting_list import FITS, around, count_in_line
from webapp.registration.types import RegistrationId, RegistrationStatus


def waiting_position(registration: Registration) -> int:
    """The rank in the line, 1 for the next one; 0 for whoever doesn't wait. A group that fits nowhere has none."""
    if registration.status != RegistrationStatus.WAITING:
        return 0
    first = Registration.queued_at < registration.queued_at
    same_moment = and_(Registration.queued_at == registration.queued_at, Registration.id < registration.id)
    return 1 + count_in_line(registration.event_id, or_(first, same_moment))


def waiting_count(event_id: EventId) -> int:
    """How many are on the waiting list, but for groups that fit nowhere: they keep nobody back."""
    return count_in_line(event_id)


def ranks_of(event_id: EventId, ids: Collection[RegistrationId]) -> dict[RegistrationId, int]:
    """The rank of each of those that wait, as `waiting_position` tells it. One query for all of them."""
    of_event = Registration.event_id == event_id, Registration.status == RegistrationStatus.WAITING
    counts = and_(FITS, Registration.set_aside_at.is_(None))
    statement = around(select(Registration.id, case((counts, 1), else_=0))).where(*of_event)
    ranks, ahead = dict[RegistrationId, int](), 0
    for registration_id, one in session().execute(statement.order_by(Registration.queued_at, Registration.id)):
        ranks[registration_id] = ahead + 1
        ahead += one
    return {each: ranks[each] for each in ids if each in ranks}
