"""Who comes with a registration: one more, one less, or somebody else instead."""

from datetime import datetime

from sqlalchemy import Select, select

from webapp.foundation import facts, tokens
from webapp.foundation.database import session
from webapp.foundation.transaction import all_or_nothing
from webapp.registration import queries, rules
from webapp.registration.errors import (
    GroupTooLargeError,
    PersonInvalidError,
    RegistrationClosedError,
    RegistrationStateError,
)
from webapp.registration.facts import AttendeeAdded, AttendeeLeft, AttendeeReplaced
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries.answers import forms_of
from webapp.registration.queries.joining import joining_as_it_stands
from webapp.registration.services import asking, cancelling, consenting, history
from webapp.registration.services.applications import address_problem, tidied_head
from webapp.registration.services.entered import refuse_whoever_came
from webapp.registration.services.event_places import Places
from webapp.registration.services.handing_on import hand_needs_on
from webapp.registration.services.open_wishes import end_wishes
from webapp.registration.services.rebooking import behind_the_lock, book_anew, refuse_unproved
from webapp.registration.types import AttendeeId, CategoryTerms, ChangeKind, Head, Joining, Problem, RegistrationId


@all_or_nothing
def add_attendee(*, registration: Registration, head: Head, now: datetime) -> Attendee | None:
    """One more comes along; NoPlaceError when there is no place for them, ChoiceFullError for an answer of theirs.

    None when the organizer has to say yes first, as to the registration before. By a link only while others may
    register as well and once the address is proved, else RegistrationClosedError; the desk may always.
    """
    places, registration = behind_the_lock(registration, now)
    _refuse_late_ones(registration, now)
    _check_head(registration, head, more=1)
    if asking.is_needed(registration):
        asking.ask(registration, head, None, now)
        return None
    attendee = _new_head(registration, head, now)
    book_anew(places, registration, now)
    difference = [{"field": "person", "before": None, "after": attendee.name}]
    history.record(registration, ChangeKind.PERSON_ADDED, now=now, differences=difference)
    session().flush()
    facts.publish(AttendeeAdded(registration.id, attendee.id))
    return attendee


@all_or_nothing
def drop_attendee(
    *, registration: Registration, attendee_id: AttendeeId, now: datetime, despite_entry: bool = False
) -> None:
    """One comes less, and the place is offered to the first in line; without the last one all is cancelled.

    AlreadyCameError for somebody who was let in, unless the desk insists: StillInsideError while they are inside.
    NotProvedError by the link before the address is proved.
    """
    places, registration = behind_the_lock(registration, now)
    refuse_unproved(registration)
    leaving = _head_of(registration, attendee_id)
    if len(registration.attendees) == 1:
        cancelling.cancel(registration=registration, now=now, despite_entry=despite_entry)
        return
    refuse_whoever_came(registration, [leaving], now, despite_entry=despite_entry)
    leave(places, registration, leaving, now)


@all_or_nothing
def replace_attendee(
    *,
    registration: Registration,
    attendee_id: AttendeeId,
    head: Head,
    now: datetime,
    despite_entry: bool = False,
) -> Attendee | None:
    """Somebody else comes instead, with a ticket and answers of their own; the old ticket opens no door any more.

    None when the organizer has to say yes first. AlreadyCameError, StillInsideError and NotProvedError as for
    `drop_attendee`.
    """
    places, registration = behind_the_lock(registration, now)
    refuse_unproved(registration)
    leaving = _head_of(registration, attendee_id)
    _check_head(registration, head, more=0)
    refuse_whoever_came(registration, [leaving], now, despite_entry=despite_entry)
    if asking.is_needed(registration):
        asking.ask(registration, head, leaving, now)
        return None
    if not history.is_own(registration):
        end_wishes([registration.id])
    _let_go(registration, leaving, now)
    coming = _new_head(registration, head, now)
    asking.hand_on(leaving, coming)
    # Should it turn out that the first one had come in before, the place is theirs; what the desk decided stays.
    coming.instead_of_id = leaving.id if history.is_own(registration) else None
    _leave_what_was_personal(registration)
    book_anew(places, registration, now)
    difference = [{"field": "person", "before": leaving.name, "after": coming.name}]
    history.record(registration, ChangeKind.PERSON_REPLACED, now=now, differences=difference)
    session().flush()
    facts.publish(AttendeeReplaced(registration.id, leaving.id, coming.id, joins=True))
    return coming


