"""What may be changed after somebody registered: who comes, what was answered, in which category."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from webapp.accounts.types import Actor
from webapp.events.models import Event
from webapp.foundation import facts, tokens
from webapp.foundation.database import session
from webapp.foundation.transaction import all_or_nothing
from webapp.registration import queries, rules
from webapp.registration.errors import (
    AnswersChangedError,
    ChoiceFullError,
    NoPlaceError,
    PersonInvalidError,
    RegistrationClosedError,
    RegistrationStateError,
)
from webapp.registration.facts import HeadJoined, HeadLeft, HeadReplaced
from webapp.registration.models import Attendee, Category, Registration
from webapp.registration.queries.answers import Forms, answers_mark, forms_of
from webapp.registration.services import cancelling, history, line, places
from webapp.registration.services.answering import Named, given_anew
from webapp.registration.services.applications import address_problem, tidied_head, words_of
from webapp.registration.types import (
    HOLDS_A_PLACE,
    LIVE,
    AttendeeId,
    CategoryId,
    ChangeKind,
    Choice,
    Head,
    Needs,
    Problem,
    RegistrationStatus,
    Terms,
)


@all_or_nothing
def add_head(*, registration: Registration, head: Head, actor: Actor, now: datetime) -> Attendee:
    """One more comes along; NoPlaceError when there is no place for them, ChoiceFullError for an answer of theirs."""
    event, registration = _behind_the_lock(registration, now)
    _check_head(registration, head, more=1)
    attendee = _new_head(registration, head)
    _book_anew(event, registration, now)
    difference = [{"field": "person", "before": None, "after": attendee.name}]
    history.record(registration, ChangeKind.PERSON_ADDED, now=now, actor=actor, differences=difference)
    session().flush()
    facts.publish(HeadJoined(registration.id, attendee.id))
    return attendee


@all_or_nothing
def drop_head(*, registration: Registration, attendee_id: AttendeeId, actor: Actor, now: datetime) -> None:
    """One comes less, and the place is offered to the first in line; without the last one all is cancelled."""
    event, registration = _behind_the_lock(registration, now)
    leaving = _head_of(registration, attendee_id)
    if len(registration.attendees) == 1:
        cancelling.cancel(registration=registration, actor=actor, now=now)
        return
    _let_go(registration, leaving, now)
    difference = [{"field": "person", "before": leaving.name, "after": None}]
    history.record(registration, ChangeKind.PERSON_LEFT, now=now, actor=actor, differences=difference)
    session().flush()
    facts.publish(HeadLeft(registration.id, leaving.id))
    _book_anew(event, registration, now)


@all_or_nothing
def replace_head(
    *, registration: Registration, attendee_id: AttendeeId, head: Head, actor: Actor, now: datetime
) -> Attendee:
    """Somebody else comes instead, with a ticket of their own; the old ticket opens no door any more."""
    event, registration = _behind_the_lock(registration, now)
    leaving = _head_of(registration, attendee_id)
    _check_head(registration, head, more=0)
    answers = head.answers or leaving.answers
    _let_go(registration, leaving, now)
    coming = _new_head(registration, Head(head.name, head.email, answers))
    if not head.answers:
        coming.versions = {key: leaving.versions.get(key) or registration.field_set_id for key in answers}
    _book_anew(event, registration, now)
    difference = [{"field": "person", "before": leaving.name, "after": coming.name}]
    history.record(registration, ChangeKind.PERSON_REPLACED, now=now, actor=actor, differences=difference)
    session().flush()
    facts.publish(HeadReplaced(registration.id, leaving.id, coming.id))
    return coming


@all_or_nothing
def change_answers(
    *,
    registration: Registration,
    answers: Mapping[str, Any],
    answers_of_heads: Mapping[AttendeeId, Mapping[str, Any]],
    actor: Actor,
    now: datetime,
    anew: Collection[Named] = (),
    seen: str | None = None,
) -> None:
    """Take clean answers to the newest form; ChoiceFullError when others were quicker, and nothing is changed.

    An answer that stays the same still answers the question it was given to, unless `anew` names it.
    `seen` is the mark of what whoever changes them has looked at: AnswersChangedError when somebody was quicker.
    """
    event, registration = _behind_the_lock(registration, now)
    session().expire(registration, ["attendees"])
    if seen is not None and seen != answers_mark(registration):
        raise AnswersChangedError
    forms = forms_of(event)
    found = given_anew(forms, registration, registration, answers, {key for head, key in anew if head is None})
    for attendee in registration.attendees:
        if attendee.id in answers_of_heads:
            of_head = {key for head, key in anew if head == attendee.id}
            changes = given_anew(forms, registration, attendee, answers_of_heads[attendee.id], of_head)
            found += [{**each, "person": attendee.name} for each in changes]
    if not found:
        return
    _book_anew(event, registration, now)
    history.record(registration, ChangeKind.ANSWERS, now=now, actor=actor, differences=found)
    session().flush()


@all_or_nothing
def move(*, registration: Registration, category_id: CategoryId | None, actor: Actor, now: datetime) -> None:
    """Move somebody to another category; NoPlaceError when it has too few places left."""
    event, registration = _behind_the_lock(registration, now)
    before = registration.category_id
    if before == category_id:
        return
    registration.category_id = category_id
    _book_anew(event, registration, now)
    difference = [{"field": "category", "before": _label(before), "after": _label(category_id)}]
    history.record(registration, ChangeKind.MOVED, now=now, actor=actor, differences=difference)
    session().flush()


def _label(category_id: CategoryId | None) -> str | None:
    category = session().get(Category, category_id) if category_id is not None else None
    return category.label["de"] if category else None


def tag(*, registrations: Sequence[Registration], tags: Sequence[str], actor: Actor, now: datetime) -> None:
    """Put words of the organizer's own on registrations; those that are there stay."""
    for registration in registrations:
        set_tags(registration=registration, tags=[*registration.tags, *tags], actor=actor, now=now)


