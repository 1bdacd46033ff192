"""Who may do what, decided without a database."""

import unicodedata
from datetime import datetime, timedelta

from webapp.accounts.types import Actor, Assignment, Role, Scope

LONGEST_LINK = timedelta(days=30)
SHORTEST_PASSWORD = 12
_LONGEST_NAME = 120  # as the table has it
_BREAKING = frozenset({"Cc", "Cs", "Zl", "Zp"})

# A role brings what the roles behind it may do at the same event.
_BRINGS: dict[Role, frozenset[Role]] = {
    Role.ADMIN: frozenset(Role),
    Role.ORGANIZER: frozenset({Role.ORGANIZER, Role.FACILITATOR, Role.DOOR}),
    Role.FACILITATOR: frozenset({Role.FACILITATOR}),
    Role.DOOR: frozenset({Role.DOOR}),
}


def is_admin(actor: Actor) -> bool:
    return any(held.role is Role.ADMIN for held in actor.assignments)


def is_staff(actor: Actor) -> bool:
    """True for whoever may open the desk at all."""
    return any(held.role in {Role.ADMIN, Role.ORGANIZER} for held in actor.assignments)


def holds(actor: Actor, role: Role, scope: Scope) -> bool:
    """True when `actor` may act as `role` at the event in `scope`."""
    return any(role in _BRINGS[held.role] and _covers(held, scope) for held in actor.assignments)


def _covers(held: Assignment, scope: Scope) -> bool:
    if held.role is Role.ADMIN:
        return True
    if held.role is Role.ORGANIZER and held.event_key is None:
        return held.organisation_id is None or held.organisation_id == scope.organisation_id
    return held.event_key == scope.event_key


def link_is_open(*, expires_at: datetime, revoked_at: datetime | None, now: datetime) -> bool:
    """True while an access link may be used."""
    return revoked_at is None and now < expires_at


def is_name(text: str) -> bool:
    """True for what can be somebody's name on a page: something to read, in one line."""
    return len(text.strip()) > 0 and len(text) <= _LONGEST_NAME and not _BREAKING & set(map(unicodedata.category, text))
