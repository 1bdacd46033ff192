"""What a registration is made of that somebody else types: at the door, or at the desk for whoever calls."""

from datetime import datetime

from webapp.events.models import Event
from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.foundation.email_addresses import checked_address, normal_form
from webapp.registration import queries, rules
from webapp.registration.errors import AlreadyRegisteredError, PersonInvalidError
from webapp.registration.models import Registration
from webapp.registration.services.applications import address_problem, tidied_head, words_of
from webapp.registration.types import (
    Application,
    CategoryTerms,
    Head,
    Needs,
    Problem,
    RegistrationStatus,
)


def heads_of(application: Application) -> tuple[Head, ...]:
    """Who comes, as names and addresses are kept; the contact alone where nobody is named."""
    return tuple(tidied_head(head) for head in application.heads or (Head(application.name),))


def check(application: Application, heads: tuple[Head, ...], terms: CategoryTerms) -> None:
    """PersonInvalidError names the fields that can't be taken; an address may be left out."""
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


def unknown_address(event: Event, typed: str) -> str:
    """The address as it is kept; AlreadyRegisteredError points to the registration that stands for it."""
    address = checked_address(typed) if typed.strip() else ""
    first = queries.find_live(event.id, normal_form(address)) if address else None
    if first is not None:
        raise AlreadyRegisteredError(public_id=first.public_id)
    return address


def consents_of(application: Application, heads: tuple[Head, ...]) -> dict[str, str]:
    """Every text that was agreed to: version by key."""
    told = [application.consents, *(each.consents for each in heads)]
    return {key: version for each in told for key, version in each.items()}


def store(
    event: Event,
    application: Application,
    heads: tuple[Head, ...],
    terms: CategoryTerms,
    address: str,
    needs: Needs,
    now: datetime,
) -> Registration:
    """A registration with a certain place, that takes what is needed beside its places at the event."""
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
        heads=len(heads),
        takes=rules.as_stored({pool: n for pool, n in needs.items() if pool != event.pool_id}),
    )
    registration.words = words_of(registration.name, registration.organisation, address, heads)
    session().add(registration)
    return registration
