"""Somebody who waits, or has an offer, and stands at the door."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events.models import Event
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.registration import queries, rules
from webapp.registration.errors import (
    OfferOverError,
    RegistrationClosedError,
    RegistrationStateError,
)
from webapp.registration.facts import SeatConfirmed, SeatTakenBack
from webapp.registration.models import Attendee, Registration
from webapp.registration.rules import Claim
from webapp.registration.services import cancelling, event_places, history, offers, waiting_list
from webapp.registration.services.allotting import allot
from webapp.registration.services.event_places import Places
from webapp.registration.services.rebooking import people_of
from webapp.registration.services.refusing import raise_if_refused
from webapp.registration.types import (
    STANDING,
    AttendeeId,
    ChangeKind,
    RegistrationId,
    RegistrationStatus,
    Seen,
    Source,
)

_IN_LINE = (RegistrationStatus.WAITING, RegistrationStatus.OFFERED)


@rights.needs(Role.DOOR, of="registration")
def seat_who_waits(*, registration: Registration, now: datetime, beyond: bool = False) -> Registration:
    """A certain place at once, for the registration they have: the one on offer, or a free one that is theirs by turn.

    NoPlaceError when none is, unless `beyond` is said; OfferOverError when the offer goes to the next one in line.
    RegistrationStateError for who has a place, asks for one, or hasn't confirmed the address.
    """
    places, registration = event_places.lock_for(registration)
    if not registration.is_live:
        raise RegistrationStateError
    if not rules.may_change(places.event, now):
        raise RegistrationClosedError
    _have_a_place(places, registration, now, beyond=beyond)
    _settle(registration, now)
    places.renew()
    return registration


def have_a_seat_again(registration: Registration, now: datetime) -> None:
    """Behind the event's lock: somebody whose seat was taken back turns out to be inside, so that it is theirs."""
    if registration.status not in _IN_LINE:
        return
    places = Places(registration.event)
    if registration.status == RegistrationStatus.WAITING:
        allot(places, Claim(places.needs_of(registration), out_of_turn=True, beyond=True), now)
    _settle(registration, now)
    places.renew()


def take_seats_back(seen: Sequence[Seen], now: datetime) -> None:
    """Behind `hold_places`: whoever was let in from the line by mistake, with all who come along, stands as before.

    Only while nobody but doors has done anything to the registration since.
    """
    gone = {each.attendee_id for each in seen if each.taken_back}
    for registration_id in _certain(gone) if gone else ():
        registration = event_places.current(registration_id)
        stood = history.stood_before_the_door(registration)
        if stood in _IN_LINE and not any(each.entered_at for each in people_of(registration)):
            _stand_as(RegistrationStatus(stood), registration, now)


def _certain(gone: set[AttendeeId]) -> Sequence[RegistrationId]:
    statement = (
        select(Registration.id)
        .join(Attendee, Attendee.registration_id == Registration.id)
        .where(Attendee.id.in_(gone), Registration.status == RegistrationStatus.CONFIRMED.value)
        .where(Registration.source != Source.DOOR.value, Registration.erased_at.is_(None))
        .distinct()
        .order_by(Registration.id)
    )
    return session().scalars(statement).all()


def _stand_as(status: RegistrationStatus, registration: Registration, now: datetime) -> None:
    places = Places(registration.event)
    registration.status = status.value
    if status is RegistrationStatus.OFFERED:
        registration.held_until = _offered_anew(places.event, now)
    difference = _standing(RegistrationStatus.CONFIRMED, status)
    history.record(registration, ChangeKind.HAD_NOT_COME, now=now, differences=difference)
    session().flush()
    facts.publish(SeatTakenBack(registration.id))
    if registration.address_confirmed_at is not None:
        registration.confirmed_at = None
    if status is RegistrationStatus.WAITING:
        cancelling.free(places, registration, now)
    places.renew()


def _offered_anew(event: Event, now: datetime) -> datetime:
    """They have their whole time once more; while the event runs, until it ends."""
    until = rules.offered_until(event, now, queries.setup_of(event.id).offer_hours)
    return max(until, event.ends_at) if event.starts_at <= now else until


def _settle(registration: Registration, now: datetime) -> None:
    difference = _standing(RegistrationStatus(registration.status), RegistrationStatus.CONFIRMED)
    offers.settle(registration, now)
    history.record(registration, ChangeKind.CAME_IN, now=now, differences=difference)
    facts.publish(SeatConfirmed(registration.id))


def _standing(before: RegistrationStatus, after: RegistrationStatus) -> list[dict[str, str]]:
    return [{"field": STANDING, "before": before.value, "after": after.value}]


def _have_a_place(places: Places, registration: Registration, now: datetime, *, beyond: bool) -> None:
    if registration.status == RegistrationStatus.OFFERED:
        if rules.has_run_out(places.event, registration.held_until, now):
            raise OfferOverError
        return
    if not waiting_list.is_in_line(registration):
        raise RegistrationStateError
    needs = places.needs_of(registration)
    in_turn, at_last = Claim(needs, who=registration.id), Claim(needs, may_wait=False, beyond=beyond)
    if not allot(places, in_turn, now).is_seated:
        raise_if_refused(allot(places, at_last, now))