def leave(places: Places, registration: Registration, leaving: Attendee, now: datetime) -> None:
    """One comes less, behind the caller's lock, whoever says so."""
    _let_go(registration, leaving, now)
    asking.hand_on(leaving, None)
    _leave_what_was_personal(registration)
    difference = [{"field": "person", "before": leaving.name, "after": None}]
    history.record(registration, ChangeKind.PERSON_LEFT, now=now, differences=difference)
    session().flush()
    facts.publish(AttendeeLeft(registration.id, leaving.id))
    book_anew(places, registration, now)


def _refuse_late_ones(registration: Registration, now: datetime) -> None:
    stands = joining_as_it_stands(registration, queries.terms_behind(registration), now)
    if history.is_own(registration) and stands is not Joining.OPEN:
        raise RegistrationClosedError(joining=stands.value)


def _check_head(registration: Registration, head: Head, *, more: int) -> None:
    terms = queries.terms_behind(registration)
    found = {}
    if (problem := rules.name_problem(head.name)) is not None and (terms.named or head.name):
        found["name"] = problem
    if head.email and (problem := address_problem(head.email)) is not None:
        found["email"] = problem
    if found:
        raise PersonInvalidError(fields=found)
    if more:
        _check_size(registration, terms, more)


def _check_size(registration: Registration, terms: CategoryTerms, more: int) -> None:
    # Whoever the organizer still has to decide about will need a place as well.
    problem = rules.size_problem(registration.heads + queries.asked_count(registration.id) + more, terms)
    if problem is Problem.TOO_LARGE:
        raise GroupTooLargeError(most=terms.most)
    if problem is not None:
        raise PersonInvalidError(fields={"heads": problem})


def _new_head(registration: Registration, head: Head, now: datetime) -> Attendee:
    tidied = tidied_head(head)
    version = head.field_set_id or queries.setup_of(registration.event_id).field_set_id
    attendee = Attendee(
        public_id=tokens.new_id(),
        registration_id=registration.id,
        name=tidied.name,
        email=tidied.email,
        answers=dict(tidied.answers),
        versions=dict.fromkeys(tidied.answers, version),
        joined_at=now,
    )
    session().add(attendee)
    consenting.note(registration.id, head.consents, now)
    session().flush()
    session().expire(registration, ["attendees"])
    return attendee


def _let_go(registration: Registration, leaving: Attendee, now: datetime) -> None:
    hand_needs_on(registration, leaving)
    leaving.left_at = now
    session().flush()
    session().expire(registration, ["attendees"])


def _leave_what_was_personal(registration: Registration) -> None:
    """Needs and consents told for all belong to those who were there; with the last of them they leave as well.

    They keep them for themselves: should it turn out that one of them came all the same, they are known.
    """
    if registration.field_set is None or any(each.joined_at is None for each in registration.attendees):
        return
    given = forms_of(registration.event).answers_of(registration, registration)
    personal = rules.personal_keys(each.definition for each in given) & registration.answers.keys()
    if not personal:
        return
    answers, versions = registration.answers, registration.versions
    own = {key: answers[key] for key in personal}
    under = {key: versions.get(key, registration.field_set_id) for key in personal}
    for each in session().scalars(_who_were_there(registration.id)):
        each.answers, each.versions = {**own, **each.answers}, {**under, **each.versions}
    registration.answers = {key: each for key, each in answers.items() if key not in personal}
    registration.versions = {key: each for key, each in versions.items() if key not in personal}


def _who_were_there(registration_id: RegistrationId) -> Select[Attendee]:
    return select(Attendee).where(Attendee.registration_id == registration_id, Attendee.joined_at.is_(None))


def _head_of(registration: Registration, attendee_id: AttendeeId) -> Attendee:
    for attendee in registration.attendees:
        if attendee.id == attendee_id:
            return attendee
    raise RegistrationStateError
