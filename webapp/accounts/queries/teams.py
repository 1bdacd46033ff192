"""Who holds a role where, and who was asked to."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from webapp.accounts import rules
from webapp.accounts.errors import InvitationNotFoundError, LetterGoneError
from webapp.accounts.models import AskedLetter, RoleAssignment, TeamInvitation, User
from webapp.accounts.types import Asked, Role, Scope
from webapp.foundation.database import session
from webapp.foundation.ordering import in_order
from webapp.organisations.types import OrganisationId

_EVERYWHERE = and_(RoleAssignment.organisation_id.is_(None), RoleAssignment.event_key.is_(None))


class Member(NamedTuple):
    """Somebody of a team and the roles that count here."""

    user: User
    held: list[RoleAssignment]


def team_of(organisation_id: OrganisationId) -> list[Member]:
    """Who holds a role for the organisation, by name. One query."""
    return _members(RoleAssignment.organisation_id == organisation_id)


def administrators() -> list[Member]:
    """Who may do something everywhere, by name. One query."""
    return _members(_EVERYWHERE)


def who_may(at: Scope) -> list[Member]:
    """Who holds a role that counts at this event, with the roles that do, by name. One query."""
    is_here = or_(
        RoleAssignment.event_key == at.event_key,
        and_(RoleAssignment.organisation_id == at.organisation_id, RoleAssignment.event_key.is_(None)),
        _EVERYWHERE,
        RoleAssignment.role == Role.ADMIN.value,
    )
    return _members(is_here)


def sizes_of(organisations: Collection[OrganisationId]) -> dict[OrganisationId, int]:
    """How many people hold a role for each of these organisations. One query."""
    found = _members(RoleAssignment.organisation_id.in_(organisations)) if organisations else []
    sizes = dict.fromkeys(organisations, 0)
    for each in found:
        for organisation_id in {held.organisation_id for held in each.held} - {None}:
            sizes[organisation_id] += 1  # type: ignore[index]
    return sizes


def invitations_to(
    *, organisation_id: OrganisationId | None = None, event_key: str | None = None
) -> Sequence[TeamInvitation]:
    """Who was asked to join there and hasn't, by address; without a place: to administer. One query."""
    place = _place(organisation_id, event_key)
    return session().scalars(select(TeamInvitation).where(*place).order_by(TeamInvitation.email_normal)).all()


def get_invitation(
    public_id: str, *, organisation_id: OrganisationId | None = None, event_key: str | None = None
) -> TeamInvitation:
    """An invitation to this place; InvitationNotFoundError for any other one, and once it was accepted."""
    statement = select(TeamInvitation).where(TeamInvitation.public_id == public_id)
    found = session().scalar(statement.where(*_place(organisation_id, event_key)))
    if found is None:
        raise InvitationNotFoundError
    return found


def find_invitation_of(
    email_normal: str, role: Role, *, organisation_id: OrganisationId | None, event_key: str | None
) -> TeamInvitation | None:
    """Whether this address was asked for the same before."""
    same = (TeamInvitation.email_normal == email_normal, TeamInvitation.role == role.value)
    return session().scalar(select(TeamInvitation).where(*same, *_place(organisation_id, event_key)))


def get_invitation_behind(public_id: str) -> TeamInvitation:
    """The invitation that a letter's link names; LetterGoneError once it was accepted or taken back. One query."""
    statement = select(TeamInvitation).where(TeamInvitation.public_id == public_id)
    found = session().scalar(statement.options(joinedload(TeamInvitation.organisation)))
    if found is None:
        raise LetterGoneError
    return found


def get_open_invitation(public_id: str, *, now: datetime) -> TeamInvitation:
    """As `get_invitation_behind`, for who wants to accept it: LetterGoneError also once it has expired."""
    found = get_invitation_behind(public_id)
    if not rules.letter_is_open(expires_at=found.expires_at, now=now):
        raise LetterGoneError
    return found


def find_letter(public_id: str) -> AskedLetter | None:
    """The letter that a link names. One query."""
    statement = select(AskedLetter).where(AskedLetter.public_id == public_id)
    return session().scalar(statement.options(joinedload(AskedLetter.user)))


def get_letter(public_id: str) -> AskedLetter:
    """The letter that a link names; LetterGoneError once it was used. One query."""
    found = find_letter(public_id)
    if found is None:
        raise LetterGoneError
    return found


def get_open_letter(public_id: str, kind: Asked, *, now: datetime) -> AskedLetter:
    """As `get_letter`, for who wants to use it: LetterGoneError also once it has expired, and for another kind."""
    found = get_letter(public_id)
    is_usable = found.kind == kind and found.user is not None and found.user.active
    if not is_usable or not rules.letter_is_open(expires_at=found.expires_at, now=now):
        raise LetterGoneError
    return found


def unseen_letters() -> Sequence[AskedLetter]:
    """What was asked for by addresses that nobody has looked at yet, the earliest first. One query."""
    statement = select(AskedLetter).where(AskedLetter.user_id.is_(None))
    return session().scalars(statement.order_by(AskedLetter.asked_at, AskedLetter.public_id)).all()


def _members(is_meant: ColumnElement[bool]) -> list[Member]:
    statement = select(RoleAssignment).join(User).where(is_meant, User.active).options(joinedload(RoleAssignment.user))
    by_user: dict[User, list[RoleAssignment]] = {}
    for held in session().scalars(statement.order_by(RoleAssignment.id)):
        by_user.setdefault(held.user, []).append(held)
    members = [Member(user, held) for user, held in by_user.items()]
    return sorted(members, key=lambda each: (in_order(each.user.name), each.user.id))


def _place(organisation_id: OrganisationId | None, event_key: str | None) -> tuple[ColumnElement[bool], ...]:
    organisation, event = TeamInvitation.organisation_id, TeamInvitation.event_key
    return (
        organisation.is_(None) if organisation_id is None else organisation == organisation_id,
        event.is_(None) if event_key is None else event == event_key,
    )
