"""What a registration says to invitations: whoever registers has answered, whoever cancels has thought better of it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, or_, select, update

from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.registration.models import Invitation, Registration
from webapp.registration.types import LIVE, InvitationStatus, RegistrationId

_AT_ONCE = 500


def note_answer(registration: Registration, now: datetime) -> None:
    """The invitation of this address, and the one by whose link it came, are answered, now that it is proved.

    That of this address whoever said something before; the other one unless somebody comes by it already.
    """
    stands = Invitation.status != InvitationStatus.WITHDRAWN
    answered = and_(Invitation.email_normal == registration.email_normal, stands)
    if registration.invited_by:
        by_link = Invitation.link_id == registration.invited_by
        answered = or_(answered, and_(by_link, stands, or_(*_unanswered())))
    session().execute(
        update(Invitation)
        .where(Invitation.event_id == registration.event_id, answered)
        .values(
            status=InvitationStatus.ACCEPTED.value, registration_id=registration.id, answered_at=now, letter_due=None
        )
    )


def take_answer_back(registration: Registration, now: datetime) -> None:
    """Whoever said yes and then cancelled has said no, and may still think it over.

    An invitation that was sent to another address has no answer any more: nobody says no for somebody else.
    """
    is_theirs = Invitation.email_normal == registration.email_normal
    session().execute(
        update(Invitation)
        .where(Invitation.registration_id == registration.id, Invitation.status == InvitationStatus.ACCEPTED)
        .values(
            status=case((is_theirs, InvitationStatus.DECLINED.value), else_=InvitationStatus.OPEN.value),
            answered_at=case((is_theirs, now), else_=None),
            registration_id=case((is_theirs, registration.id), else_=None),
        )
    )


def _unanswered() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    live = select(Registration.id).where(Registration.status.in_(LIVE))
    return Invitation.status != InvitationStatus.ACCEPTED, Invitation.registration_id.not_in(live)


def registered_among(event: Event, addresses: Iterable[str]) -> dict[str, RegistrationId]:
    """Whose address, in its normal form, has proved to come or to wait already. One query for each few hundred."""
    wanted, found = list(addresses), dict[str, RegistrationId]()
    for at in range(0, len(wanted), _AT_ONCE):
        statement = select(Registration.email_normal, Registration.id).where(
            Registration.event_id == event.id,
            Registration.status.in_(LIVE),
            Registration.is_proved,
            Registration.email_normal.in_(wanted[at : at + _AT_ONCE]),
        )
        found |= {row.email_normal: row.id for row in session().execute(statement)}
    return found
