"""Who may do what, decided without a database."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from webapp.accounts.types import Actor, Asked, Assignment, Role, Scope

LONGEST_LINK = timedelta(days=30)
INVITATION_LASTS = timedelta(days=14)
LETTER_LASTS = {Asked.PASSWORD: timedelta(hours=1), Asked.ADDRESS: timedelta(days=1)}
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1024
USE_IS_NOTED_AFTER = timedelta(hours=1)
# What somebody can be given for an organisation or at an event; the installation has its administrators.
GIVEN = (Role.ORGANIZER, Role.FACILITATOR, Role.DOOR, Role.READER)
_LONGEST_NAME = 120  # as the table has it
_SHORTEST_WORD = 3
_BREAKING = frozenset({"Cc", "Cs", "Zl", "Zp"})

# A role brings what the roles behind it may do at the same place.
_BRINGS: dict[Role, frozenset[Role]] = {
    Role.ADMIN: frozenset(Role),
    Role.ORGANIZER: frozenset({Role.ORGANIZER, Role.FACILITATOR, Role.DOOR, Role.READER}),
    Role.FACILITATOR: frozenset({Role.FACILITATOR}),
    Role.DOOR: frozenset({Role.DOOR}),
    Role.READER: frozenset({Role.READER}),
}


def is_admin(actor: Actor) -> bool:
    return any(held.role is Role.ADMIN for held in actor.assignments)


def is_staff(actor: Actor) -> bool:
    """True for whoever organizes anything, and so may change something at the desk."""
    return is_any(actor, Role.ORGANIZER)


def is_host(actor: Actor) -> bool:
    """True for whoever organizes more than single events."""
    return any(Role.ORGANIZER in _BRINGS[held.role] and held.event_key is None for held in actor.assignments)


def is_any(actor: Actor, role: Role) -> bool:
    """True for whoever may do somewhere what `role` does."""
    return any(role in _BRINGS[held.role] for held in actor.assignments)


def holds(actor: Actor, role: Role, scope: Scope) -> bool:
    """True when `actor` may act as `role` at the event in `scope`."""
    return any(role in _BRINGS[held.role] and covers(held, scope) for held in actor.assignments)


def covers(held: Assignment, scope: Scope) -> bool:
    """True where a role holds: everywhere, at its one event, or for its organisation and each event of it."""
    if held.role is Role.ADMIN:
        return True
    if held.event_key is not None:
        return held.event_key == scope.event_key
    if held.organisation_id is None:
        return held.role is Role.ORGANIZER  # nobody stands at every door
    return held.organisation_id == scope.organisation_id


def must_stay(held: Assignment) -> bool:
    """True for a role that somebody must always hold: who administers, who organizes for an organisation."""
    return held.role is Role.ADMIN or (held.role is Role.ORGANIZER and held.organisation_id is not None)


def letter_is_open(*, expires_at: datetime, now: datetime) -> bool:
    """True while the link of an invitation, or of a letter that proves an address, may be used."""
    return now < expires_at


def use_is_old(used_at: datetime | None, now: datetime) -> bool:
    """True when it is time to note once more that a session is used: once an hour is enough."""
    return used_at is None or now - used_at >= USE_IS_NOTED_AFTER


def own_words(texts: Iterable[str]) -> list[str]:
    """What somebody's password must not be made of: their name, address and organisation, whole and in words."""
    words = [text for text in texts if text]
    return [*words, *(part for text in words for part in re.split(r"[^\w]+", text) if len(part) >= _SHORTEST_WORD)]


def link_reaches_from(ends_at: datetime) -> datetime:
    """From when on a link can be made that works until then."""
    return ends_at - LONGEST_LINK


def link_is_open(*, expires_at: datetime, revoked_at: datetime | None, now: datetime) -> bool:
    """True while an access link may be used."""
    return revoked_at is None and now < expires_at


def is_name(text: str) -> bool:
    """True for what can be somebody's name on a page: something to read, in one line."""
    return len(text.strip()) > 0 and len(text) <= _LONGEST_NAME and not _BREAKING & set(map(unicodedata.category, text))
