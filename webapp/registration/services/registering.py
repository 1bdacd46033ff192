from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm.attributes import set_committed_value

from webapp.capacity.types import Level
from webapp.events.models import Event
from webapp.foundation import facts, tokens
from webapp.foundation.database import session, table_of
from webapp.foundation.email_addresses import normal_form
from webapp.foundation.inserting import insert_new, known
from webapp.registration import queries, rules
from webapp.registration.errors import ChoiceFullError, RegistrationClosedError
from webapp.registration.facts import ConfirmationAsked
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries import Setup
from webapp.registration.services import consenting, event_places, repeating, waiting_list, yielding
from webapp.registration.services.applications import Entry, checked, words_of
from webapp.registration.services.expiring import HOLDING, expire_at
from webapp.registration.types import (
    PRIVACY,
    Application,
    Head,
    Receipt,
    RegistrationAvailability,
    RegistrationStatus,
)

_HEAD = insert(table_of(Attendee))


def register(
    *, event: Event, application: Application, now: datetime, is_proved: bool = False, setup: Setup | None = None
) -> Registration:
    """Hold places or a rank until the address is confirmed; a proved address keeps what it has and gets a mail.

    What was typed before for an address that nobody has proved keeps what it holds beside this, for as long as it was
    told: of the two that one counts which is confirmed (`confirm_address`).

    The caller must not show which of the two it was: `sign_up` says what may be said. For an address that `is_proved`
    already nobody is asked by mail, and the caller confirms it.
    """
    entry = replace(checked(event, application, setup or queries.setup_of(event.id), now), is_proved=is_proved)
    return _enter(event, entry, now)[0]


def sign_up(*, event: Event, application: Application, now: datetime, setup: Setup | None = None) -> Receipt:
    """As `register`, with an answer that doesn't tell whether the address was known.

    PersonInvalidError names the fields that can't be taken, ChoiceFullError answers that were just taken by others.
    """
    entry = checked(event, application, setup or queries.setup_of(event.id), now)
    return _enter(event, entry, now)[1]


def _enter(event: Event, entry: Entry, now: datetime) -> tuple[Registration, Receipt]:
    """The registration of this address, and what a newcomer is told at this moment."""
    if rules.availability(event, now) is not RegistrationAvailability.OPEN:
        raise RegistrationClosedError
    for _ in range(2):
        level, standing = _seat(event, entry, now)
        if rules.availability(standing, now) is not RegistrationAvailability.OPEN:  # called off while the form was read
            if level:
                event_places.give_back(entry.needs)
            break
        # Found out alike for newcomers and known addresses, so that neither the answer nor its time tells who is known.
        position = 0 if level else queries.waiting_count(event.id) + 1
        known = _known(event, entry, now) if standing.is_known else []
        stands = next((each for each in known if _stays_alone(each, entry)), None)
        if stands is not None:
            if level:
                event_places.give_back(entry.needs)
            return stands, repeating.repeat(event, entry, stands, position, now)
        made = _make(event, entry, now, level, known)
        if made is not None:
            return made, repeating.told(event, entry, position, now)
    raise RegistrationClosedError


def _stays_alone(known: Registration, entry: Entry) -> bool:
    """What somebody has proved does, and whatever says the same."""
    return not yielding.yields(known) or yielding.says_the_same(known, entry.application)


def _seat(event: Event, entry: Entry, now: datetime) -> tuple[Level | None, queries.Standing]:
    """Take places, unless somebody waits for them, and say how things stand behind the event's lock."""
    if entry.terms.needs_approval:
        event_places.lock(event)
        return None, queries.standing(event.id, entry.email_normal)
    level = event_places.take(event, entry.needs)
    standing = queries.standing(event.id, entry.email_normal)
    if level is not None and not standing.in_line:
        return level, standing
    if level is not None:
        event_places.give_back(entry.needs)
        passes = waiting_list.lets_pass(event, entry.needs)
        return (event_places.take(event, entry.needs) if passes else None), standing
    # What nobody confirmed or accepted in time is free at once and not only when the job comes round.
    event_places.lock(event)
    _clear(event, now, HOLDING)
    _refuse_full_choices(event, entry)
    standing = queries.standing(event.id, entry.email_normal)
    passes = not standing.in_line or waiting_list.lets_pass(event, entry.needs)
    return (event_places.take(event, entry.needs) if passes else None), standing


