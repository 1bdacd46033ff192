from datetime import datetime

from webapp.events.models import Event
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.registration import queries, rules
from webapp.registration.errors import RegistrationClosedError, RegistrationStateError
from webapp.registration.facts import PutOnWaitingList, SeatConfirmed
from webapp.registration.models import Registration
from webapp.registration.services import line, places
from webapp.registration.services.expiring import expire_at
from webapp.registration.types import Door, RegistrationStatus


def confirm_address(*, registration: Registration, now: datetime) -> Registration:
    """Make a held place certain or a rank on the waiting list count; a second time changes nothing.

    Whoever comes too late gets a place if one is still free, else the end of the waiting list.
    """
    event = registration.event
    places.lock(event)
    registration = places.current(registration.id)
    if registration.status == RegistrationStatus.CANCELLED:
        raise RegistrationStateError
    if registration.status == RegistrationStatus.CONFIRMED or _is_in_line(registration):
        return registration
    if not rules.may_change(event, now):
        raise RegistrationClosedError
    was_full = places.is_full(event)
    if registration.held_until is not None and registration.held_until <= now:
        expire_at(event, now, (RegistrationStatus(registration.status),))
        registration = places.current(registration.id)
    if registration.status == RegistrationStatus.EXPIRED:
        _begin_anew(event, registration, now)
    _confirm(event, registration, now)
    places.renew(event, was_full=was_full)
    return registration


def _is_in_line(registration: Registration) -> bool:
    return registration.status == RegistrationStatus.WAITING and registration.held_until is None


def _begin_anew(event: Event, registration: Registration, now: datetime) -> None:
    if rules.door(event, now) is not Door.OPEN:
        raise RegistrationClosedError
    if queries.find_live(event.id, registration.email_normal) is not None:
        raise RegistrationStateError
    seated = not queries.somebody_waits(event.id) and places.take(event, registration.heads) is not None
    registration.queued_at = None if seated else line.queue_time(event, now)
    registration.status = (RegistrationStatus.PENDING if seated else RegistrationStatus.WAITING).value


def _confirm(event: Event, registration: Registration, now: datetime) -> None:
    registration.address_confirmed_at = now
    registration.held_until = None
    if registration.status == RegistrationStatus.PENDING:
        registration.status = RegistrationStatus.CONFIRMED.value
        registration.confirmed_at = now
        session().flush()
        facts.publish(SeatConfirmed(registration.id))
        return
    session().flush()
    line.advance(event, now)
    if registration.status == RegistrationStatus.WAITING:
        facts.publish(PutOnWaitingList(registration.id))
