"""Every route names its policy with one of these decorators; the gate refuses a route that names none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request
from flask.typing import ResponseReturnValue

from webapp.accounts import acting, gone, renamed, rights, senders
from webapp.accounts.addressed import ScopeFinder, holds_at, holds_for
from webapp.accounts.refusing import refuse
from webapp.accounts.types import NOBODY, Role, Scope
from webapp.foundation import transaction
from webapp.foundation.http import readers
from webapp.foundation.http.transaction_frame import keep_unstored

View = TypeVar("View", bound=Callable[..., Any])
SlugFinder = Callable[[str], str | None]

_ATTRIBUTE = "access_policy"
_ANYBODY = "public"
_AT_EVENT = "event:"
_AT_ORGANISATION = "organisation:"


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may use a route; `name` appears in the list of all routes."""

    name: str
    allows: Callable[[dict[str, Any]], bool]
    opens_sign_in: bool = True


def init_app(
    app: Flask,
    find_scope: ScopeFinder,
    find_slug: SlugFinder,
    find_slug_now: SlugFinder,
    find_scope_in_bin: ScopeFinder,
) -> None:
    """Guard every route of `app`.

    Events live above this room, so it is told how to find one by slug, by key, by the slug that it had before, and in
    the bin.
    """
    app.extensions["find_scope"] = find_scope
    gone.init_app(app, find_scope_in_bin)
    app.extensions["find_slug"] = find_slug
    renamed.init_app(app, find_slug_now)
    senders.init_app(app)
    app.jinja_env.globals["may_open"] = may_open
    app.before_request(_guard)


def public(view: View) -> View:
    """Anybody may use the route."""
    return _named(view, Policy(_ANYBODY, lambda _: True))


def by_token(view: View) -> View:
    """Whoever holds the secret in the address may use the route; the view itself checks it first of all."""
    return _named(view, Policy("token", lambda _: True))


def signed_in(view: View) -> View:
    """Whoever has an account here, whatever it allows; holders of links don't."""
    return _named(view, Policy("account", lambda _: senders.is_signed_in()))


def reader(view: View) -> View:
    """Whoever may read anything at the desk; what they are shown there, queries decide."""
    return _named(view, Policy("reader", lambda _: rights.may_somewhere(Role.READER)))


def staff(view: View) -> View:
    """Organizers and administrators."""
    return _named(view, Policy("staff", lambda _: rights.is_staff()))


def host(view: View) -> View:
    """Whoever organizes for an organisation, and not only single events of it: who may set up new ones."""
    return _named(view, Policy("host", lambda _: rights.is_host()))


def admin(view: View) -> View:
    """Administrators only."""
    return _named(view, Policy("admin", lambda _: rights.is_admin()))


def at_event(role: Role) -> Callable[[View], View]:
    """Whoever holds `role` at the event whose `slug` is in the address, by account or by access link."""

    def decorate(view: View) -> View:
        return _named(view, Policy(f"{_AT_EVENT}{role.value}", lambda values: holds_at(role, values["slug"])))

    return decorate


def at_organisation(role: Role) -> Callable[[View], View]:
    """Whoever holds `role` for the organisation whose `organisation` key is in the address."""

    def decorate(view: View) -> View:
        return _named(
            view, Policy(f"{_AT_ORGANISATION}{role.value}", lambda values: holds_for(role, values["organisation"]))
        )

    return decorate


def policy_of(view: Callable[..., object]) -> Policy | None:
    """The policy a route named, if any."""
    return getattr(view, _ATTRIBUTE, None)


def may(role: Role, slug: str) -> bool:
    """True when the running request may act as `role` at the event; for showing or hiding a link."""
    return holds_at(role, slug)


def may_open(endpoint: str, scope: Scope | None = None, **values: object) -> bool:
    """True when the running request may open a page: of the event in `scope`, or that these parts of an address name.

    Pages show no link and no button that would be refused. With a `scope` the database is asked nothing.
    """
    view = current_app.view_functions.get(endpoint)
    policy = policy_of(view) if view is not None else None
    if policy is None:
        return False
    _kind, _, role = policy.name.partition(":")
    return rights.may(Role(role), scope) if role and scope is not None else policy.allows(values)


def slug_of(event_key: str) -> str | None:
    """The address of an event whose key a right names."""
    find_slug: SlugFinder = current_app.extensions["find_slug"]
    return find_slug(event_key)


def _named(view: View, policy: Policy) -> View:
    setattr(view, _ATTRIBUTE, policy)
    return view


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    policy = policy_of(current_app.view_functions[request.endpoint])
    if policy is None:
        abort(403)
    if policy.name != _ANYBODY:
        keep_unstored()
    elif readers.is_somebody():
        keep_unstored(unless_said=True)
    values = request.view_args or {}
    with transaction.reading_first():
        allowed = policy.allows(values)
        moved = None if allowed or not policy.name.startswith(_AT_EVENT) else renamed.address_now(values, policy.allows)
        at_event = policy.name.removeprefix(_AT_EVENT) if policy.name.startswith(_AT_EVENT) else ""
        if at_event and not allowed and moved is None:
            gone.refuse_what_is_gone(Role(at_event), values["slug"])
    if allowed or moved is not None:
        return renamed.lead_on(moved)
    return refuse(is_nobody=acting.actor() is NOBODY, came_by_link=senders.came_by_link())