def _refuse_full_choices(event: Event, entry: Entry) -> None:
    """A full workshop is nothing to queue for: there are others to choose, and the form says so.

    Whoever has the address isn't refused what they hold already; anybody else would learn of it.
    """
    held = yielding.held_by(event, queries.live_of(event.id, entry.email_normal)) if entry.is_proved else {}
    chosen = {pool_id: heads - held.get(pool_id, 0) for pool_id, heads in entry.needs.items()}
    chosen = {pool_id: heads for pool_id, heads in chosen.items() if pool_id in entry.choices and heads > 0}
    full = event_places.lacking(chosen) if chosen else set()
    if full:
        raise ChoiceFullError(choices=[entry.choices[pool_id] for pool_id in sorted(full)])


def _known(event: Event, entry: Entry, now: datetime) -> list[Registration]:
    """All that stands for the address, the latest first."""
    found = queries.live_of(event.id, entry.email_normal)
    over = [each for each in found if each.held_until is not None and each.held_until <= now]
    if over:
        _clear(event, now, tuple({RegistrationStatus(each.status) for each in over}))
    return [each for each in found if each not in over]


def _make(
    event: Event, entry: Entry, now: datetime, level: Level | None, known: Sequence[Registration]
) -> Registration | None:
    for each in known:
        yielding.set_aside(each, now)
    registration = _insert(event, entry, now, yielding.rank_of(known), seated=level is not None)
    if registration is None:
        if level:
            event_places.give_back(entry.needs)
        return None
    add_heads(registration, entry.application.heads)
    consents = {PRIVACY: entry.application.privacy_version, **entry.application.consents}
    consenting.note(registration.id, consents, now)
    if not entry.is_proved:
        until = rules.kept_until(event, now, seated=level is not None)
        facts.publish(ConfirmationAsked(registration.id, until=until))
    event_places.renew(event, was_full=level is None, is_full_now=level is None or level.full)
    return registration


def add_heads(registration: Registration, heads: tuple[Head, ...]) -> None:
    """Store the people of a registration that is new."""
    rows = [
        {
            "public_id": tokens.new_id(),
            "registration_id": registration.id,
            "name": head.name,
            "email": head.email,
            "email_normal": normal_form(head.email),
            "answers": dict(head.answers),
        }
        for head in heads
    ]
    session().execute(_HEAD, rows)


def _clear(event: Event, now: datetime, which: tuple[RegistrationStatus, ...]) -> None:
    if expire_at(event, now, which):
        event_places.renew(event, was_full=True)


def _insert(event: Event, entry: Entry, now: datetime, rank: datetime | None, *, seated: bool) -> Registration | None:
    application = entry.application
    status = RegistrationStatus.PENDING if seated else RegistrationStatus.WAITING
    if entry.terms.needs_approval:
        status = RegistrationStatus.REQUESTED
    row: dict[str, object] = {
        "public_id": tokens.new_id(),
        "event_id": event.id,
        "category_id": entry.terms.category_id,
        "status": status.value,
        "source": application.source.value,
        "name": application.name,
        "email": application.email,
        "email_normal": entry.email_normal,
        "organisation": application.organisation,
        "words": words_of(application.name, application.organisation, application.email, application.heads),
        "language": application.language,
        "heads": len(application.heads),
        "takes": entry.takes,
        "field_set_id": application.field_set_id,
        "answers": dict(application.answers),
        "tags": [],
        "created_at": now,
        "held_until": rules.kept_until(event, now, seated=seated),
        "invited_by": application.invited_by,
        "queued_at": (rank or waiting_list.queue_time(event, now)) if status is RegistrationStatus.WAITING else None,
    }
    # The partial unique index decides between two who send the same address at the same moment.
    made = insert_new(Registration, **row)
    if made is None:
        return None
    registration = known(Registration, id=made, **row)
    set_committed_value(registration, "event", event)
    return registration
