"""Tickets for tests."""

from dataclasses import dataclass

from sqlalchemy import func, insert, select

from tests.factories.stations import make_guest
from webapp.events.models import Event
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.registration.models import Attendee, Registration
from webapp.registration.presets import of_format
from webapp.registration.services.setting_up import ask
from webapp.tickets import codec, keys, services
from webapp.tickets.models import Ticket
from webapp.tickets.payload import payload_of
from webapp.tickets.rules import valid_through

_LAST = ("Beispiel", "Muster", "Krüger", "Öztürk", "Nováková")


def make_ticket(event: Event, name: str = "Kim Muster") -> Ticket:
    """The ticket of somebody with a confirmed place at the event."""
    return services.issue_ticket(attendee=make_guest(event, name), event=event, now=clock.now())


def make_payload(event: Event, name: str = "Kim Muster") -> str:
    """What the QR code of a fresh ticket holds."""
    return payload_of(make_ticket(event, name), event)


@dataclass(frozen=True)
class Printed:
    """What stands on a ticket."""

    reference: str
    code: str
    payload: str


def make_many_tickets(event: Event, count: int) -> list[Printed]:
    """Tickets of so many people, laid straight into the tables: through the services it would take minutes."""
    now, key_id = clock.now(), keys.current_key(now=clock.now())
    key, through = keys.private_key(key_id), valid_through(event.ends_at, event.zone)
    first = (session().scalar(select(func.max(Attendee.id))) or 0) + 1
    numbers, codes = range(first, first + count), set[str]()
    while len(codes) < count:
        codes.add(tokens.new_spoken_code(8))
    plain = {"status": "confirmed", "name": "", "email": "", "language": "de", "tags": [], "created_at": now}
    made = [
        {**plain, "id": n, "event_id": event.id, "public_id": tokens.new_id(), "email_normal": f"-{n}"} for n in numbers
    ]
    heads = [
        {"id": n, "public_id": tokens.new_id(), "registration_id": n, "name": f"Gast {n} {_LAST[n % len(_LAST)]}"}
        for n in numbers
    ]
    printed = []
    for code in codes:
        reference = tokens.new_id()
        content = codec.Content(key_id, codec.event_bytes(event.public_id), reference, through)
        printed.append(Printed(reference, code, codec.write(content, key)))
    rows = [
        {
            "event_id": event.id,
            "attendee_id": n,
            "key_id": key_id,
            "issued_at": now,
            "reference": each.reference,
            "code": each.code,
        }
        for n, each in zip(numbers, printed, strict=True)
    ]
    for model, values in ((Registration, made), (Attendee, heads), (Ticket, rows)):
        session().execute(insert(model), values)
    return printed


def tampered(payload: str, position: int = 100) -> str:
    """The payload with one letter changed."""
    other = "A" if payload[position] != "A" else "B"
    return payload[:position] + other + payload[position + 1 :]


def make_told_guests(event: Event) -> list[Ticket]:
    """Two of one registration: one who told needs and wants no pictures, one who minds none."""
    asked = [each for each in of_format(event.format).questions if each.key in {"access_needs", "photos"}]
    ask(event=event, definitions=asked, now=clock.now())
    first = make_ticket(event, "Kim Muster")
    made = first.attendee.registration
    made.heads = 2
    first.attendee.answers = {"access_needs": "Platz für den Rollstuhl", "photos": "no"}
    other = Attendee(
        public_id=tokens.new_id(), name="Alex Beispiel", registration_id=made.id, answers={"photos": "yes"}
    )
    session().add(other)
    session().flush()
    return [first, services.issue_ticket(attendee=other, event=event, now=clock.now())]
