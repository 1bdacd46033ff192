from datetime import datetime

from webapp.accounts.acting import acting_as
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.registration import rules
from webapp.registration.errors import RegistrationClosedError, RegistrationStateError
from webapp.registration.facts import ApprovalAsked, FurtherInvitationsAgreed, PutOnWaitingList, SeatConfirmed
from webapp.registration.models import Registration
from webapp.registration.rules import Claim
from webapp.registration.services import allotting, event_places, history, offers, taking_over, waiting_list
from webapp.registration.services.answering_invitations import note_answer
from webapp.registration.services.event_places import Places
from webapp.registration.services.expiring import expire_at
from webapp.registration.types import ChangeKind, RegistrationStatus

_OVER = {RegistrationStatus.CANCELLED, RegistrationStatus.DECLINED}


def confirm_address(*, registration: Registration, now: datetime) -> Registration:
    """Make held places certain, or a rank or a request count; a second time changes nothing.

    Whoever comes too late begins anew, where the event and the category still take people: they get a place if one is
    still free, else the end of the waiting list. What was erased takes nothing any more. Whatever else was typed
    for the address and not proved ends: its places or its rank are for this where it lacks them, else for the line.
    While the event has no date the time to confirm goes on, so it can be done; the place is for the date to come.
    """
    places, registration = event_places.lock_for(registration)
    if registration.status in _OVER or registration.erased_at is not None:
        raise RegistrationStateError
    if _is_done(registration, now):
        return registration
    if not rules.may_answer(places.event, now):
        raise RegistrationClosedError
    registration = _as_it_stands(places, registration, now)
    others = taking_over.others_of(registration, now)
    taking_over.have_what_it_needs(places, registration, others, now)
    registration.set_aside_at = None
    _confirm(places, registration, now)
    if others:
        waiting_list.advance(places, now)
    places.renew()
    return registration


def _as_it_stands(places: Places, registration: Registration, now: datetime) -> Registration:
    if not rules.has_run_out(places.event, registration.held_until, now):
        return registration
    expire_at(places, now, (RegistrationStatus(registration.status),))
    return event_places.current(registration.id)


def _is_done(registration: Registration, now: datetime) -> bool:
    if registration.status == RegistrationStatus.OFFERED:
        return registration.held_until is None or registration.held_until > now
    if registration.status == RegistrationStatus.CONFIRMED:
        return True
    return registration.status != RegistrationStatus.EXPIRED and registration.address_confirmed_at is not None


def _confirm(places: Places, registration: Registration, now: datetime) -> None:
    registration.address_confirmed_at = now
    registration.held_until = None
    with acting_as(history.own(registration)):
        history.record(registration, ChangeKind.CONFIRMED_ADDRESS, now=now)
    note_answer(registration, now)
    if registration.may_invite:
        facts.publish(FurtherInvitationsAgreed(registration.id))
    if registration.status == RegistrationStatus.PENDING:
        offers.settle(registration, now)
        facts.publish(SeatConfirmed(registration.id))
        return
    session().flush()
    if registration.status == RegistrationStatus.REQUESTED:
        facts.publish(ApprovalAsked(registration.id))
        return
    # Whoever is here right now needs no offer to think about.
    turn = Claim(places.needs_of(registration), who=registration.id)
    if allotting.allot(places, turn, now).is_seated:
        offers.settle(registration, now)
        facts.publish(SeatConfirmed(registration.id, moved_up=True))
        waiting_list.advance(places, now)
    else:
        waiting_list.advance(places, now)
        facts.publish(PutOnWaitingList(registration.id))
