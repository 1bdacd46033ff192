from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from webapp.accounts.addresses import AddressInvalidError, checked_address, normal_form
from webapp.events.models import Event
from webapp.foundation import facts, revisions, tokens
from webapp.foundation.database import session, table_of
from webapp.foundation.inserting import insert_new
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
    registration, is_new = _enter(event, _checked(name, email, organisation, language, privacy_version), now)
    position = queries.waiting_position(registration) if is_new else _newcomers_position(event, now)
    return Receipt(until=rules.kept_until(now, seated=not position), position=position)


def _newcomers_position(event: Event, now: datetime) -> int:
    # Found out in the same way as for a newcomer, so that neither the answer nor its time tells who is known.
    if not _seat(event, now):
        return queries.waiting_count(event.id) + 1
    places.give_back(event, 1)
    return 0


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


def _enter(event: Event, person: _Person, now: datetime) -> tuple[Registration, bool]:
    """The registration of this address, and whether it is new."""
    if rules.door(event, now) is not Door.OPEN:
        raise RegistrationClosedError
    known = queries.find_live(event.id, person.email_normal)
    if known is not None and known.held_until is not None and known.held_until <= now:
        _clear(event, now, RegistrationStatus(known.status))
        known = None
    if known is None:
        made = _make(event, person, now)
        if made is not None:
            return made, True
        # On PostgreSQL only: a rival with the same address was stored while this transaction waited.
        known = queries.find_live(event.id, person.email_normal)
    if known is None:
        raise RegistrationClosedError
    facts.publish(RegistrationRepeated(known.id))
    return known, False


def _make(event: Event, person: _Person, now: datetime) -> Registration | None:
    seated = _seat(event, now)
    queued_at = None if seated else line.queue_time(event, now)
    registration = _insert(event, person, now, queued_at)
    if registration is None:
        if seated:
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
    facts.publish(ConfirmationAsked(registration.id, until=rules.kept_until(now, seated=seated)))
    if seated:
        places.renew(event, was_full=False)
    else:
        revisions.bump(f"event:{event.slug}")
    return registration


def _seat(event: Event, now: datetime) -> bool:
    """Take a place; what nobody confirmed in time is free at once and not only when the job comes round."""
    return places.take(event, 1) or (_clear(event, now, RegistrationStatus.PENDING) and places.take(event, 1))


def _clear(event: Event, now: datetime, which: RegistrationStatus) -> bool:
    expired = expire_at(event, now, (which,)) > 0
    if expired:
        places.renew(event, was_full=True)
    return expired


def _insert(event: Event, person: _Person, now: datetime, queued_at: datetime | None) -> Registration | None:
    status = RegistrationStatus.PENDING if queued_at is None else RegistrationStatus.WAITING
    # The partial unique index decides between two who send the same address at the same moment.
    made = insert_new(
        Registration,
        public_id=tokens.new_id(),
        event_id=event.id,
        status=status.value,
        name=person.name,
        email=person.email,
        email_normal=person.email_normal,
        organisation=person.organisation,
        language=person.language,
        created_at=now,
        held_until=rules.kept_until(now, seated=queued_at is None),
        queued_at=queued_at,
    )
    return None if made is None else session().get(Registration, made)
