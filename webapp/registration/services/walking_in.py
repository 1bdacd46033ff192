"""People who come without a registration: at the door, or put down at the desk."""

from dataclasses import replace
from datetime import datetime

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events.models import Event
from webapp.events.types import EventStatus
from webapp.foundation import facts, tokens
from webapp.foundation.database import session
from webapp.foundation.email_addresses import checked_address, normal_form
from webapp.registration import queries, rules
from webapp.registration.errors import (
    AlreadyRegisteredError,
    PersonInvalidError,
    RegistrationClosedError,
)
from webapp.registration.facts import SeatConfirmed
from webapp.registration.models import Category, Registration
from webapp.registration.queries import Setup
from webapp.registration.queries.setup import terms_from
from webapp.registration.rules import Claim
from webapp.registration.services import allotting, consenting, event_places, history
from webapp.registration.services.answering_invitations import note_answer
from webapp.registration.services.applications import address_problem, tidied_head, words_of
from webapp.registration.services.refusing import raise_if_refused
from webapp.registration.services.registering import add_attendees
from webapp.registration.types import (
    MOST_HEADS,
    Application,
    CategoryId,
    CategoryTerms,
    ChangeKind,
    Head,
    Problem,
    RegistrationStatus,
)


@rights.needs(Role.DOOR)
def walk_in(
    *,
    event: Event,
    application: Application,
    now: datetime,
    beyond: bool = False,
    is_inside: bool = False,
) -> Registration:
    """A certain place at once, the address may be left out; NoPlaceError when none is left and `beyond` isn't said.

    AlreadyRegisteredError points to the registration of a known address, so that it is looked at first. Of somebody who
    `is_inside` a device without a network tells later: that holds whatever became of the event and its categories
    meanwhile.
    """
    if event.status == EventStatus.DRAFT or not (is_inside or rules.may_change(event, now)):
        raise RegistrationClosedError
    setup = queries.setup_of(event.id)
    terms = _terms(event, setup, application.category_id, is_inside=is_inside)
    heads = tuple(tidied_head(head) for head in application.heads or (Head(application.name),))
    # How many places there are in all is the desk's own business: it may go beyond.
    _check(application, heads, replace(terms, places=None))
    needs = {event.pool_id: len(heads), **rules.needs(heads, application.answers, terms, setup.choices)}
    places = event_places.lock(event)
    address = checked_address(application.email) if application.email.strip() else ""
    _refuse_known(event, address)
    # At the door nobody waits for offers any more: a free place is a free place.
    claim = Claim(needs, out_of_turn=True, may_wait=False, beyond=beyond)
    raise_if_refused(allotting.allot(places, claim, now))
    registration = _store(event, application, terms, address, now)
    _count(registration, heads)
    registration.takes = rules.as_stored({pool: n for pool, n in needs.items() if pool != event.pool_id})
    session().flush()
    add_attendees(registration, heads)
    consenting.note(registration.id, _consents(application, heads), now)
    history.record(registration, ChangeKind.CAME_IN, now=now)
    note_answer(registration, now)
    session().flush()
    facts.publish(SeatConfirmed(registration.id))
    places.renew()
    return registration


def _terms(event: Event, setup: Setup, category_id: CategoryId | None, *, is_inside: bool) -> CategoryTerms:
    if not is_inside:
        return setup.terms_of(category_id) if category_id else setup.plain
    category = session().get(Category, category_id) if category_id else None
    terms = terms_from(category, setup.plain.places) if category and category.event_id == event.id else setup.plain
    return replace(terms, most_heads=MOST_HEADS, named=False)


def _check(application: Application, heads: tuple[Head, ...], terms: CategoryTerms) -> None:
    found: dict[str, Problem] = {}
    if (problem := rules.name_problem(application.name)) is not None:
        found["name"] = problem
    if application.email.strip() and (problem := address_problem(application.email)) is not None:
        found["email"] = problem
    if (problem := rules.organisation_problem(application.organisation)) is not None:
        found["organisation"] = problem
    if application.heads and (problem := rules.heads_problem(heads, terms)) is not None:
        found["heads"] = problem
    if found:
        raise PersonInvalidError(fields=found)


def _refuse_known(event: Event, address: str) -> None:
    first = queries.find_live(event.id, normal_form(address)) if address else None
    if first is not None:
        raise AlreadyRegisteredError(public_id=first.public_id)


def _count(registration: Registration, heads: tuple[Head, ...]) -> None:
    registration.heads = len(heads)
    registration.words = words_of(registration.name, registration.organisation, registration.email, heads)


def _consents(application: Application, heads: tuple[Head, ...]) -> dict[str, str]:
    told = [application.consents, *(each.consents for each in heads)]
    return {key: version for each in told for key, version in each.items()}


def _store(event: Event, application: Application, terms: CategoryTerms, address: str, now: datetime) -> Registration:
    public_id = tokens.new_id()
    registration = Registration(
        public_id=public_id,
        event_id=event.id,
        category_id=terms.category_id,
        status=RegistrationStatus.CONFIRMED.value,
        source=application.source.value,
        name=rules.tidy(application.name),
        email=address,
        # Nobody without an address is in the way of another one.
        email_normal=normal_form(address) or f"-{public_id}",
        organisation=rules.tidy(application.organisation),
        language=application.language,
        field_set_id=application.field_set_id,
        answers=dict(application.answers),
        tags=[],
        created_at=now,
        confirmed_at=now,
        event=event,
    )
    session().add(registration)
    return registration
