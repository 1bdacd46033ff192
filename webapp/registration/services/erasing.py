"""Deleting who somebody was, while what is counted stays."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, Text, and_, cast, delete, func, literal, or_, select

from webapp.accounts.addresses import normal_form
from webapp.accounts.types import Actor
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.fields.models import FieldSet
from webapp.fields.rules.records import from_record
from webapp.fields.types import Definition
from webapp.foundation import facts, files
from webapp.foundation.database import session
from webapp.foundation.going_on import Work, go_through, resting
from webapp.foundation.transaction import savepoint
from webapp.registration.facts import RegistrationErased
from webapp.registration.models import Attendee, Change, Consent, HeadRequest, Invitation, Registration, SignUp
from webapp.registration.queries.answers import Forms, forms_of
from webapp.registration.queries.setup import KEPT_DAYS
from webapp.registration.services import places
from webapp.registration.services.cancelling import cancel
from webapp.registration.services.importing import forget_in_lists
from webapp.registration.services.people import leave
from webapp.registration.services.rebooking import people_of
from webapp.registration.types import LIVE, RegistrationId

_ONCE = 500


def erase(*, registration: Registration, actor: Actor, now: datetime) -> None:
    """Delete the person behind a registration, which is cancelled first when the event is still to come.

    Whoever was let in keeps the place all the same, so that nobody else is let in on it.
    Status, number of heads, category and dates stay for the statistics. Twice is harmless.
    """
    event = registration.event
    if registration.status in LIVE and now < event.ends_at:
        registration = _give_up(registration, actor, now)
    if registration.erased_at is None:
        _forget(registration, now)


def _give_up(registration: Registration, actor: Actor, now: datetime) -> Registration:
    places.lock(registration.event)
    registration = places.current(registration.id)
    people = people_of(registration)
    absent = [each for each in people if each.entered_at is None and each.inside_since is None]
    if len(absent) == len(people):
        return cancel(registration=registration, actor=actor, now=now)
    for each in absent:
        leave(registration.event, registration, each, actor, now)
    return registration


def forget_old_people(*, now: datetime) -> int:
    """Delete the people behind registrations and invitations whose time of keeping is over; returns how many."""
    over = {each.id: each for each in _over(now)}
    gone = go_through(Work("forget a person", lambda each: _forget(over[each], now), savepoint), over)
    return len(gone) + _forget_guests(now)


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
    """True when an answer to one of these questions may still be there."""
    people = (Registration.answers, Attendee.answers, HeadRequest.answers)
    given = [cast(answers, Text).contains(f'"{key}"', autoescape=True) for answers in people for key in sorted(keys)]
    statement = (
        select(Registration.id)
        .outerjoin(Attendee, Attendee.registration_id == Registration.id)
        .outerjoin(HeadRequest, HeadRequest.registration_id == Registration.id)
        .where(Registration.event_id == event.id, Registration.erased_at.is_(None), or_(*given))
    )
    return session().scalar(statement.limit(1)) is not None


def _is_due(definition: Definition, event: Event, now: datetime) -> bool:
    return now - event.ends_at >= timedelta(days=definition.kept_days)


def _forget_answers(event: Event, now: datetime) -> int:
    statement = select(Registration).where(Registration.event_id == event.id, Registration.erased_at.is_(None))
    forms, found = forms_of(event), list[bool]()
    registrations = {each.id: each for each in session().scalars(statement).all()}

    def forget(registration_id: RegistrationId) -> None:
        found.append(_forget_answers_of(registrations[registration_id], forms, event, now))

    go_through(Work("forget answers", forget, savepoint), registrations)
    return sum(found)


def _forget_answers_of(registration: Registration, forms: Forms, event: Event, now: datetime) -> bool:
    found = False
    holders: list[Registration | Attendee] = [registration, *_everybody(registration)]
    for holder in holders:
        given = forms.answers_of(registration, holder)
        due = {each.definition.key for each in given if _is_due(each.definition, event, now)}
        if due:
            _forget_files(holder, due)
            holder.answers = {key: value for key, value in holder.answers.items() if key not in due}
            holder.versions = {key: value for key, value in holder.versions.items() if key not in due}
            found = True
    for wish in session().scalars(select(HeadRequest).where(HeadRequest.registration_id == registration.id)):
        given = [forms.read(key, value, wish.field_set_id) for key, value in wish.answers.items()]
        if any(_is_due(each.definition, event, now) for each in given):
            _forget_files(wish)
            session().delete(wish)  # nobody decided on it while the event lasted
            found = True
    session().flush()
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


def _events_over(holding: Select[Any], now: datetime) -> list[EventId]:
    """Which of the events that hold something have a time of keeping that is over."""
    kept = func.coalesce(SignUp.kept_days, KEPT_DAYS)
    ended = select(Event.id, Event.ends_at, kept).outerjoin(SignUp, SignUp.event_id == Event.id)
    rows = session().execute(ended.where(Event.ends_at < now, Event.id.in_(holding.distinct()))).all()
    return [row[0] for row in rows if row[1] + timedelta(days=row[2]) <= now]


def _forget_guests(now: datetime) -> int:
    """Delete invitations to events whose time of keeping is over, also of those who never answered."""
    over = _events_over(select(Invitation.event_id), now)
    gone = delete(Invitation).where(Invitation.event_id.in_(over))
    return int(session().execute(gone).rowcount) if over else 0  # type: ignore[attr-defined]


def _forget(registration: Registration, now: datetime) -> None:
    invitations = _invitations_of(registration)
    for wish in session().scalars(select(HeadRequest).where(HeadRequest.registration_id == registration.id)):
        _forget_files(wish)
    holders: list[Registration | Attendee] = [registration, *_everybody(registration)]
    forget_in_lists(
        event_id=registration.event_id, addresses={normal_form(each.email) for each in holders if each.email}
    )
    for holder in holders:
        _forget_files(holder)
        holder.name, holder.email, holder.answers, holder.versions = "", "", {}, {}
    registration.email_normal = f"-{registration.public_id}"
    registration.organisation = registration.words = ""
    registration.tags = []
    registration.erased_at = now
    session().execute(delete(Change).where(Change.registration_id == registration.id))
    session().execute(delete(Consent).where(Consent.registration_id == registration.id))
    session().execute(delete(HeadRequest).where(HeadRequest.registration_id == registration.id))
    for invitation in invitations:
        session().delete(invitation)
    session().flush()
    about = (registration.public_id, *(each.public_id for each in invitations))
    facts.publish(RegistrationErased(registration.id, about))


def _invitations_of(registration: Registration) -> Sequence[Invitation]:
    """Invitations by which somebody came, or that were sent to the same address."""
    own = or_(
        Invitation.registration_id == registration.id,
        and_(Invitation.event_id == registration.event_id, Invitation.email_normal == registration.email_normal),
    )
    return session().scalars(select(Invitation).where(own)).all()


def _everybody(registration: Registration) -> list[Attendee]:
    """The people of a registration, also those who left it."""
    return list(session().scalars(select(Attendee).where(Attendee.registration_id == registration.id)))


def _forget_files(holder: Registration | Attendee | HeadRequest, keys: set[str] | None = None) -> None:
    ids = [
        value["id"]
        for key, value in holder.answers.items()
        if isinstance(value, dict) and "id" in value and (keys is None or key in keys)
    ]
    if ids:
        files.forget(ids)
