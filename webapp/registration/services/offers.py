"""Taking an offered place, and giving one out of turn."""

from datetime import datetime

from webapp.accounts import rights
from webapp.accounts.acting import acting_as
from webapp.accounts.types import Role
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.registration import queries, rules
from webapp.registration.errors import (
    OfferOverError,
    PersonInvalidError,
    RegistrationClosedError,
    RegistrationStateError,
)
from webapp.registration.facts import SeatConfirmed
from webapp.registration.models import Registration
from webapp.registration.rules import Claim
from webapp.registration.services import allotting, cancelling, event_places, history, waiting_list
from webapp.registration.services.refusing import raise_if_refused
from webapp.registration.types import LIVE, ChangeKind, Problem, RegistrationStatus


def accept_offer(*, registration: Registration, now: datetime) -> Registration:
    """Take an offered place; OfferOverError when it was offered on. A second time changes nothing."""
    with acting_as(history.own(registration)):
        return _accept(registration, now)


@rights.needs(Role.ORGANIZER, of="registration")
def accept_on_the_phone(*, registration: Registration, now: datetime) -> Registration:
    """As `accept_offer`, for somebody who told the office that they want it."""
    return _accept(registration, now)


def _accept(registration: Registration, now: datetime) -> Registration:
    places, registration = event_places.lock_for(registration)
    if registration.status == RegistrationStatus.CONFIRMED:
        return registration
    if registration.status != RegistrationStatus.OFFERED or registration.erased_at is not None:
        raise OfferOverError
    if not rules.may_answer(places.event, now):
        raise RegistrationClosedError
    if rules.has_run_out(places.event, registration.held_until, now):
        raise OfferOverError
    history.record(registration, ChangeKind.ACCEPTED, now=now)
    settle(registration, now)
    facts.publish(SeatConfirmed(registration.id, moved_up=True))
    places.renew()
    return registration


def decline_offer(*, registration: Registration, now: datetime, seen: str | None = None) -> Registration:
    """Leave an offered place to the next one in line, and the line as well. A second time changes nothing.

    RegistrationStateError for a place that isn't on offer, so that no old page gives up one that was accepted.
    OthersJoinedError as for `cancel`.
    """
    _places, registration = event_places.lock_for(registration)
    if registration.status in LIVE and registration.status != RegistrationStatus.OFFERED:
        raise RegistrationStateError
    with acting_as(history.own(registration)):
        return cancelling.cancel(registration=registration, now=now, kind=ChangeKind.OFFER_DECLINED, seen=seen)


@rights.needs(Role.ORGANIZER, of="registration")
def promote(*, registration: Registration, reason: str, now: datetime, beyond: bool = False) -> None:
    """Offer a place out of turn, with the reason kept; `beyond` also where no place is left, as an exception."""
    if not reason.strip():
        raise PersonInvalidError(fields={"reason": Problem.MISSING})
    places, registration = event_places.lock_for(registration)
    if not registration.is_live or not waiting_list.is_in_line(registration):
        raise RegistrationStateError
    event = places.event
    if not rules.may_move_up(event, now):
        raise RegistrationClosedError
    claim = Claim(places.needs_of(registration), out_of_turn=True, may_wait=False, beyond=beyond)
    raise_if_refused(allotting.allot(places, claim, now))
    history.record(registration, ChangeKind.PROMOTED, now=now, reason=reason.strip())
    waiting_list.offer(registration, rules.offered_until(event, now, queries.setup_of(event.id).offer_hours), now)
    places.renew()


def settle(registration: Registration, now: datetime) -> None:
    """Make held places certain."""
    registration.status = RegistrationStatus.CONFIRMED.value
    registration.confirmed_at = now
    registration.held_until = None
    session().flush()
