"""Every version of an event's questions, and which of them somebody's answers were given to."""

import hashlib
import json
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Integer, Select, String, TableValuedAlias, cast, func, literal, select, true

from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.fields.models import FieldSet
from webapp.fields.types import FieldSetId
from webapp.foundation.database import session
from webapp.registration.models import Attendee, Registration
from webapp.registration.rules.forms import Forms, Given, Question
from webapp.registration.rules.shown import mark_of_shown, shows_all
from webapp.registration.rules.standing import standing_of_all, standing_of_person
from webapp.registration.types import RegistrationId

__all__ = [
    "Forms",
    "Given",
    "Question",
    "answered_at",
    "answers_mark",
    "form_key",
    "forms_at",
    "forms_of",
    "mark_of_people",
    "mark_of_request",
    "shows_all_people",
    "standing_of_all",
    "standing_of_person",
]


def answers_mark(registration: Registration) -> str:
    """A mark of all that was answered and of who comes: as long as it is the same, nothing was changed."""
    people = [[each.public_id, each.answers, each.versions] for each in registration.attendees]
    said = json.dumps([registration.answers, registration.versions, people], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def mark_of_request(registration: Registration) -> str:
    """A mark of who asks to come, as what, and of what they answered: all that the organizer decides about."""
    people = [[each.name, each.email] for each in registration.attendees]
    who = [registration.name, registration.email, registration.organisation, registration.category_id, people]
    return hashlib.sha256(json.dumps([*who, answers_mark(registration)]).encode()).hexdigest()


def mark_of_people(registration: Registration) -> str:
    """A mark of who is on the registration, for pages by which all of it can be ended."""
    return mark_of_shown(each.public_id for each in registration.attendees)


def shows_all_people(seen: str, registration: Registration) -> bool:
    """True when nobody is on the registration whom the page that was `seen` didn't show."""
    return shows_all(seen, [each.public_id for each in registration.attendees])


def form_key(event: Event) -> str:
    """Under which the versions of an event's questions are kept."""
    return key_of_form(event.public_id)


def key_of_form(event_key: str) -> str:
    """As `form_key`, where only the event's public id is known."""
    return f"registration:{event_key}"


def forms_of(event: Event) -> Forms:
    """All versions of an event's questions. One query."""
    statement = select(FieldSet.id, FieldSet.definitions).where(FieldSet.key == form_key(event))
    return Forms([(row[0], row[1]) for row in session().execute(statement.order_by(FieldSet.version))])


def forms_at(event_id: EventId) -> Forms:
    """As `forms_of`, where only the event's id is at hand. One query."""
    key = literal("registration:") + select(Event.public_id).where(Event.id == event_id).scalar_subquery()
    statement = select(FieldSet.id, FieldSet.definitions).where(FieldSet.key == key)
    return Forms([(row[0], row[1]) for row in session().execute(statement.order_by(FieldSet.version))])


def answered_at(event_id: EventId) -> set[tuple[str, FieldSetId | None]]:
    """Every question that somebody's answer is kept of, with the version of the form it was given to. Two queries."""
    of_people = select(Registration.id, Registration.field_set_id, Attendee.answers, Attendee.versions)
    of_people = of_people.join(Attendee, Attendee.registration_id == Registration.id).where(Attendee.left_at.is_(None))
    shared = select(Registration.id, Registration.field_set_id, Registration.answers, Registration.versions)
    return {pair for statement in (shared, of_people) for pair in _pairs(statement, event_id)}


_Held = Select[RegistrationId, FieldSetId | None, dict[str, object], dict[str, FieldSetId | None]]


def _pairs(statement: _Held, event_id: EventId) -> Iterable[tuple[str, FieldSetId | None]]:
    held = statement.where(Registration.event_id == event_id).subquery()
    each: TableValuedAlias
    named: ColumnElement[str]
    if session().get_bind().dialect.name == "postgresql":
        each = func.json_object_keys(held.c.answers).table_valued("key").render_derived()
        named = held.c.versions.op("->>")(cast(each.c.key, String))
    else:
        each = func.json_each(held.c.answers).table_valued("key")
        named = func.json_extract(held.c.versions, '$."' + each.c.key + '"')
    found = select(each.c.key, func.coalesce(cast(named, Integer), held.c.field_set_id))
    rows = session().execute(found.select_from(held).join(each, true()).distinct())
    return ((str(row[0]), row[1]) for row in rows)