def set_tags(*, registration: Registration, tags: Sequence[str], actor: Actor, now: datetime) -> None:
    """Leave these words of the organizer's own on a registration, and no others."""
    wanted = list(dict.fromkeys(word for each in tags if (word := rules.tidy_tag(each))))
    if wanted == registration.tags:
        return
    difference = [{"field": "tags", "before": registration.tags, "after": wanted}]
    registration.tags = wanted
    history.record(registration, ChangeKind.TAGGED, now=now, actor=actor, differences=difference)
    session().flush()


def _behind_the_lock(registration: Registration, now: datetime) -> tuple[Event, Registration]:
    event = registration.event
    places.lock(event)
    registration = places.current(registration.id)
    if registration.status not in LIVE:
        raise RegistrationStateError
    if not rules.may_change(event, now):
        raise RegistrationClosedError
    return event, registration


def _check_head(registration: Registration, head: Head, *, more: int) -> None:
    terms = queries.terms_behind(registration)
    found = {}
    if (problem := rules.name_problem(head.name)) is not None and (terms.named or head.name):
        found["name"] = problem
    if head.email and (problem := address_problem(head.email)) is not None:
        found["email"] = problem
    if registration.heads + more > terms.most_heads:
        found["heads"] = Problem.TOO_MANY
    if found:
        raise PersonInvalidError(fields=found)


def _new_head(registration: Registration, head: Head) -> Attendee:
    tidied = tidied_head(head)
    attendee = Attendee(
        public_id=tokens.new_id(),
        registration_id=registration.id,
        name=tidied.name,
        email=tidied.email,
        answers=dict(tidied.answers),
        versions=dict.fromkeys(tidied.answers, queries.setup_of(registration.event_id).field_set_id),
    )
    session().add(attendee)
    session().flush()
    session().expire(registration, ["attendees"])
    return attendee


def _let_go(registration: Registration, leaving: Attendee, now: datetime) -> None:
    leaving.left_at = now
    session().flush()
    session().expire(registration, ["attendees"])


def _head_of(registration: Registration, attendee_id: AttendeeId) -> Attendee:
    for attendee in registration.attendees:
        if attendee.id == attendee_id:
            return attendee
    raise RegistrationStateError


def _book_anew(event: Event, registration: Registration, now: datetime) -> None:
    """Take what the registration needs as it is now instead of what it took."""
    before = places.needs_of(event, registration)
    setup, terms = queries.setup_of(event.id), queries.terms_behind(registration)
    heads = [Head(each.name, each.email, each.answers) for each in registration.attendees]
    beside = _needs(event, registration, terms, setup.choices)
    registration.heads, registration.takes = len(heads), rules.as_stored(beside)
    registration.words = words_of(registration.name, registration.organisation, registration.email, heads)
    after = places.needs_of(event, registration)
    session().flush()
    if registration.status in HOLDS_A_PLACE:
        was_full = places.is_full(event)
        _exchange(event, before, after, {each.pool_id: (each.field_key, each.choice_key) for each in setup.choices})
        line.advance(event, now)
        places.renew(event, was_full=was_full)
    elif registration.status == RegistrationStatus.WAITING:
        line.move_up(event=event, now=now)


def _needs(event: Event, registration: Registration, terms: Terms, choices: tuple[Choice, ...]) -> Needs:
    forms = forms_of(event) if choices else Forms(())
    heads = [Head(each.name, each.email, forms.taking(registration, each)) for each in registration.attendees]
    return rules.needs(heads, forms.taking(registration, registration), terms, choices)


def _exchange(event: Event, before: Needs, after: Needs, choices: Mapping[Any, tuple[str, str]]) -> None:
    more = {pool_id: n - before.get(pool_id, 0) for pool_id, n in after.items() if n > before.get(pool_id, 0)}
    waited_for = bool(more) and queries.somebody_waits(event.id) and not line.lets_pass(event, more)
    if not waited_for and places.exchange(before, after):
        return
    full = [choices[pool_id] for pool_id in sorted(places.lacking(more)) if pool_id in choices] if more else []
    raise ChoiceFullError(choices=full) if full else NoPlaceError
