"""What somebody sends in, brought into its normal form or refused field by field."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from webapp.capacity.types import PoolId
from webapp.events.models import Event
from webapp.foundation.email_addresses import AddressInvalidError, checked_address, normal_form
from webapp.registration import rules
from webapp.registration.errors import ChoiceFullError, PersonInvalidError
from webapp.registration.models import Attendee
from webapp.registration.queries import Setup
from webapp.registration.types import Application, CategoryAvailability, CategoryTerms, Head, Needs, Problem

_GATES = {
    CategoryAvailability.CODE: Problem.WRONG_CODE,
    CategoryAvailability.EARLY: Problem.NO_CATEGORY,
    CategoryAvailability.LATE: Problem.NO_CATEGORY,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An application that can be taken as far as it goes by itself; `is_proved`: its address needs no question."""

    application: Application
    email_normal: str
    terms: CategoryTerms
    needs: Needs
    beside: Needs
    choices: dict[PoolId, tuple[str, str]]
    is_proved: bool = False

    @property
    def takes(self) -> dict[str, int]:
        """What is kept with the registration beside its number of heads."""
        return rules.as_stored(self.beside)


def problems(*, name: str, email: str, organisation: str) -> dict[str, Problem]:
    """What keeps the fields of the form from being taken, by field; empty when all is well."""
    found = {
        "name": rules.name_problem(name),
        "email": address_problem(email),
        "organisation": rules.organisation_problem(organisation),
    }
    return {field: problem for field, problem in found.items() if problem is not None}


def head_problems(head: Head) -> dict[str, Problem]:
    """As `problems` for somebody with a name, whose address may be left out."""
    found = {"name": rules.name_problem(head.name), "email": address_problem(head.email) if head.email else None}
    return {field: problem for field, problem in found.items() if problem is not None}


def address_problem(email: str) -> Problem | None:
    """What keeps an address from being taken."""
    if not email.strip():
        return Problem.MISSING
    try:
        checked_address(email)
    except AddressInvalidError:
        return Problem.NO_ADDRESS
    return None


def checked(event: Event, application: Application, setup: Setup, now: datetime) -> Entry:
    """The application in its normal form with what it takes; PersonInvalidError names the fields in the way."""
    terms = setup.terms_of(application.category_id)
    heads = application.heads or (Head(application.name),)
    found = problems(name=application.name, email=application.email, organisation=application.organisation)
    if (gate := rules.gate(terms, now, application.code)) is not CategoryAvailability.OPEN:
        found["code" if gate is CategoryAvailability.CODE else "category"] = _GATES[gate]
    if application.heads and (problem := rules.heads_problem(heads, terms)) is not None:
        found["heads"] = problem
    for number, head in enumerate(heads, 1):
        if head.email and (problem := address_problem(head.email)) is not None:
            found[f"heads-{number}"] = problem
    if found:
        raise PersonInvalidError(fields=found, most=terms.most)
    address = checked_address(application.email)
    tidied = replace(
        application,
        name=rules.tidy(application.name),
        email=address,
        organisation=rules.tidy(application.organisation),
        heads=tuple(tidied_head(head) for head in heads),
    )
    beside = rules.needs(heads, application.answers, terms, setup.choices)
    _refuse_too_many_of_a_choice(beside, setup)
    return Entry(
        application=tidied,
        email_normal=normal_form(address),
        terms=terms,
        needs={event.pool_id: len(heads), **beside},
        beside=beside,
        choices={choice.pool_id: (choice.field_key, choice.choice_key) for choice in setup.choices},
    )


def _refuse_too_many_of_a_choice(needs: Needs, setup: Setup) -> None:
    never = [each for each in setup.choices if each.places is not None and needs.get(each.pool_id, 0) > each.places]
    if never:
        most = {each.field_key: each.places for each in never}
        raise ChoiceFullError(choices=[(each.field_key, each.choice_key) for each in never], most=most)


def words_of(name: str, organisation: str, email: str, heads: Iterable[Head | Attendee]) -> str:
    """What the desk finds a registration by."""
    people = (text for head in heads for text in (head.name, head.email))
    return rules.found_by(name, organisation, email, *people)


def tidied_head(head: Head) -> Head:
    """A head with name and address as they are kept."""
    return replace(head, name=rules.tidy(head.name), email=checked_address(head.email) if head.email else "")
