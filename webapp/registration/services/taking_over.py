"""What is confirmed has what it held, else what others of its address held, else what is free."""

from collections.abc import Sequence
from datetime import datetime

from webapp.events.models import Event
from webapp.registration import queries, rules
from webapp.registration.errors import RegistrationClosedError, RegistrationStateError
from webapp.registration.models import Registration
from webapp.registration.services import line, places, yielding
from webapp.registration.services.rebooking import count_anew
from webapp.registration.types import Door, Needs, RegistrationStatus

_HAVE_IT = {RegistrationStatus.PENDING, RegistrationStatus.REQUESTED}


def others_of(event: Event, registration: Registration, now: datetime) -> list[Registration]:
    """What else stands for the address; nobody has proved any of it."""
    if registration.status == RegistrationStatus.EXPIRED and rules.door(event, now) is not Door.OPEN:
        raise RegistrationClosedError
    found = [each for each in queries.live_of(event.id, registration.email_normal) if each.id != registration.id]
    if not all(yielding.yields(each) for each in found):
        raise RegistrationStateError
    return found


def have_what_it_needs(event: Event, registration: Registration, others: Sequence[Registration], now: datetime) -> None:
    """End the others; what they held or their rank is for this one, unless it has a place or asks for one."""
    begins_anew = registration.status == RegistrationStatus.EXPIRED
    if begins_anew:
        registration.queued_at = None
        count_anew(event, registration)
        if queries.terms_behind(registration).needs_approval:
            _stand_as(registration, RegistrationStatus.REQUESTED)
    if registration.status in _HAVE_IT:
        yielding.end(event, others)
        return
    needs, rank = places.needs_of(event, registration), yielding.rank_of([registration, *others])
    if _make_way(event, others, needs, now) or (begins_anew and line.take_if_free(event, needs, now)):
        _stand_as(registration, RegistrationStatus.PENDING)
    else:
        _stand_as(registration, RegistrationStatus.WAITING, rank or line.queue_time(event, now))


def _stand_as(registration: Registration, status: RegistrationStatus, rank: datetime | None = None) -> None:
    registration.status, registration.queued_at = status.value, rank


def _make_way(event: Event, unproved: Sequence[Registration], needs: Needs, now: datetime) -> bool:
    """As `yielding.end`, for one of the same address: True when that has what it needs instead of what they held.

    Nobody in line is passed over for what it needs beyond that.
    """
    held = yielding.held_by(event, unproved)
    more = {pool_id: heads - held.get(pool_id, 0) for pool_id, heads in needs.items() if heads > held.get(pool_id, 0)}
    passes = bool(held) and (not more or line.passes(event, more, now))
    yielding.end(event, unproved)
    return passes and places.take(event, needs) is not None
