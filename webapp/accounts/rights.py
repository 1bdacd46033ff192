"""What whoever acts may do: the one place that is asked, by routes, services and pages alike.

What a role brings is decided in `rules`; who acts is known from `acting`.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar, cast

from webapp.accounts import rules
from webapp.accounts.acting import actor
from webapp.accounts.errors import MayNotError
from webapp.accounts.types import Role, Scope

P = ParamSpec("P")
R = TypeVar("R")
_MARK = "asks_for_a_right"


class _AtEvent(Protocol):
    """What says at which event it is."""

    @property
    def scope(self) -> Scope: ...


def may(role: Role, scope: Scope) -> bool:
    """True when whoever acts may do what `role` does at the event in `scope`."""
    return rules.holds(actor(), role, scope)


def require(role: Role, scope: Scope) -> None:
    """MayNotError unless whoever acts may do what `role` does at the event in `scope`."""
    if not may(role, scope):
        raise MayNotError


def is_staff() -> bool:
    """True when whoever acts organizes anything."""
    return rules.is_staff(actor())


def is_host() -> bool:
    """True when whoever acts organizes for an organisation, or everywhere."""
    return rules.is_host(actor())


def may_somewhere(role: Role) -> bool:
    """True when whoever acts may do at any place what `role` does."""
    return rules.is_any(actor(), role)


def require_own(key: str) -> None:
    """MayNotError unless whoever acts is the one with this key, or may do everything."""
    if actor().key != key and not is_admin():
        raise MayNotError


def is_admin() -> bool:
    """True when whoever acts may do everything, everywhere."""
    return rules.is_admin(actor())


def needs(role: Role, *, of: str = "event") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Above a service: only for whoever may do what `role` does at the event that it is given, or `of` what it is.

    Asks the database nothing of its own: the event is at hand wherever something of it is.
    """

    def decorate(service: Callable[P, R]) -> Callable[P, R]:
        @wraps(service)
        def guarded(*given: P.args, **named: P.kwargs) -> R:
            require(role, _scope_of(named[of]))
            return service(*given, **named)

        return _marked(guarded)

    return decorate


def staff_only(service: Callable[P, R]) -> Callable[P, R]:
    """Above a service that belongs to no event: only for whoever organizes anything."""
    return _only(is_staff, service)


def host_only(service: Callable[P, R]) -> Callable[P, R]:
    """Above a service that asks for more by itself: only for whoever organizes for an organisation."""
    return _only(is_host, service)


def admin_only(service: Callable[P, R]) -> Callable[P, R]:
    """Above a service that gives rights: only for whoever may do everything, everywhere."""
    return _only(is_admin, service)


def _only(is_allowed: Callable[[], bool], service: Callable[P, R]) -> Callable[P, R]:
    @wraps(service)
    def guarded(*given: P.args, **named: P.kwargs) -> R:
        if not is_allowed():
            raise MayNotError
        return service(*given, **named)

    return _marked(guarded)


def asks_for_a_right(service: Callable[..., object]) -> bool:
    """True for a service that is only for some."""
    return getattr(service, _MARK, False)


def _marked(guarded: Callable[P, R]) -> Callable[P, R]:
    setattr(guarded, _MARK, True)
    return guarded


def _scope_of(given: object) -> Scope:
    return cast("_AtEvent", getattr(given, "event", given)).scope
