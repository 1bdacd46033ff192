"""Taking what a registration needs as it is now, instead of what it took."""

from datetime import datetime

from sqlalchemy import Select, select

from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.registration import queries, rules
from webapp.registration.errors import (
    NotProvedError,
    RegistrationClosedError,
    RegistrationStateError,
)
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries.answers import Forms, forms_of
from webapp.registration.rules import Claim
from webapp.registration.rules.taking import taking
from webapp.registration.services import allotting, event_places, history, waiting_list
from webapp.registration.services.applications import words_of
from webapp.registration.services.event_places import Places
from webapp.registration.services.refusing import Choices, raise_if_refused, refuse_what_never_fits
from webapp.registration.types import (
    HOLDS_A_PLACE,
    CategoryTerms,
    Choice,
    Head,
    Needs,
    RegistrationId,
    RegistrationStatus,
)


def behind_the_lock(registration: Registration, now: datetime) -> tuple[Places, Registration]:
    """The registration and its people as they stand, when it may still be changed; nobody else changes places now."""
    places, registration = event_places.lock_for(registration)
    people_of(registration)
    refuse_not_standing(registration)
    if not rules.may_change(places.event, now):
        raise RegistrationClosedError
    return places, registration


def refuse_not_standing(registration: Registration) -> None:
    """RegistrationStateError for what was given up, turned down or erased."""
    if not registration.is_live:
        raise RegistrationStateError


def refuse_unproved(registration: Registration) -> None:
    """NotProvedError for whoever acts by its link before the address is proved."""
    if history.is_own(registration) and not registration.is_proved:
        raise NotProvedError


def people_of(registration: Registration) -> list[Attendee]:
    """The people of a registration as they stand, read again behind the lock: a door may have seen one meanwhile."""
    session().execute(_people(registration.id)).all()
    session().expire(registration, ["attendees"])
    return list(registration.attendees)


def book_anew(
    places: Places, registration: Registration, now: datetime, *, held: bool = True, beyond: bool = False
) -> None:
    """Take what the registration needs now. `held`: it took places before; `beyond`: also where none are left."""
    event, before = places.event, places.needs_of(registration) if held else {}
    setup, terms = queries.setup_of(event.id), queries.terms_behind(registration)
    heads = [Head(each.name, each.email, each.answers) for each in registration.attendees]
    beside = _needs(event, registration, terms, setup.choices)
    registration.heads, registration.takes = len(heads), rules.as_stored(beside)
    registration.words = words_of(registration.name, registration.organisation, registration.email, heads)
    session().flush()
    choices = {each.pool_id: (each.field_key, each.choice_key) for each in setup.choices}
    claim = _instead_of(before, places.needs_of(registration), choices, beyond=beyond)
    if not beyond:
        refuse_what_never_fits(places, claim, choices)
    if registration.status in HOLDS_A_PLACE:
        raise_if_refused(allotting.allot(places, claim, now), choices)
        waiting_list.advance(places, now)
        places.renew()
    elif registration.status == RegistrationStatus.WAITING and waiting_list.advance(places, now):
        places.renew()


def count_anew(event: Event, registration: Registration) -> None:
    """Keep with a registration what it needs by the setup as it is now: while it was over nobody counted it again."""
    terms, choices = queries.terms_behind(registration), queries.setup_of(event.id).choices
    registration.takes = rules.as_stored(_needs(event, registration, terms, choices))
    session().flush()


def _needs(event: Event, registration: Registration, terms: CategoryTerms, choices: tuple[Choice, ...]) -> Needs:
    forms = forms_of(event) if choices else Forms(())
    heads = [
        Head(each.name, each.email, taking(forms, registration, each, terms.public_id))
        for each in registration.attendees
    ]
    return rules.needs(heads, taking(forms, registration, registration, terms.public_id), terms, choices)


def _instead_of(before: Needs, after: Needs, choices: Choices, *, beyond: bool) -> Claim:
    """What is needed now in place of what was; who comes already can't queue for more. `beyond` asks nobody's turn."""
    chosen = {pool_id: n for pool_id, n in rules.what_is_more(before, after).items() if pool_id in choices}
    return Claim(after, held=before, chosen=chosen, may_wait=False, out_of_turn=beyond, beyond=beyond)


def _people(registration_id: RegistrationId) -> Select[Attendee]:
    statement = select(Attendee).where(Attendee.registration_id == registration_id, Attendee.left_at.is_(None))
    return statement.execution_options(populate_existing=True)
