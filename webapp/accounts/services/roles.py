"""Roles: given, changed, taken back and given up. Whoever organizes a place says who may do what there."""

from sqlalchemy import delete

from webapp.accounts import rights, rules
from webapp.accounts.errors import MayNotError, RoleNotFoundError
from webapp.accounts.models import RoleAssignment, TeamInvitation, User
from webapp.accounts.services.keeping import keep_the_last
from webapp.accounts.services.sessions import end_all_sessions
from webapp.accounts.types import Role, Scope
from webapp.foundation.database import session
from webapp.organisations.types import OrganisationId


@rights.admin_only
def assign_role(
    *, user: User, role: Role, organisation_id: OrganisationId | None = None, event_key: str | None = None
) -> None:
    """Give a role, everywhere unless told; sessions that began before it end."""
    add_role(user=user, role=role, organisation_id=organisation_id, event_key=event_key)


def give_role(*, user: User, role: Role, at: Scope | None) -> None:
    """Give a role for an organisation or at one event, or with None for the installation."""
    require_place(role, at)
    add_role(user=user, role=role, organisation_id=organisation_of(at), event_key=event_of(at))


def change_role(*, user: User, role: Role, to: Role, at: Scope, but: str = "") -> None:
    """Have somebody hold another role at the same place; their sessions end, `but` the one with this key."""
    require_place(to, at)
    if role is not to:
        take_role(user=user, role=role, at=at, but=but)
        add_role(user=user, role=to, organisation_id=organisation_of(at), event_key=event_of(at), but=but)


def take_role(*, user: User, role: Role, at: Scope | None, but: str = "") -> None:
    """Take a role back; sessions end as with `change_role`, and whom they had invited isn't any more."""
    require_place(role, at)
    _drop(user, role, at, but=but)


def give_up_role(*, user: User, role: Role, at: Scope | None, but: str) -> None:
    """Give up one's own role, whichever it is; the session with the key `but` goes on."""
    rights.require_own(user.public_id)
    _drop(user, role, at, but=but)


def add_role(
    *, user: User, role: Role, organisation_id: OrganisationId | None, event_key: str | None, but: str = ""
) -> None:
    """As `give_role`, for whom somebody with the right to it has said so before; once is enough."""
    if any(
        (each.role, each.organisation_id, each.event_key) == (role, organisation_id, event_key) for each in user.roles
    ):
        return
    user.roles.append(RoleAssignment(role=role.value, organisation_id=organisation_id, event_key=event_key))
    end_all_sessions(user=user, but=but)


def require_place(role: Role, at: Scope | None) -> None:
    """MayNotError unless whoever acts may say who holds this role at this place."""
    is_given_here = at is not None and role in rules.GIVEN and rights.may(Role.ORGANIZER, at)
    if not is_given_here and not rights.is_admin():
        raise MayNotError


def organisation_of(at: Scope | None) -> OrganisationId | None:
    """The organisation for which a role is held there; none at a single event."""
    return None if at is None or at.event_key else at.organisation_id


def event_of(at: Scope | None) -> str | None:
    """The event at which alone a role is held there."""
    return at.event_key if at is not None and at.event_key else None


def _drop(user: User, role: Role, at: Scope | None, *, but: str) -> None:
    held = _held(user, role, at)
    keep_the_last(held)
    session().execute(delete(TeamInvitation).where(TeamInvitation.invited_by == user.public_id))
    user.roles.remove(held)
    end_all_sessions(user=user, but=but)


def _held(user: User, role: Role, at: Scope | None) -> RoleAssignment:
    found = _find(user, role, organisation_of(at), event_of(at))
    if found is None:
        raise RoleNotFoundError
    return found


def _find(
    user: User, role: Role, organisation_id: OrganisationId | None, event_key: str | None
) -> RoleAssignment | None:
    wanted = (role, organisation_id, event_key)
    return next((each for each in user.roles if (each.role, each.organisation_id, each.event_key) == wanted), None)
