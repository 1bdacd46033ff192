"""Deleting people and what they answered when their time of keeping is over."""

from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, Text, cast, delete, func, literal, or_, select

from webapp.events.models import Event
from webapp.events.types import EventId, EventStatus
from webapp.fields.models import FieldSet
from webapp.fields.rules.records import from_record
from webapp.fields.types import Definition
from webapp.foundation.database import session
from webapp.foundation.going_on import Work, go_through, resting
from webapp.foundation.http import site
from webapp.foundation.transaction import savepoint
from webapp.registration.models import Attendee, AttendeeRequest, Change, Invitation, Registration, SignUp
from webapp.registration.queries.answers import Forms, forms_of
from webapp.registration.services import consenting, erasing, history
from webapp.registration.services.answered_files import files_in, let_go
from webapp.registration.types import LIVE, RegistrationId

_ONCE = 500
_WITHOUT_A_DATE = timedelta(days=365)
V = TypeVar("V")


def forget_old_people(*, now: datetime) -> int:
    """Delete the people behind registrations and invitations whose time of keeping is over; returns how many."""
    over = {each.id: each for each in _over(now)}
    gone = go_through(Work("forget a person", lambda each: _forget_in_time(over[each], now), savepoint), over)
    return len(gone) + _forget_guests(now)


def _forget_in_time(registration: Registration, now: datetime) -> None:
    # An event without a date may still get one: by then nobody unknown may hold a place or a rank at it.
    if registration.status in LIVE and registration.event.status == EventStatus.POSTPONED:
        registration = erasing.give_all_up(registration, now)
    erasing.forget(registration, now)


def forget_old_answers(*, now: datetime) -> int:
    """Delete answers whose own time of keeping is over, however long ago; returns from how many registrations.

    Looks closer only at events where such an answer is still there, so that it may be asked often.
    """
    asked = {
        event.id: event for event, forms in _asked(now) if (keys := _due(forms, event, now)) and _hold(event, keys)
    }
    found: dict[EventId, int] = {}

    def forget(event_id: EventId) -> None:
        found[event_id] = _forget_answers(asked[event_id], now)

    return sum(found.get(key, 0) for key in go_through(Work("forget answers of an event", forget, savepoint), asked))


def _asked(now: datetime) -> list[tuple[Event, list[FieldSet]]]:
    """Events that are over, with every version of their questions."""
    key = literal("registration:") + Event.public_id
    statement = select(Event, FieldSet).join(FieldSet, FieldSet.key == key).where(Event.ends_at < now)
    found: dict[EventId, tuple[Event, list[FieldSet]]] = {}
    for event, field_set in session().execute(statement.order_by(Event.id)):
        found.setdefault(event.id, (event, []))[1].append(field_set)
    return list(found.values())


def _due(forms: list[FieldSet], event: Event, now: datetime) -> set[str]:
    """Keys of the questions whose answers, by some version, are kept no longer."""
    records = [record for each in forms for record in each.definitions]
    return {str(record["key"]) for record in records if _is_due(from_record(record), event, now)}


def _hold(event: Event, keys: set[str]) -> bool:
    """True when an answer to one of these questions may still be there, or is told in a history."""
    there = select(Registration.id).where(Registration.event_id == event.id, Registration.erased_at.is_(None))
    holders = (
        (there, Registration.answers),
        (there.join(Attendee, Attendee.registration_id == Registration.id), Attendee.answers),
        (there.join(AttendeeRequest, AttendeeRequest.registration_id == Registration.id), AttendeeRequest.answers),
        (there.join(Change, Change.registration_id == Registration.id), Change.differences),
    )
    return any(session().scalar(among.where(_says(held, keys)).limit(1)) is not None for among, held in holders)


def _says(held: object, keys: set[str]) -> ColumnElement[bool]:
    return or_(*(cast(held, Text).contains(f'"{key}"', autoescape=True) for key in sorted(keys)))


