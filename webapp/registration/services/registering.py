from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm.attributes import set_committed_value

from webapp.events.models import Event
from webapp.foundation import facts, tokens
from webapp.foundation.database import session, table_of
from webapp.foundation.email_addresses import normal_form
from webapp.foundation.inserting import insert_new, known
from webapp.registration import queries, rules
from webapp.registration.errors import RegistrationClosedError
from webapp.registration.facts import ConfirmationAsked
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries import Setup
from webapp.registration.rules import Outcome
from webapp.registration.services import consenting, newcomers, repeating, waiting_list, yielding
from webapp.registration.services.applications import Entry, checked, words_of
from webapp.registration.services.event_places import Places
from webapp.registration.services.expiring import clear
from webapp.registration.services.newcomers import Seat
from webapp.registration.types import (
    INVITE_AGAIN,
    PRIVACY,
    Application,
    Head,
    Receipt,
    RegistrationAvailability,
    RegistrationStatus,
)

_HEAD = insert(table_of(Attendee))
_STATUS = {
    Outcome.SEATED: RegistrationStatus.PENDING,
    Outcome.IN_LINE: RegistrationStatus.WAITING,
    Outcome.ASKED: RegistrationStatus.REQUESTED,
}


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
        seat = newcomers.seat(event, entry, now)
        # Found out alike for newcomers and known addresses, so that neither the answer nor its time tells who is known.
        position = queries.waiting_count(event.id) + 1 if seat.is_rank else 0
        known = _known(seat.places, entry, now) if seat.stands else []
        stays = next((each for each in known if _stays_alone(each, entry)), None)
        if stays is not None:
            seat.leave()
            return stays, repeating.repeat(event, entry, stays, position, now)
        made = _make(entry, seat, known, now)
        if made is not None:
            return made, repeating.told(event, entry, position, now)
        seat.leave()
    raise RegistrationClosedError


def _stays_alone(known: Registration, entry: Entry) -> bool:
    """What somebody has proved does, and whatever says the same."""
    return not yielding.yields(known) or yielding.says_the_same(known, entry.application)


def _known(places: Places, entry: Entry, now: datetime) -> list[Registration]:
    """All that stands for the address, the latest first."""
    found = queries.live_of(places.event.id, entry.email_normal)
    over = [each for each in found if each.held_until is not None and each.held_until <= now]
    if over:
        clear(places, now, tuple({RegistrationStatus(each.status) for each in over}))
    return [each for each in found if each not in over]


def _make(entry: Entry, seat: Seat, known: Sequence[Registration], now: datetime) -> Registration | None:
    for each in known:
        yielding.set_aside(each, now)
    registration = _insert(entry, seat, yielding.rank_of(known), now)
    if registration is None:
        return None
    add_attendees(registration, entry.application.heads)
    consents = {PRIVACY: entry.application.privacy_version, **entry.application.consents}
    consenting.note(registration.id, consents, now)
    if not entry.is_proved:
        facts.publish(ConfirmationAsked(registration.id, until=seat.kept_until(now)))
    seat.places.renew(line_moved=False)
    return registration


def add_attendees(registration: Registration, heads: tuple[Head, ...]) -> None:
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


def _insert(entry: Entry, seat: Seat, rank: datetime | None, now: datetime) -> Registration | None:
    application, event = entry.application, seat.places.event
    row: dict[str, object] = {
        "public_id": (public_id := tokens.new_id()),
        "link_id": public_id,
        "event_id": event.id,
        "category_id": entry.terms.category_id,
        "status": _STATUS[seat.outcome].value,
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
        "held_until": seat.kept_until(now),
        "invited_by": application.invited_by,
        "may_invite": INVITE_AGAIN in application.consents,
        "queued_at": (rank or waiting_list.queue_time(seat.places, now)) if seat.is_rank else None,
    }
    # The partial unique index decides between two who send the same address at the same moment.
    made = insert_new(Registration, **row)
    if made is None:
        return None
    registration = known(Registration, id=made, **row)
    set_committed_value(registration, "event", event)
    return registration
