"""Teams as their pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.accounts.models import TeamInvitation, User
from webapp.accounts.queries import Member, invitations_to, link_rows, sizes_of, who_may
from webapp.accounts.types import Role, Scope
from webapp.admin.hosts import Host, hosts_of
from webapp.mail.queries import undelivered
from webapp.organisations.types import OrganisationId


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who was asked and hasn't answered; `is_lost`: the letter didn't get through."""

    invitation: TeamInvitation
    is_open: bool
    is_lost: bool


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Somebody who can see an event: by which roles for all, for its organisation, and at this event alone."""

    user: User
    everywhere: list[Role]
    of_host: list[Role]
    here: list[Role]


@dataclass(frozen=True, slots=True)
class LinkHere:
    """A link that opens something of the event without an account."""

    label: str
    role: Role
    expires_at: datetime


def teams() -> list[tuple[Host, int]]:
    """The organisations that whoever acts organizes for, and how many people work for each. Two queries."""
    hosts = hosts_of()
    sizes = sizes_of({each.id for each in hosts})
    return [(each, sizes[each.id]) for each in hosts]


def invited(
    *, organisation_id: OrganisationId | None = None, event_key: str | None = None, now: datetime
) -> list[Invited]:
    """Whom a team still waits for. Two queries."""
    found = invitations_to(organisation_id=organisation_id, event_key=event_key)
    lost = undelivered([each.public_id for each in found]) if found else set()
    return [Invited(each, now < each.expires_at, each.public_id in lost) for each in found]


def onlookers(at: Scope) -> list[Onlooker]:
    """Who can see the event, and why. One query."""
    return [_onlooker(each, at) for each in who_may(at)]


def _onlooker(member: Member, at: Scope) -> Onlooker:
    def held(*, event_key: str | None, organisation_id: OrganisationId | None) -> list[Role]:
        place = (organisation_id, event_key)
        return [Role(each.role) for each in member.held if (each.organisation_id, each.event_key) == place]

    return Onlooker(
        member.user,
        held(event_key=None, organisation_id=None),
        held(event_key=None, organisation_id=at.organisation_id),
        held(event_key=at.event_key, organisation_id=None),
    )


def links_here(event_key: str, now: datetime) -> Sequence[LinkHere]:
    """The links that work at the event now. One query."""
    rows = (row.link for row in link_rows(event_key, now) if row.is_open)
    return [LinkHere(each.label, Role(each.role), each.expires_at) for each in rows]
