"""Where somebody works: an organisation, an event, or the whole installation; each has its page to go back to."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from flask import abort, url_for
from flask_login import current_user

from webapp.accounts import senders
from webapp.accounts.types import Role, Scope
from webapp.events.queries import get_event
from webapp.foundation.http import site
from webapp.organisations.queries import find_by_key

if TYPE_CHECKING:
    from webapp.accounts.models import User
    from webapp.accounts.queries import Member
    from webapp.events.models import Event
    from webapp.organisations.types import OrganisationId


_INVITING = {
    "admin.team.administrators": "admin.team.invite_administrator",
    "admin.team.team": "admin.team.invite",
    "admin.team.who_sees": "admin.team.invite_to_event",
}


@dataclass(frozen=True, slots=True)
class Place:
    """What rights are asked for there (None: everything), what it is called, and the page of its team."""

    at: Scope | None
    name: str
    page: str
    values: dict[str, Any]
    event: "Event | None" = None

    @property
    def url(self) -> str:
        """The address of the page of its team."""
        return url_for(self.page, **self.values)

    @property
    def inviting(self) -> str:
        """The address of the page on which somebody is asked to join."""
        return url_for(_INVITING[self.page], **self.values)

    @property
    def host(self) -> "OrganisationId":
        """The organisation in question, also as the host of an event."""
        return cast("Scope", self.at).organisation_id

    @property
    def organisation_id(self) -> "OrganisationId | None":
        """The organisation whose team it is."""
        return None if self.at is None or self.at.event_key else self.at.organisation_id

    @property
    def event_key(self) -> str | None:
        """The event whose team it is."""
        return self.at.event_key or None if self.at is not None else None


def installation() -> Place:
    """All that there is."""
    name = site.current().name
    return Place(None, name, "admin.team.administrators", {})


def organisation_of(key: str) -> Place:
    """An organisation and its events."""
    found = find_by_key(key)
    if found is None:
        abort(404)
    return Place(Scope.of_organisation(found.id), found.name, "admin.team.team", {"organisation": key})


def event_of(slug: str) -> Place:
    """One event."""
    return place_of(get_event(slug))


def place_of(event: "Event") -> Place:
    """An event that is at hand."""
    return Place(event.scope, event.title, "admin.team.who_sees", {"slug": event.slug}, event)


def role_of(name: str) -> Role:
    """The role that an address names."""
    if name not in set(Role):
        abort(404)
    return Role(name)


def member_of(members: "list[Member]", public_id: str) -> "Member":
    """Somebody of a team; a right to one team changes nobody of another."""
    found = next((each for each in members if each.user.public_id == public_id), None)
    if found is None:
        abort(404)
    return found


def is_me(user: "User") -> bool:
    """True for whoever is signed in here."""
    return bool(senders.is_signed_in() and current_user.user is user)


def own_session(user: "User") -> str:
    """The session that goes on when somebody changes their own rights; none of anybody else."""
    return str(current_user.key) if is_me(user) else ""
