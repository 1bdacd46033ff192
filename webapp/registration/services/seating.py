"""Somebody who waits, or has an offer, and stands at the door."""

from datetime import datetime

from webapp.accounts.types import Actor
from webapp.capacity.services import book_beyond
from webapp.events.models import Event
from webapp.foundation import facts
from webapp.registration import rules
from webapp.registration.errors import (
    NoPlaceError,
    OfferOverError,
    RegistrationClosedError,
    RegistrationStateError,
)
from webapp.registration.facts import SeatConfirmed
from webapp.registration.models import Registration
from webapp.registration.services import history, line, offers, places
from webapp.registration.types import ChangeKind, RegistrationStatus


def seat_who_waits(*, registration: Registration, actor: Actor, now: datetime, beyond: bool = False) -> Registration:
    """A certain place at once, for the registration they have: the one on offer, or a free one that is theirs by turn.

    NoPlaceError when none is, unless `beyond` is said; OfferOverError when the offer goes to the next one in line.
    RegistrationStateError for who has a place, asks for one, or hasn't confirmed the address.
    """
    event = registration.event
    places.lock(event)
    registration, was_full = places.current(registration.id), places.is_full(event)
    if not registration.is_live:
        raise RegistrationStateError
    if not rules.may_change(event, now):
        raise RegistrationClosedError
    _take(event, registration, now, beyond=beyond)
    offers.settle(registration, now)
    history.record(registration, ChangeKind.CAME_IN, now=now, actor=actor)
    facts.publish(SeatConfirmed(registration.id))
    places.renew(event, was_full=was_full)
    return registration


def _take(event: Event, registration: Registration, now: datetime, *, beyond: bool) -> None:
    if registration.status == RegistrationStatus.OFFERED:
        if rules.has_run_out(event, registration.held_until, now):
            raise OfferOverError
        return
    if not line.is_in_line(registration):
        raise RegistrationStateError
    _take_a_free_one(event, registration, now, beyond=beyond)


def _take_a_free_one(event: Event, registration: Registration, now: datetime, *, beyond: bool) -> None:
    needs = places.needs_of(event, registration)
    if line.is_next(event, registration, now) or line.take_if_free(event, needs, now):
        return
    if not beyond:
        raise NoPlaceError
    book_beyond(needs)