def _is_due(definition: Definition, event: Event, now: datetime) -> bool:
    return now - _kept_from(event.status, event.ends_at) >= timedelta(days=definition.kept_days)


def _kept_from(status: str, ends_at: datetime) -> datetime:
    """When the time of keeping begins: at the end, or a year after the date that an event was taken off.

    Until then people wait for a new date as they were told to.
    """
    return ends_at + (_WITHOUT_A_DATE if status == EventStatus.POSTPONED else timedelta(0))


def _forget_answers(event: Event, now: datetime) -> int:
    statement = select(Registration).where(Registration.event_id == event.id, Registration.erased_at.is_(None))
    forms, found = forms_of(event), list[bool]()
    registrations = {each.id: each for each in session().scalars(statement).all()}

    def forget(registration_id: RegistrationId) -> None:
        found.append(_forget_answers_of(registrations[registration_id], forms, event, now))

    go_through(Work("forget answers", forget, savepoint), registrations)
    return sum(found)


def _forget_answers_of(registration: Registration, forms: Forms, event: Event, now: datetime) -> bool:
    given_up: set[str] = set()
    found = False
    holders: list[Registration | Attendee] = [registration, *erasing.everybody_of(registration)]
    for holder in holders:
        given = forms.answers_of(registration, holder)
        due = {each.definition.key for each in given if _is_due(each.definition, event, now)}
        if due:
            given_up |= files_in(holder.answers)
            holder.answers, holder.versions = _without(holder.answers, due), _without(holder.versions, due)
            found = True
    let_go(event.id, given_up)
    if found:
        consenting.end_with_the_needs(registration, forms)
    wished = _forget_wishes_of(registration, forms, event, now)
    told = history.forget_values(
        registration, forms.keys(), lambda *said: _is_due(forms.read(*said).definition, event, now)
    )
    return wished or told or found


def _without(values: dict[str, V], keys: set[str]) -> dict[str, V]:
    return {key: value for key, value in values.items() if key not in keys}


def _forget_wishes_of(registration: Registration, forms: Forms, event: Event, now: datetime) -> bool:
    found = False
    for wish in session().scalars(select(AttendeeRequest).where(AttendeeRequest.registration_id == registration.id)):
        given = [forms.read(key, value, wish.field_set_id) for key, value in wish.answers.items()]
        if any(_is_due(each.definition, event, now) for each in given):
            session().delete(wish)  # nobody decided on it while the event lasted
            let_go(event.id, files_in(wish.answers))
            found = True
    return found


def _over(now: datetime) -> list[Registration]:
    there = Registration.erased_at.is_(None)
    over = _events_over(select(Registration.event_id).where(there), now)
    statement = (
        select(Registration)
        .where(there, Registration.event_id.in_(over))
        .where(Registration.id.not_in([int(each) for each in resting("forget a person")]))
        .order_by(Registration.id)
        .limit(_ONCE)
    )
    return list(session().scalars(statement)) if over else []


def _events_over(holding: Select[EventId], now: datetime) -> list[EventId]:
    """Which of the events that hold something have a time of keeping that is over."""
    kept = func.coalesce(SignUp.kept_days, site.current().kept_days)
    ended = select(Event.id, Event.status, Event.ends_at, kept).outerjoin(SignUp, SignUp.event_id == Event.id)
    rows = session().execute(ended.where(Event.ends_at < now, Event.id.in_(holding.distinct()))).all()
    return [key for key, status, ends_at, days in rows if _kept_from(status, ends_at) + timedelta(days=days) <= now]


def _forget_guests(now: datetime) -> int:
    """Delete invitations to events whose time of keeping is over, also of those who never answered."""
    over = _events_over(select(Invitation.event_id), now)
    gone = delete(Invitation).where(Invitation.event_id.in_(over))
    return int(session().execute(gone).rowcount) if over else 0  # type: ignore[attr-defined]
