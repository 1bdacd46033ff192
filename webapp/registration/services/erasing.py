"""Deleting who somebody was, while what is counted stays."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from webapp.accounts import acting
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.foundation.email_addresses import normal_form
from webapp.registration import rules
from webapp.registration.facts import RegistrationErased
from webapp.registration.models import AddressWish, Attendee, AttendeeRequest, Change, Consent, Invitation, Registration
from webapp.registration.services import event_places, history
from webapp.registration.services.answered_files import files_in, let_go
from webapp.registration.services.cancelling import give_up, refuse_unseen
from webapp.registration.services.importing import forget_in_lists
from webapp.registration.services.people import leave
from webapp.registration.services.rebooking import people_of
from webapp.registration.types import LIVE, ChangeKind, InvitationStatus


def erase(*, registration: Registration, now: datetime, seen: str | None = None) -> None:
    """Delete the person behind a registration, which is cancelled first unless the event is over.

    That holds whatever became of the event: nobody asks in vain to be forgotten.

    Whoever was let in keeps the place all the same, so that nobody else is let in on it.
    Status, number of heads, category and dates stay for the statistics. Twice is harmless. OthersJoinedError as for
    `cancel`.
    """
    event = registration.event
    _places, registration = event_places.lock_for(registration)
    refuse_unseen(people_of(registration), seen)
    if registration.status in LIVE and not rules.is_over(event, now):
        registration = give_all_up(registration, now)
    if registration.erased_at is None:
        forget(registration, now)


def give_all_up(registration: Registration, now: datetime) -> Registration:
    """Cancel it, or have those leave who weren't let in."""
    places, registration = event_places.lock_for(registration)
    people = people_of(registration)
    absent = [each for each in people if each.entered_at is None and each.inside_since is None]
    if len(absent) == len(people):
        give_up(places, registration, ChangeKind.CANCELLED, now)
        return registration
    for each in absent:
        leave(places, registration, each, now)
    return registration


def forget(registration: Registration, now: datetime) -> None:
    """Delete who somebody was, and whatever says it.

    What others hold of an address, the host's tables and invitations, goes only with whoever has proved that it is
    theirs: anybody can type the address of somebody else.
    """
    is_theirs = registration.is_proved or acting.actor() == history.own(registration)
    if is_theirs and registration.email_normal:
        forget_in_lists(event_id=registration.event_id, addresses={registration.email_normal})
    invitations = _invitations_to(registration) if is_theirs else ()
    _open_those_of_others(registration)
    holders: list[Registration | Attendee] = [registration, *everybody_of(registration)]
    theirs = files_in(*_forgotten_wishes(registration), *(each.answers for each in holders))
    others = {each.email_normal for each in holders[1:] if isinstance(each, Attendee)} | _addresses_of(registration)
    addresses = (registration.email_normal, *sorted(others - {"", registration.email_normal}))
    for holder in holders:
        holder.name, holder.email, holder.answers, holder.versions = "", "", {}, {}
    registration.email_normal = f"-{registration.public_id}"
    registration.organisation = registration.words = ""
    registration.tags = []
    registration.erased_at = now
    session().execute(delete(Change).where(Change.registration_id == registration.id))
    session().execute(delete(Consent).where(Consent.registration_id == registration.id))
    session().execute(delete(AddressWish).where(AddressWish.registration_id == registration.id))
    for invitation in invitations:
        session().delete(invitation)
    let_go(registration.event_id, theirs)
    about = (registration.public_id, *(each.public_id for each in invitations))
    facts.publish(RegistrationErased(registration.id, about, addresses))


def _forgotten_wishes(registration: Registration) -> list[dict[str, object]]:
    """Delete who was asked for; returns what they had answered."""
    theirs = AttendeeRequest.registration_id == registration.id
    answers = list(session().scalars(select(AttendeeRequest.answers).where(theirs)))
    session().execute(delete(AttendeeRequest).where(theirs))
    return answers


def _invitations_to(registration: Registration) -> Sequence[Invitation]:
    """Those that were sent to the same address, but for what another registration of theirs answered."""
    answered = Invitation.registration_id.is_(None) | (Invitation.registration_id == registration.id)
    own = (
        Invitation.event_id == registration.event_id,
        Invitation.email_normal.in_(_addresses_of(registration)),
        answered,
    )
    return session().scalars(select(Invitation).where(*own)).all()


def _addresses_of(registration: Registration) -> set[str]:
    """The address, and those that whoever has proved it had proved before."""
    changed = Change.registration_id == registration.id, Change.kind == ChangeKind.ADDRESS_CHANGED.value
    before = (one["before"] for each in session().scalars(select(Change).where(*changed)) for one in each.differences)
    return {registration.email_normal, *(normal_form(str(each)) for each in before if each)}


def _open_those_of_others(registration: Registration) -> None:
    """An invitation belongs to its address: what was answered from another one waits for its own again."""
    answered = (
        Invitation.registration_id == registration.id,
        Invitation.email_normal.not_in(_addresses_of(registration)),
    )
    for invitation in session().scalars(select(Invitation).where(*answered)):
        invitation.registration_id = None
        if invitation.status != InvitationStatus.WITHDRAWN:
            invitation.status, invitation.answered_at = InvitationStatus.OPEN.value, None


def everybody_of(registration: Registration) -> list[Attendee]:
    """The people of a registration, also those who left it."""
    return list(session().scalars(select(Attendee).where(Attendee.registration_id == registration.id)))
