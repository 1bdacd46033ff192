"""What the organisation knows of one person: read from where it stands, and nowhere kept twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from webapp.contacts.models import Contact, ContactList
from webapp.contacts.queries.membership import WELCOME, lists_with
from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.registration.models import Attendee, Invitation, Registration


@dataclass(frozen=True, slots=True)
class Known:
    """Registrations of the address, those of others with which it comes along, invitations, lists; latest first."""

    registrations: Sequence[Registration]
    along: Sequence[Attendee]
    invitations: Sequence[Invitation]
    lists: Sequence[ContactList]

    @property
    def in_sight(self) -> "Known":
        """Without lists and what belongs to events that lie in the bin: it is still kept, and no page shows it."""
        return replace(
            self,
            registrations=[each for each in self.registrations if not each.event.is_thrown_away],
            along=[each for each in self.along if not each.registration.event.is_thrown_away],
            invitations=[each for each in self.invitations if not each.event.is_thrown_away],
            lists=[each for each in self.lists if not each.is_thrown_away],
        )


def known_of(contact: Contact) -> Known:
    """All of it, each event at hand. Seven statements, however much there is."""
    registrations, along = _registrations(contact), _along(contact)
    return Known(registrations, along, _invitations(contact), _lists(contact, registrations, along))


def names_of(contact: Contact) -> set[str]:
    """How the organisation's entry, registrations and invitations call somebody."""
    known = known_of(contact)
    among = [each for registration in known.registrations for each in registration.attendees]
    own = [each for each in among if each.email_normal == contact.email_normal]
    names = {each.name for each in known.registrations} | {each.name for each in (*own, *known.along)}
    return {contact.name, *names, *(each.name for each in known.invitations)} - {""}


def _registrations(contact: Contact) -> Sequence[Registration]:
    own = Registration.email_normal == contact.email_normal, Registration.erased_at.is_(None)
    statement = select(Registration).join(Registration.event).where(*own, Event.host_id == contact.organisation_id)
    options = (
        contains_eager(Registration.event),
        selectinload(Registration.attendees),
        selectinload(Registration.consents),
    )
    return session().scalars(statement.options(*options).order_by(Event.starts_at.desc(), Registration.id.desc())).all()


def _along(contact: Contact) -> Sequence[Attendee]:
    statement = select(Attendee).join(Attendee.registration).join(Registration.event)
    of_others = Attendee.email_normal == contact.email_normal, Registration.email_normal != contact.email_normal
    statement = statement.where(*of_others, Event.host_id == contact.organisation_id, Attendee.left_at.is_(None))
    event = contains_eager(Attendee.registration).contains_eager(Registration.event)
    return session().scalars(statement.options(event).order_by(Event.starts_at.desc(), Attendee.id.desc())).all()


def _invitations(contact: Contact) -> Sequence[Invitation]:
    statement = select(Invitation).join(Invitation.event)
    own = Invitation.email_normal == contact.email_normal, Event.host_id == contact.organisation_id
    options = contains_eager(Invitation.event), selectinload(Invitation.registration)
    return session().scalars(statement.where(*own).options(*options).order_by(Invitation.id.desc())).all()


def _lists(contact: Contact, registrations: Sequence[Registration], along: Sequence[Attendee]) -> Sequence[ContactList]:
    there = [*registrations, *(each.registration for each in along)]
    events = [each.event for each in there if each.status in WELCOME and not each.event.is_thrown_away]
    return lists_with(contact, {event.series_id for event in events if event.series_id is not None})
