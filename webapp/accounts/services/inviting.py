"""Invitations to a team: an invitation belongs to its address, and whoever accepts it has the role."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from webapp.accounts import acting, queries, rules
from webapp.accounts.errors import LetterGoneError, MayNotError, NameUnusableError
from webapp.accounts.facts import ColleagueInvited, InvitationWithdrawn
from webapp.accounts.models import TeamInvitation, User
from webapp.accounts.services.passwords import hashed
from webapp.accounts.services.roles import add_role, event_of, organisation_of, require_place
from webapp.accounts.services.users import store_user
from webapp.accounts.types import Role, Scope
from webapp.foundation import facts, tokens
from webapp.foundation.database import session
from webapp.foundation.email_addresses import checked_address, normal_form

_KEPT_FOR = timedelta(days=30)  # once it has expired


def invite(*, email: str, role: Role, at: Scope | None, language: str, now: datetime) -> TeamInvitation:
    """Ask somebody to join with a role, whether there is an account or not; who was asked before is asked again."""
    require_place(role, at)
    address = checked_address(email)
    key, place = normal_form(address), (organisation_of(at), event_of(at))
    found = queries.find_invitation_of(key, role, organisation_id=place[0], event_key=place[1])
    if found is None:
        found = TeamInvitation(
            public_id=tokens.new_id(), email_normal=key, role=role.value, organisation_id=place[0], event_key=place[1]
        )
        session().add(found)
    found.email, found.language, found.invited_by = address, language, acting.actor().key
    _send(found, now)
    return found


def invite_again(*, invitation: TeamInvitation, at: Scope | None, now: datetime) -> None:
    """Send the letter once more; its link is valid anew."""
    require_place(Role(invitation.role), at)
    _send(invitation, now)


def withdraw(*, invitation: TeamInvitation, at: Scope | None) -> None:
    """Take an invitation back: its link opens nothing any more."""
    require_place(Role(invitation.role), at)
    session().delete(invitation)
    session().flush()
    facts.publish(InvitationWithdrawn(invitation.public_id))


def accept(*, invitation: TeamInvitation, user: User, now: datetime) -> None:
    """Take up the role with the account of the address that was invited, and of no other one."""
    if user.email_normal != invitation.email_normal:
        raise MayNotError
    _use_up(invitation, now)
    add_role(
        user=user,
        role=Role(invitation.role),
        organisation_id=invitation.organisation_id,
        event_key=invitation.event_key,
    )


def accept_anew(*, invitation: TeamInvitation, name: str, password: str, now: datetime) -> User:
    """Take up the role with a new account; the letter has proved the address."""
    email = invitation.email
    if not rules.is_name(name):
        raise NameUnusableError
    password_hash = hashed(password, known=(name, email))
    user = store_user(email=email, name=name, password_hash=password_hash, now=now, language=invitation.language)
    accept(invitation=invitation, user=user, now=now)
    return user


def forget_old_invitations(*, now: datetime) -> None:
    """Forget whom nobody heard of since the invitation expired."""
    session().execute(delete(TeamInvitation).where(TeamInvitation.expires_at < now - _KEPT_FOR))


def _send(invitation: TeamInvitation, now: datetime) -> None:
    invitation.invited_at, invitation.expires_at = now, now + rules.INVITATION_LASTS
    session().flush()
    facts.publish(ColleagueInvited(invitation.public_id))


def _use_up(invitation: TeamInvitation, now: datetime) -> None:
    """Of two who use it at the same moment, the second one finds it gone; so does who comes when it was taken back."""
    used = delete(TeamInvitation).where(TeamInvitation.id == invitation.id).returning(TeamInvitation.expires_at)
    expires_at = session().scalar(used.execution_options(synchronize_session=False))
    if expires_at is None or not rules.letter_is_open(expires_at=expires_at, now=now):
        raise LetterGoneError
    session().expunge(invitation)
