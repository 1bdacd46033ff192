"""Links that open one event without an account."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from webapp.accounts import rules
from webapp.accounts.errors import LinkGoneError, LinkNotFoundError
from webapp.accounts.models import AccessLink
from webapp.foundation.database import session, table_of

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


def open_links_at(event_keys: Collection[str], now: datetime) -> list[OpenLink]:
    """The access links of these events that may still be used. One query."""
    works = AccessLink.event_key.in_(set(event_keys)), AccessLink.revoked_at.is_(None), AccessLink.expires_at > now
    columns = AccessLink.public_id, AccessLink.role, AccessLink.event_key, AccessLink.part_key, AccessLink.expires_at
    return [OpenLink(*row) for row in session().execute(select(*columns).where(*works))] if event_keys else []


def link_row(link: AccessLink, now: datetime) -> LinkRow:
    """The link and whether it works at `now`."""
    return LinkRow(link, rules.link_is_open(expires_at=link.expires_at, revoked_at=link.revoked_at, now=now))


def link_rows(event_key: str, now: datetime) -> list[LinkRow]:
    """All access links of an event, newest first. One query."""
    return [link_row(link, now) for link in links_of_event(event_key)]
