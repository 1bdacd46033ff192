"""What whoever acts may do at the place that an address names: an event by its slug, an organisation by its key."""

from collections.abc import Callable

from flask import current_app, g

from webapp.accounts import acting, rights
from webapp.accounts.types import Role, Scope
from webapp.organisations.queries import find_by_key

ScopeFinder = Callable[[str], Scope | None]


def holds_at(role: Role, slug: str) -> bool:
    """True when whoever acts may do what `role` does at the event with this slug."""
    if not acting.actor().assignments:
        return False
    scope = _scope_at(slug)
    return scope is not None and rights.may(role, scope)


def _scope_at(slug: str) -> Scope | None:
    """What rights at this event are asked for; a page that asks for many of its links asks the database once."""
    known: dict[str, Scope] = g.setdefault("scopes", {})
    if slug not in known:
        find_scope: ScopeFinder = current_app.extensions["find_scope"]
        scope = find_scope(slug)
        if scope is None:
            return None
        known[slug] = scope
    return known[slug]


def holds_for(role: Role, key: str) -> bool:
    """True when whoever acts may do what `role` does for the organisation with this key."""
    if not acting.actor().assignments:
        return False
    organisation = find_by_key(key)
    return organisation is not None and rights.may(role, Scope.of_organisation(organisation.id))
