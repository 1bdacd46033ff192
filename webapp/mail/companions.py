"""People who come along with a registration and have a ticket sent to an address of their own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.foundation.email_addresses import normal_form
from webapp.registration.models import Attendee, Registration
from webapp.registration.types import AttendeeId, RegistrationId, RegistrationStatus
from webapp.tickets.models import Ticket

_COMPANIONS = (
    select(
        Registration.id,
        Registration.public_id,
        Registration.language,
        Attendee.id,
        Attendee.public_id,
        Attendee.email,
    )
    .join(Attendee, Attendee.registration_id == Registration.id)
    .join(Ticket, Ticket.attendee_id == Attendee.id)
    .where(
        Registration.status == RegistrationStatus.CONFIRMED,
        Attendee.left_at.is_(None),
        Attendee.email != "",
        Ticket.revoked_at.is_(None),
    )
    .order_by(Registration.id, Attendee.id)
)


@dataclass(frozen=True, slots=True)
class Companion:
    """One of them; `public_id` is that of the registration, `person` their own."""

    registration_id: RegistrationId
    public_id: str
    language: str
    attendee_id: AttendeeId
    person: str
    email: str


@dataclass(frozen=True, slots=True)
class Household:
    """All who share an address at an event; it is written to as the `first` of them."""

    first: Companion
    people: tuple[AttendeeId, ...]


def households_of(
    event_id: EventId, *conditions: ColumnElement[bool], without: Collection[str] = ()
) -> list[Household]:
    """Whom letters to companions reach, one for each address; not those in `without`, in normal form. One query."""
    statement = _COMPANIONS.where(Registration.event_id == event_id, *conditions)
    found: dict[str, list[Companion]] = {}
    for row in session().execute(statement):
        each = Companion(*row)
        found.setdefault(normal_form(each.email), []).append(each)
    return [_household(them) for address, them in found.items() if address not in without]


def companions_at(event_id: EventId, email_normal: str) -> list[Household]:
    """Those who share this address and come along with somebody who has another one, if there are any. One query."""
    along = Attendee.email_normal == email_normal, Registration.email_normal != email_normal
    return households_of(event_id, *along)


def _household(them: list[Companion]) -> Household:
    return Household(them[0], tuple(each.attendee_id for each in them))


def own_pages(household: Household, pages: Mapping[AttendeeId, str]) -> list[str]:
    """The pages of its tickets."""
    return [pages[each] for each in household.people if each in pages]
