"""Taking what a registration needs as it is now, instead of what it took."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Select, select

from webapp.capacity.services import book_beyond
from webapp.capacity.types import PoolId
from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.registration import queries, rules
from webapp.registration.errors import (
    ChoiceFullError,
    NoPlaceError,
    NotProvedError,
    RegistrationClosedError,
    RegistrationStateError,
)
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries.answers import Forms, forms_of
from webapp.registration.services import event_places, history, waiting_list
from webapp.registration.services.applications import words_of
from webapp.registration.types import (
    HOLDS_A_PLACE,
    CategoryTerms,
    Choice,
    Head,
    Needs,
    RegistrationId,
    RegistrationStatus,
)

Choices = Mapping[PoolId, tuple[str, str]]


def behind_the_lock(registration: Registration, now: datetime) -> tuple[Event, Registration]:
    """The registration and its people as they stand, when it may still be changed; nobody else changes places now."""
    event = registration.event
    event_places.lock(event)
    registration = event_places.current(registration.id)
    people_of(registration)
    if not registration.is_live:
        raise RegistrationStateError
    if not rules.may_change(event, now):
        raise RegistrationClosedError
    return event, registration


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
    event: Event, registration: Registration, now: datetime, *, held: bool = True, beyond: bool = False
) -> None:
    """Take what the registration needs now. `held`: it took places before; `beyond`: also where none are left."""
    before = event_places.needs_of(event, registration) if held else {}
    setup, terms = queries.setup_of(event.id), queries.terms_behind(registration)
    heads = [Head(each.name, each.email, each.answers) for each in registration.attendees]
    beside = _needs(event, registration, terms, setup.choices)
    registration.heads, registration.takes = len(heads), rules.as_stored(beside)
    registration.words = words_of(registration.name, registration.organisation, registration.email, heads)
    after = event_places.needs_of(event, registration)
    session().flush()
    choices = {each.pool_id: (each.field_key, each.choice_key) for each in setup.choices}
    if not beyond:
        event_places.refuse_what_never_fits(before, after, choices)
    if registration.status in HOLDS_A_PLACE:
        was_full = event_places.is_full(event)
        _exchange(event, before, after, None if beyond else choices, now)
        waiting_list.advance(event, now)
        event_places.renew(event, was_full=was_full)
    elif registration.status == RegistrationStatus.WAITING:
        waiting_list.move_up(event=event, now=now)


def count_anew(event: Event, registration: Registration) -> None:
    """Keep with a registration what it needs by the setup as it is now: while it was over nobody counted it again."""
    terms, choices = queries.terms_behind(registration), queries.setup_of(event.id).choices
    registration.takes = rules.as_stored(_needs(event, registration, terms, choices))
    session().flush()


def _needs(event: Event, registration: Registration, terms: CategoryTerms, choices: tuple[Choice, ...]) -> Needs:
    forms = forms_of(event) if choices else Forms(())
    heads = [Head(each.name, each.email, forms.taking(registration, each)) for each in registration.attendees]
    return rules.needs(heads, forms.taking(registration, registration), terms, choices)


def _exchange(event: Event, before: Needs, after: Needs, choices: Choices | None, now: datetime) -> None:
    """Without `choices` nobody is asked whether there is room."""
    more = {pool_id: n - before.get(pool_id, 0) for pool_id, n in after.items() if n > before.get(pool_id, 0)}
    if choices is None:
        book_beyond(more)
        event_places.exchange({**before, **{pool_id: after[pool_id] for pool_id in more}}, after)
        return
    if (not more or waiting_list.passes(event, more, now)) and event_places.exchange(before, after):
        return
    full = [choices[pool_id] for pool_id in sorted(event_places.lacking(more)) if pool_id in choices] if more else []
    raise ChoiceFullError(choices=full) if full else NoPlaceError


def _people(registration_id: RegistrationId) -> Select[Attendee]:
    statement = select(Attendee).where(Attendee.registration_id == registration_id, Attendee.left_at.is_(None))
    return statement.execution_options(populate_existing=True)
