"""Deleting whatever tells of an address at all events of an organisation, while what is counted stays."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, delete, select

from webapp.accounts import rights
from webapp.accounts.types import Role, Scope
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.foundation.email_addresses import normal_form
from webapp.organisations.types import OrganisationId
from webapp.registration.facts import AddressErased
from webapp.registration.models import AddressWish, Attendee, AttendeeRequest, GuestList, Invitation, Registration
from webapp.registration.services.answered_files import files_in, let_go
from webapp.registration.services.applications import words_of
from webapp.registration.services.erasing import erase
from webapp.registration.services.forgetting_in_histories import forget_companion_in_history, forget_in_histories
from webapp.registration.services.importing import forget_in_lists
from webapp.registration.services.open_wishes import end_wishes
from webapp.registration.types import RegistrationId


def erase_address(*, organisation_id: OrganisationId, email_normal: str, now: datetime) -> None:
    """Erase each registration of the address, and it from those of others, from invitations and tables of guests.

    Whoever came along with somebody else keeps the ticket, without name, address and answers: the place is that one's.
    """
    rights.require(Role.ORGANIZER, Scope.of_organisation(organisation_id))
    at_theirs = select(Event.id).where(Event.host_id == organisation_id)
    for event_id in session().scalars(select(GuestList.event_id).where(GuestList.event_id.in_(at_theirs)).distinct()):
        forget_in_lists(event_id=event_id, addresses={email_normal})
    names = _names(email_normal, at_theirs)
    for registration in session().scalars(_registrations(email_normal, at_theirs)).all():
        erase(registration=registration, now=now)
    along = session().scalars(_along(email_normal, at_theirs)).all()
    for attendee in along:
        _forget_companion(attendee)
    asked = _forget_wishes(email_normal, at_theirs)
    asked += forget_in_histories(at_theirs, email_normal, names)
    invitations = session().scalars(_invitations(email_normal, at_theirs)).all()
    for invitation in invitations:
        session().delete(invitation)
    session().flush()
    of_others = session().scalars(select(Registration).where(Registration.id.in_(asked))).all()
    told: list[Invitation | Registration] = [*invitations, *of_others]
    about = {*_about(along), *(each.public_id for each in told)}
    events = {*(each.event_id for each in told), *(each.registration.event_id for each in along)}
    facts.publish(AddressErased(organisation_id, email_normal, tuple(sorted(about)), tuple(sorted(events))))


def _names(email_normal: str, events: Select[EventId]) -> set[str]:
    """Whatever the address is called at events."""
    rows = (_registrations(email_normal, events), _along(email_normal, events), _invitations(email_normal, events))
    found = {each.name for statement in rows for each in session().scalars(statement).all()}
    return (found | {each.name for each in _wishes(email_normal, events)}) - {""}


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
    registration, theirs = attendee.registration, files_in(attendee.answers)
    forget_companion_in_history(attendee)
    attendee.name, attendee.email, attendee.answers, attendee.versions = "", "", {}, {}
    session().flush()
    registration.words = words_of(
        registration.name, registration.organisation, registration.email, registration.attendees
    )
    let_go(registration.event_id, theirs)


def _wishes(email_normal: str, events: Select[EventId]) -> list[AttendeeRequest]:
    """Those who shall come along and have this address, in whichever spelling."""
    asked = select(AttendeeRequest).join(AttendeeRequest.registration).where(Registration.event_id.in_(events))
    return [each for each in session().scalars(asked).all() if normal_form(each.email) == email_normal]


def _forget_wishes(email_normal: str, events: Select[EventId]) -> list[RegistrationId]:
    """Whoever shall come along isn't asked for any more, nor is the mailbox whether it will have a registration."""
    found = _wishes(email_normal, events)
    for wish in found:
        theirs = files_in(wish.answers)
        session().execute(delete(AttendeeRequest).where(AttendeeRequest.id == wish.id))
        let_go(wish.registration.event_id, theirs)
    addresses = select(AddressWish).join(AddressWish.registration).where(Registration.event_id.in_(events))
    wanted = [each for each in session().scalars(addresses).all() if normal_form(each.email) == email_normal]
    end_wishes([each.registration_id for each in wanted])
    return [wish.registration_id for wish in found]
