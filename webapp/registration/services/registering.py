from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm.attributes import set_committed_value

from webapp.accounts.addresses import AddressInvalidError, checked_address, normal_form
from webapp.capacity.types import Level
from webapp.events.models import Event
from webapp.foundation import facts, tokens
from webapp.foundation.database import session, table_of
from webapp.foundation.inserting import insert_new, known
from webapp.registration import queries, rules
from webapp.registration.errors import PersonInvalidError, RegistrationClosedError
from webapp.registration.facts import ConfirmationAsked, RegistrationRepeated
from webapp.registration.models import Attendee, Consent, Registration
from webapp.registration.services import line, places
from webapp.registration.services.expiring import expire_at
from webapp.registration.types import PRIVACY, Door, Problem, Receipt, RegistrationStatus

_HEAD, _CONSENT = insert(table_of(Attendee)), insert(table_of(Consent))


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    email: str
    email_normal: str
    organisation: str
    language: str
    privacy_version: str


def register(
    *, event: Event, name: str, email: str, organisation: str, language: str, privacy_version: str, now: datetime
) -> Registration:
    """Hold a place or a rank until the address is confirmed; a known address keeps what it has and gets a mail.

    The caller must not show which of the two it was: `sign_up` says what may be said.
    """
    return _enter(event, _checked(name, email, organisation, language, privacy_version), now)[0]


def sign_up(
    *, event: Event, name: str, email: str, organisation: str, language: str, privacy_version: str, now: datetime
) -> Receipt:
    """As `register`, with an answer that doesn't tell whether the address was known."""
    person = _checked(name, email, organisation, language, privacy_version)
    _registration, position = _enter(event, person, now)
    return Receipt(until=rules.kept_until(now, seated=not position), position=position)


def problems(*, name: str, email: str, organisation: str) -> dict[str, Problem]:
    """What keeps the fields of the form from being taken, by field; empty when all is well."""
    found = {
        "name": rules.name_problem(name),
        "email": _address_problem(email),
        "organisation": rules.organisation_problem(organisation),
    }
    return {field: problem for field, problem in found.items() if problem is not None}


def _address_problem(email: str) -> Problem | None:
    if not email.strip():
        return Problem.MISSING
    try:
        checked_address(email)
    except AddressInvalidError:
        return Problem.NO_ADDRESS
    return None


def _checked(name: str, email: str, organisation: str, language: str, privacy_version: str) -> _Person:
    found = problems(name=name, email=email, organisation=organisation)
    if found:
        raise PersonInvalidError(fields=found)
    address = checked_address(email)
    return _Person(
        name=rules.tidy(name),
        email=address,
        email_normal=normal_form(address),
        organisation=rules.tidy(organisation),
        language=language,
        privacy_version=privacy_version,
    )


def _enter(event: Event, person: _Person, now: datetime) -> tuple[Registration, int]:
    """The registration of this address, and the rank that a newcomer gets at this moment (0 with a place)."""
    if rules.door(event, now) is not Door.OPEN:
        raise RegistrationClosedError
    for _ in range(2):
        level, standing = _seat(event, person, now)
        if rules.door(standing, now) is not Door.OPEN:  # called off while the form was read
            if level:
                places.give_back(event, 1)
            break
        if standing.is_known and (first := _known(event, person, now)) is not None:
            return first, _repeat(event, first, level)
        made = _make(event, person, now, level)
        if made is not None:
            return made, queries.waiting_position(made)
    raise RegistrationClosedError


def _repeat(event: Event, first: Registration, level: Level | None) -> int:
    # Found out alike for a newcomer and a known address, so that neither the answer nor its time tells who is known.
    position = 0 if level else queries.waiting_count(event.id) + 1
    if level:
        places.give_back(event, 1)
    facts.publish(RegistrationRepeated(first.id))
    return position


def _seat(event: Event, person: _Person, now: datetime) -> tuple[Level | None, queries.Standing]:
    """Take a place, unless somebody waits for it, and say how things stand behind the event's lock."""
    level = places.take(event, 1)
    standing = queries.standing(event.id, person.email_normal)
    if level is not None and not standing.in_line:
        return level, standing
    if level is not None:
        places.give_back(event, 1)
        return None, standing
    # What nobody confirmed in time is free at once and not only when the job comes round.
    places.lock(event)
    _clear(event, now, RegistrationStatus.PENDING)
    standing = queries.standing(event.id, person.email_normal)
    return (None if standing.in_line else places.take(event, 1)), standing


def _known(event: Event, person: _Person, now: datetime) -> Registration | None:
    known = queries.find_live(event.id, person.email_normal)
    if known is not None and known.held_until is not None and known.held_until <= now:
        _clear(event, now, RegistrationStatus(known.status))
        return None
    return known


def _make(event: Event, person: _Person, now: datetime, level: Level | None) -> Registration | None:
    registration = _insert(event, person, now, None if level else line.queue_time(event, now))
    if registration is None:
        if level:
            places.give_back(event, 1)
        return None
    session().execute(_HEAD, {"public_id": tokens.new_id(), "registration_id": registration.id, "name": person.name})
    session().execute(
        _CONSENT,
        {
            "registration_id": registration.id,
            "text_key": PRIVACY,
            "version": person.privacy_version,
            "given_at": now,
        },
    )
    facts.publish(ConfirmationAsked(registration.id, until=rules.kept_until(now, seated=level is not None)))
    places.renew(event, was_full=level is None, is_full_now=level is None or level.full)
    return registration


def _clear(event: Event, now: datetime, which: RegistrationStatus) -> None:
    if expire_at(event, now, (which,)):
        places.renew(event, was_full=True)


def _insert(event: Event, person: _Person, now: datetime, queued_at: datetime | None) -> Registration | None:
    status = RegistrationStatus.PENDING if queued_at is None else RegistrationStatus.WAITING
    row = {
        "public_id": tokens.new_id(),
        "event_id": event.id,
        "status": status.value,
        "name": person.name,
        "email": person.email,
        "email_normal": person.email_normal,
        "organisation": person.organisation,
        "language": person.language,
        "created_at": now,
        "held_until": rules.kept_until(now, seated=queued_at is None),
        "queued_at": queued_at,
    }
    # The partial unique index decides between two who send the same address at the same moment.
    made = insert_new(Registration, **row)
    if made is None:
        return None
    registration = known(Registration, id=made, **row)
    set_committed_value(registration, "event", event)
    return registration
