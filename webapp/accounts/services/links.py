"""Links that open one event without an account."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from webapp.accounts import acting, rights, rules
from webapp.accounts.errors import MayNotError
from webapp.accounts.models import AccessLink, RoleAssignment, TeamInvitation
from webapp.accounts.types import Role
from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.foundation.errors import InvalidError


@rights.staff_only
def open_access_link(
    *, event_key: str, role: Role, label: str, valid_for: timedelta, now: datetime, part_key: str = ""
) -> AccessLink:
    """A link for door staff or a facilitator of one event or of a part of it, valid for at most 30 days."""
    if role not in {Role.DOOR, Role.FACILITATOR}:
        raise MayNotError
    if not timedelta(0) < valid_for <= rules.LONGEST_LINK:
        raise InvalidError("a link is valid for up to 30 days")
    link = AccessLink(
        public_id=tokens.new_id(),
        event_key=event_key,
        role=role.value,
        label=label,
        part_key=part_key,
        created_by=acting.actor().key,
        created_at=now,
        expires_at=now + valid_for,
    )
    session().add(link)
    session().flush()
    return link


@rights.staff_only
def revoke_access_link(*, link: AccessLink, now: datetime) -> None:
    """End a link at once, on every device that opened it."""
    if link.revoked_at is None:
        link.revoked_at = now
        session().flush()


@rights.staff_only
def renew_access_link(*, link: AccessLink, now: datetime) -> AccessLink:
    """Another link for the same people, as long as that one was to be valid; a link that ended opens nothing again."""
    return open_access_link(
        event_key=link.event_key,
        role=Role(link.role),
        label=link.label,
        valid_for=min(link.expires_at - link.created_at, rules.LONGEST_LINK),
        now=now,
        part_key=link.part_key,
    )


def forget_rights_at(*, event_key: str) -> None:
    """Delete the access links, roles and invitations of an event that is no more."""
    for table in (AccessLink, RoleAssignment, TeamInvitation):
        session().execute(delete(table).where(table.event_key == event_key))
