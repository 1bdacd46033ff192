"""What is confirmed has what it held, else what others of its address held, else what is free."""

from collections.abc import Sequence
from datetime import datetime

from webapp.events.models import Event
from webapp.registration import queries
from webapp.registration.errors import RegistrationClosedError, RegistrationStateError
from webapp.registration.models import Registration
from webapp.registration.rules import Claim
from webapp.registration.services import waiting_list, yielding
from webapp.registration.services.allotting import allot, weigh
from webapp.registration.services.event_places import Places
from webapp.registration.services.rebooking import count_anew
from webapp.registration.types import Needs, RegistrationStatus

_HAVE_IT = {RegistrationStatus.PENDING, RegistrationStatus.REQUESTED}


def others_of(registration: Registration, now: datetime) -> list[Registration]:
    """What else stands for the address; nobody has proved any of it."""
    if registration.status == RegistrationStatus.EXPIRED and not queries.may_begin_anew(registration, now):
        raise RegistrationClosedError
    found = [
        each for each in queries.live_of(registration.event_id, registration.email_normal) if each.id != registration.id
    ]
    if not all(yielding.yields(each) for each in found):
        raise RegistrationStateError
    return found


def have_what_it_needs(
    places: Places, registration: Registration, others: Sequence[Registration], now: datetime
) -> None:
    """End the others; what they held or their rank is for this one, unless it has a place or asks for one."""
    begins_anew = registration.status == RegistrationStatus.EXPIRED
    if begins_anew:
        registration.queued_at = None
        count_anew(places.event, registration)
    if registration.status in _HAVE_IT or queries.will_ask(registration):
        # The others end first: of one address only one stands.
        yielding.end(places, others)
        if begins_anew:
            _stand_as(registration, RegistrationStatus.REQUESTED)
        return
    needs, rank = places.needs_of(registration), yielding.rank_of([registration, *others])
    if _make_way(places, others, needs, now) or (begins_anew and allot(places, Claim(needs), now).is_seated):
        _stand_as(registration, RegistrationStatus.PENDING)
    else:
        _stand_as(registration, RegistrationStatus.WAITING, rank or waiting_list.queue_time(places, now))


def _stand_as(registration: Registration, status: RegistrationStatus, rank: datetime | None = None) -> None:
    registration.status, registration.queued_at = status.value, rank


def loses_places(event: Event, registration: Registration, others: Sequence[Registration], now: datetime) -> bool:
    """True when confirming it would end places that the others hold without giving it what it needs."""
    held = yielding.held_by(event, others)
    if not held or registration.status == RegistrationStatus.PENDING:
        return False
    if queries.will_ask(registration):
        return True
    places = Places(event)
    return not weigh(places, Claim(places.needs_of(registration), held=held), now).is_seated


def _make_way(places: Places, unproved: Sequence[Registration], needs: Needs, now: datetime) -> bool:
    """As `yielding.end`, for one of the same address: True when that has what it needs instead of what they held.

    What is handed on is never free in between: nobody in line gets it, and a capacity that was lowered meanwhile takes
    nothing of it.
    """
    held = yielding.end_without_its_places(places, unproved)
    if held and allot(places, Claim(needs, held=held), now).is_seated:
        return True
    places.give_back(held)
    return False
