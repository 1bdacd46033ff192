"""The organizer's word on requests."""

from datetime import datetime

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.registration import queries, rules
from webapp.registration.errors import (
    PersonInvalidError,
    RegistrationClosedError,
    RegistrationStateError,
    RequestChangedError,
)
from webapp.registration.facts import PutOnWaitingList, RegistrationDeclined, SeatConfirmed
from webapp.registration.models import Registration
from webapp.registration.rules import Claim
from webapp.registration.services import allotting, event_places, history, offers, waiting_list
from webapp.registration.services.open_wishes import end_wishes
from webapp.registration.services.refusing import refuse_what_never_fits
from webapp.registration.types import ChangeKind, Problem, RegistrationStatus


@rights.needs(Role.ORGANIZER, of="registration")
def approve(*, registration: Registration, now: datetime, reason: str = "", seen: str | None = None) -> Registration:
    """Give whoever asked a place, or the end of the waiting list when none is free. Twice is harmless.

    GroupTooLargeError for more people than there are places in all: they would wait for nothing. RequestChangedError
    when the request isn't any more what was `seen`, as `mark_of_request` has it.
    """
    places, registration = event_places.lock_for(registration)
    if registration.status in {RegistrationStatus.CONFIRMED, RegistrationStatus.WAITING, RegistrationStatus.OFFERED}:
        return registration
    _check(registration, now, seen)
    claim = Claim(places.needs_of(registration))
    refuse_what_never_fits(places, claim)
    history.record(registration, ChangeKind.APPROVED, now=now, reason=reason)
    if allotting.allot(places, claim, now).is_seated:
        offers.settle(registration, now)
        facts.publish(SeatConfirmed(registration.id))
    else:
        registration.queued_at = waiting_list.queue_time(places, now)
        registration.status = RegistrationStatus.WAITING.value
        session().flush()
        facts.publish(PutOnWaitingList(registration.id))
    places.renew()
    return registration


@rights.needs(Role.ORGANIZER, of="registration")
def decline(*, registration: Registration, reason: str, now: datetime, seen: str | None = None) -> Registration:
    """Turn a request down, with a reason that whoever asked will read. Twice is harmless.

    RequestChangedError as for `approve`.
    """
    if not reason.strip():
        raise PersonInvalidError(fields={"reason": Problem.MISSING})
    _places, registration = event_places.lock_for(registration)
    if registration.status == RegistrationStatus.DECLINED:
        return registration
    _check(registration, now, seen)
    registration.status = RegistrationStatus.DECLINED.value
    end_wishes([registration.id])
    history.record(registration, ChangeKind.DECLINED, now=now, reason=reason.strip())
    session().flush()
    facts.publish(RegistrationDeclined(registration.id, reason.strip()))
    return registration


def _check(registration: Registration, now: datetime, seen: str | None) -> None:
    is_asked = registration.status == RegistrationStatus.REQUESTED and registration.held_until is None
    if not is_asked or registration.erased_at is not None:
        raise RegistrationStateError
    if not rules.may_change(registration.event, now):
        raise RegistrationClosedError
    if seen and seen != queries.mark_of_request(registration):
        raise RequestChangedError
