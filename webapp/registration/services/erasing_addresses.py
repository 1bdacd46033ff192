"""Deleting whatever tells of an address at all events of an organisation, while what is counted stays."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, delete, func, select

from webapp.accounts import rights
from webapp.accounts.types import Role, Scope
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.organisations.types import OrganisationId
from webapp.registration.facts import AddressErased
from webapp.registration.models import Attendee, AttendeeRequest, Change, GuestList, Invitation, Registration
from webapp.registration.services.answered_files import files_in, let_go
from webapp.registration.services.applications import words_of
from webapp.registration.services.erasing import erase
from webapp.registration.services.importing import forget_in_lists


def erase_address(*, organisation_id: OrganisationId, email_normal: str, now: datetime) -> None:
    """Erase each registration of the address, and it from those of others, from invitations and tables of guests.

    Whoever came along with somebody else keeps the ticket, without name, address and answers: the place is that one's.
    """
    rights.require(Role.ORGANIZER, Scope.of_organisation(organisation_id))
    at_theirs = select(Event.id).where(Event.host_id == organisation_id)
    for event_id in session().scalars(select(GuestList.event_id).where(GuestList.event_id.in_(at_theirs)).distinct()):
        forget_in_lists(event_id=event_id, addresses={email_normal})
    for registration in session().scalars(_registrations(email_normal, at_theirs)).all():
        erase(registration=registration, now=now)
    along = session().scalars(_along(email_normal, at_theirs)).all()
    for attendee in along:
        _forget_companion(attendee)
    _forget_wishes(email_normal, at_theirs)
    invitations = session().scalars(_invitations(email_normal, at_theirs)).all()
    for invitation in invitations:
        session().delete(invitation)
    session().flush()
    about = (*(each.public_id for each in invitations), *_about(along))
    events = tuple(sorted({each.registration.event_id for each in along}))
    facts.publish(AddressErased(organisation_id, email_normal, about, events))


def _registrations(email_normal: str, events: Select[EventId]) -> Select[Registration]:
    own = Registration.email_normal == email_normal, Registration.erased_at.is_(None)
    return select(Registration).where(*own, Registration.event_id.in_(events)).order_by(Registration.id)


def _along(email_normal: str, events: Select[EventId]) -> Select[Attendee]:
    of_others = select(Attendee).join(Registration, Registration.id == Attendee.registration_id)
    return of_others.where(Attendee.email_normal == email_normal, Registration.event_id.in_(events)).order_by(
        Attendee.id
    )


def _invitations(email_normal: str, events: Select[EventId]) -> Select[Invitation]:
    return select(Invitation).where(Invitation.email_normal == email_normal, Invitation.event_id.in_(events))


def _about(along: Iterable[Attendee]) -> set[str]:
    """Under what mails speak of somebody who came along: also those that name all who come."""
    return {public_id for each in along for public_id in (each.public_id, each.registration.public_id)}


def _forget_companion(attendee: Attendee) -> None:
    registration, name, theirs = attendee.registration, attendee.name, files_in(attendee.answers)
    attendee.name, attendee.email, attendee.answers, attendee.versions = "", "", {}, {}
    session().flush()
    for change in session().scalars(select(Change).where(Change.registration_id == registration.id)):
        change.differences = _without(name, change.differences)
    registration.words = words_of(
        registration.name, registration.organisation, registration.email, registration.attendees
    )
    let_go(registration.event_id, theirs)


def _without(name: str, differences: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    """What a history says, without this name."""
    return [{key: "" if name and said == name else said for key, said in one.items()} for one in differences]


def _forget_wishes(email_normal: str, events: Select[EventId]) -> None:
    """Whoever shall come along isn't asked for any more."""
    of_theirs = select(Registration.id).where(Registration.event_id.in_(events))
    wishes = select(AttendeeRequest).where(
        func.lower(AttendeeRequest.email) == email_normal, AttendeeRequest.registration_id.in_(of_theirs)
    )
    for wish in session().scalars(wishes).all():
        event_id, theirs = wish.registration.event_id, files_in(wish.answers)
        session().execute(delete(AttendeeRequest).where(AttendeeRequest.id == wish.id))
        let_go(event_id, theirs)
