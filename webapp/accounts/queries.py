from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from webapp.accounts import rules
from webapp.accounts.errors import LinkGoneError, LinkNotFoundError
from webapp.accounts.models import AccessLink, EndedSession, RoleAssignment, User
from webapp.accounts.types import Actor, Assignment, Role
from webapp.foundation.database import session, table_of
from webapp.foundation.email_addresses import normal_form

_LINKS = table_of(AccessLink).c
_OPEN_LINKS = select(_LINKS.public_id, _LINKS.role, _LINKS.event_key, _LINKS.part_key, _LINKS.expires_at).where(
    _LINKS.public_id.in_(bindparam("ids", expanding=True)),
    _LINKS.revoked_at.is_(None),
    _LINKS.expires_at > bindparam("now"),
)


class LinkRow(NamedTuple):
    """An access link and whether it works."""

    link: AccessLink
    is_open: bool


class OpenLink(NamedTuple):
    """What an access link allows."""

    public_id: str
    role: str
    event_key: str
    part_key: str
    expires_at: datetime


def find_user_by_address(address: str) -> User | None:
    statement = select(User).where(User.email_normal == normal_form(address)).options(joinedload(User.roles))
    return session().execute(statement).unique().scalar_one_or_none()


def find_user_of_session(session_id: str) -> User | None:
    """The active user of a session id `public_id:epoch:key`; None once the epoch has moved on or somebody signed out.

    One query.
    """
    public_id, epoch, key = [*session_id.split(":"), "", ""][:3]
    ended = select(EndedSession.key).where(EndedSession.key == key).exists()
    statement = select(User).where(User.public_id == public_id, ~ended).options(joinedload(User.roles))
    user = session().execute(statement).unique().scalar_one_or_none()
    return user if key and user is not None and user.active and user.session_epoch == epoch else None


def find_active_user(public_id: str) -> User | None:
    """The user of a public id, unless the account is closed. One query."""
    statement = select(User).where(User.public_id == public_id).options(joinedload(User.roles))
    user = session().execute(statement).unique().scalar_one_or_none()
    return user if user is not None and user.active else None


def actor_of(user: User) -> Actor:
    """The user as services see them."""
    return Actor(
        key=user.public_id,
        assignments=tuple(Assignment(Role(r.role), r.organisation_id, r.event_key) for r in user.roles),
    )


def open_links(public_ids: Iterable[str], *, now: datetime) -> list[OpenLink]:
    """Those of the named access links that may still be used."""
    ids = list(public_ids)
    if not ids:
        return []
    return [OpenLink(*row) for row in session().execute(_OPEN_LINKS, {"ids": ids, "now": now})]


def find_link(public_id: str) -> AccessLink | None:
    return session().scalar(select(AccessLink).where(AccessLink.public_id == public_id))


def get_open_link(public_id: str, *, now: datetime) -> AccessLink:
    """An access link that may be used now; LinkNotFoundError or LinkGoneError otherwise."""
    link = find_link(public_id)
    if link is None:
        raise LinkNotFoundError
    if not rules.link_is_open(expires_at=link.expires_at, revoked_at=link.revoked_at, now=now):
        raise LinkGoneError
    return link


def links_of_event(event_key: str) -> Sequence[AccessLink]:
    """All access links of an event, newest first."""
    statement = select(AccessLink).where(AccessLink.event_key == event_key).order_by(AccessLink.created_at.desc())
    return session().scalars(statement).all()


def link_row(link: AccessLink, now: datetime) -> LinkRow:
    """The link and whether it works at `now`."""
    return LinkRow(link, rules.link_is_open(expires_at=link.expires_at, revoked_at=link.revoked_at, now=now))


def link_rows(event_key: str, now: datetime) -> list[LinkRow]:
    """All access links of an event, newest first. One query."""
    return [link_row(link, now) for link in links_of_event(event_key)]


def administrators() -> Sequence[str]:
    """The names of those who may change what belongs to the installation. One query."""
    may = select(RoleAssignment.user_id).where(RoleAssignment.role == Role.ADMIN)
    return session().scalars(select(User.name).where(User.active, User.id.in_(may)).order_by(User.id)).all()
