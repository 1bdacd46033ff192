"""Addresses that somebody has instead of the one they registered with."""

from datetime import datetime, timedelta

from sqlalchemy import select

from webapp.accounts.acting import acting_as
from webapp.foundation import facts, tokens
from webapp.foundation.database import session
from webapp.foundation.email_addresses import checked_address, normal_form
from webapp.registration import queries
from webapp.registration.errors import AlreadyRegisteredError, OfferOverError, PersonInvalidError
from webapp.registration.facts import AddressAsked, AddressGivenUp, RegistrationCorrected, RegistrationReaddressed
from webapp.registration.models import AddressWish, Registration
from webapp.registration.services import event_places, history
from webapp.registration.services.answering_invitations import note_answer
from webapp.registration.services.applications import address_problem, words_of
from webapp.registration.services.open_wishes import end_wishes
from webapp.registration.services.rebooking import refuse_not_standing, refuse_unproved
from webapp.registration.types import ChangeKind, Problem

CONFIRMED_WITHIN = timedelta(days=2)


def ask_for_address(*, registration: Registration, email: str, now: datetime) -> None:
    """Ask the mailbox of another address whether the registration shall have it; until it says yes nothing changes.

    Says nothing of whether the address is registered. PersonInvalidError for what is no address, or the one of now.
    NotProvedError before the address of now is proved.
    """
    _places, registration = event_places.lock_for(registration)
    refuse_not_standing(registration)
    refuse_unproved(registration)
    problem = address_problem(email)
    if problem is None and normal_form(checked_address(email)) == registration.email_normal:
        problem = Problem.UNCHANGED
    if problem is not None:
        raise PersonInvalidError(fields={"email": problem})
    wish = session().scalar(select(AddressWish).where(AddressWish.registration_id == registration.id))
    wish = wish or AddressWish(registration_id=registration.id)
    # A link to an address that was asked for before opens nothing any more.
    wish.public_id, wish.email, wish.asked_at = tokens.new_id(), checked_address(email), now
    session().add(wish)
    session().flush()
    facts.publish(AddressAsked(registration.id, wish.email, wish.public_id))


def confirm_new_address(*, wish: AddressWish, now: datetime) -> Registration:
    """Have the registration belong to the address from whose mailbox this is said; the one of before is told.

    Links that went there open nothing any more; tickets stay as they are. OfferOverError when it was asked too long
    ago, AlreadyRegisteredError where the address has a registration of its own: whoever says this has proved it.
    """
    _places, registration = event_places.lock_for(wish.registration)
    refuse_not_standing(registration)
    asked, found = wish.public_id, session().get(AddressWish, wish.id, populate_existing=True)
    if found is None or found.public_id != asked or is_late(found, now):
        raise OfferOverError
    refuse_registered(registration, wish.email)
    before, difference = registration.email, {"field": "email", "before": registration.email, "after": wish.email}
    session().delete(wish)
    session().flush()
    readdress(registration, str(difference["after"]), now, by_holder=True)
    with acting_as(history.own(registration)):
        history.record(registration, ChangeKind.ADDRESS_CHANGED, now=now, differences=[difference])
    session().flush()
    facts.publish(AddressGivenUp(registration.id, before))
    facts.publish(RegistrationCorrected(registration.id, (difference,)))
    return registration


def is_late(wish: AddressWish, now: datetime) -> bool:
    """True when the link can't be used any more."""
    return wish.asked_at + CONFIRMED_WITHIN <= now


def refuse_registered(registration: Registration, address: str) -> None:
    """AlreadyRegisteredError where another registration of the event stands for the address."""
    for each in queries.live_of(registration.event_id, normal_form(address)) if address else ():
        if each.id != registration.id:
            raise AlreadyRegisteredError(public_id=each.public_id)


def readdress(registration: Registration, address: str, now: datetime, *, by_holder: bool = False) -> None:
    """Behind the event's lock: the registration is that of another address, or of none, with a link of its own.

    What was asked for by the link of before is void.
    """
    end_wishes([registration.id])
    before, registration.email = registration.email_normal, address
    registration.email_normal = normal_form(address) or f"-{registration.public_id}"
    registration.link_id = tokens.new_id()
    registration.set_aside_at = None
    count_words(registration)
    session().flush()
    if registration.is_proved:
        note_answer(registration, now)
    facts.publish(RegistrationReaddressed(registration.id, before, by_holder))


def count_words(registration: Registration) -> None:
    """Have the desk find the registration by what it says now."""
    made = registration
    made.words = words_of(made.name, made.organisation, made.email, made.attendees)
