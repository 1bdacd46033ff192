from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from webapp.checkin.queries import came_tickets
from webapp.documents.errors import OrderNotFoundError
from webapp.documents.models import PaperOrder
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.foundation.localized import in_language
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries import setup_of
from webapp.registration.queries.answers import forms_of
from webapp.registration.queries.for_the_day import TellsTheDoor
from webapp.registration.queries.lists import each_of, wanted_from
from webapp.registration.types import RegistrationStatus
from webapp.tickets.models import Ticket
from webapp.tickets.queries import valid_tickets_of
from webapp.tickets.types import TicketId


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who comes; without a ticket nothing opens the door. `pictured` is None where nobody was asked."""

    name: str
    organisation: str = ""
    category: str = ""
    needs: str = ""
    heads: int = 1
    pictured: bool | None = None
    ticket: Ticket | None = None


def guests_of(event: Event, asked: dict[str, str], lang: str, *, who_came: bool = False) -> Iterator[Guest]:
    """The people whose registrations fit and are certain, one by one, with their tickets; nobody who was deleted."""
    door = TellsTheDoor(forms_of(event))
    wanted = replace(wanted_from(setup_of(event.id), asked), status=RegistrationStatus.CONFIRMED)
    came: set[TicketId] = set(session().scalars(came_tickets(event.id))) if who_came else set()
    for page in each_of(event.id, wanted):
        people = [(made, head) for made in page if made.erased_at is None for head in made.attendees]
        tickets = valid_tickets_of(event.id, [head.id for _made, head in people])
        for made, head in people:
            ticket = tickets.get(head.id)
            if not who_came or (ticket is not None and ticket.id in came):
                yield _guest(door, made, head, ticket, lang)


def orders_of(event_id: EventId) -> Sequence[PaperOrder]:
    """What was ordered for an event and is still there, the newest first. One query."""
    statement = select(PaperOrder).where(PaperOrder.event_id == event_id).order_by(PaperOrder.created_at.desc())
    return session().scalars(statement).all()


def get_order(event_id: EventId, public_id: str) -> PaperOrder:
    """An order of this event; OrderNotFoundError for any other. One query."""
    statement = select(PaperOrder).where(PaperOrder.event_id == event_id, PaperOrder.public_id == public_id)
    order = session().scalar(statement)
    if order is None:
        raise OrderNotFoundError
    return order


def _guest(door: TellsTheDoor, made: Registration, head: Attendee, ticket: Ticket | None, lang: str) -> Guest:
    given = door.of_person(made, head)
    label = made.category.label if made.category else {}
    return Guest(
        name=head.name or made.name,
        organisation=made.organisation,
        category=in_language(label, lang),
        needs="; ".join(given.needs),
        heads=made.heads,
        pictured=given.pictured,
        ticket=ticket,
    )
