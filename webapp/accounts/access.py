"""Every route names its policy with one of these decorators; the gate refuses a route that names none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, request
from flask import session as cookie_session
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user

from webapp.accounts import queries, renamed, rules
from webapp.accounts.models import User
from webapp.accounts.refusing import refuse
from webapp.accounts.types import NOBODY, Actor, Assignment, Role, Scope
from webapp.foundation import clock, transaction
from webapp.foundation.http import readers
from webapp.foundation.http.transaction_frame import keep_unstored

View = TypeVar("View", bound=Callable[..., Any])
ScopeFinder = Callable[[str], Scope | None]
SlugFinder = Callable[[str], str | None]

_ATTRIBUTE = "access_policy"
_ANYBODY = "public"
_AT_EVENT = "event:"
_LINKS = "links"
_MOST_LINKS = 8
login = LoginManager()


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may use a route; `name` appears in the list of all routes."""

    name: str
    allows: Callable[[dict[str, Any]], bool]
    opens_sign_in: bool = True


class SessionUser(UserMixin):  # type: ignore[misc]
    """What Flask-Login keeps: id and epoch of a user, so that a new epoch ends all sessions; and this one's own key."""

    def __init__(self, user: User, key: str) -> None:
        self.user = user
        self.key = key
        self.name = user.name
        self.actor = queries.actor_of(user)

    def get_id(self) -> str:
        return f"{self.user.public_id}:{self.user.session_epoch}:{self.key}"


def init_app(app: Flask, find_scope: ScopeFinder, find_slug: SlugFinder, find_slug_now: SlugFinder) -> None:
    """Guard every route of `app`.

    Events live above this room, so it is told how to find one by slug, by key, and by the slug that it had before.
    """
    app.extensions["find_scope"] = find_scope
    app.extensions["find_slug"] = find_slug
    renamed.init_app(app, find_slug_now)
    login.init_app(app)
    app.before_request(_guard)


@login.user_loader  # type: ignore[untyped-decorator]
def _load(session_id: str) -> SessionUser | None:
    # For the page of a failure nobody is looked up: that may be what failed.
    user = None if g.get("failing") else queries.find_user_of_session(session_id)
    return SessionUser(user, session_id.rpartition(":")[2]) if user else None


def actor() -> Actor:
    """Whoever sent the running request: a user, the holder of access links, or nobody."""
    if "actor" not in g:
        g.actor = _actor()
    found: Actor = g.actor
    return found


def links_held() -> list[queries.OpenLink]:
    """The access links that this browser holds and that work now, the one opened last first. One query a request."""
    if "links_held" not in g:
        kept = cookie_session.get(_LINKS, [])
        g.links_held = sorted(queries.open_links(kept, now=clock.now()), key=lambda link: kept.index(link.public_id))
    found: list[queries.OpenLink] = g.links_held
    return found


def _actor() -> Actor:
    user = current_user.actor if "_user_id" in cookie_session and current_user.is_authenticated else NOBODY
    links = links_held()
    held = tuple(Assignment(Role(link.role), event_key=link.event_key) for link in links)
    if not held:
        return user
    return Actor(
        key=user.key if user is not NOBODY else f"link:{links[0].public_id}",
        assignments=user.assignments + held,
    )


def remember_link(public_id: str) -> None:
    """Let this browser use an access link from now on, also after it was closed; the link itself ends it."""
    if "_user_id" not in cookie_session:
        cookie_session.permanent = True
    kept = [known for known in cookie_session.get(_LINKS, []) if known != public_id]
    cookie_session[_LINKS] = [public_id, *kept][:_MOST_LINKS]


def public(view: View) -> View:
    """Anybody may use the route."""
    return _named(view, Policy(_ANYBODY, lambda _: True))


def by_token(view: View) -> View:
    """Whoever holds the secret in the address may use the route; the view itself checks it first of all."""
    return _named(view, Policy("token", lambda _: True))


def staff(view: View) -> View:
    """Organizers and administrators."""
    return _named(view, Policy("staff", lambda _: rules.is_staff(actor())))


def admin(view: View) -> View:
    """Administrators only."""
    return _named(view, Policy("admin", lambda _: rules.is_admin(actor())))


def at_event(role: Role) -> Callable[[View], View]:
    """Whoever holds `role` at the event whose `slug` is in the address, by account or by access link."""

    def decorate(view: View) -> View:
        return _named(view, Policy(f"{_AT_EVENT}{role.value}", lambda values: _holds_at(role, values["slug"])))

    return decorate


def policy_of(view: Callable[..., object]) -> Policy | None:
    """The policy a route named, if any."""
    return getattr(view, _ATTRIBUTE, None)


def may(role: Role, slug: str) -> bool:
    """True when the running request may act as `role` at the event; for showing or hiding a link."""
    return _holds_at(role, slug)


def slug_of(event_key: str) -> str | None:
    """The address of an event whose key a right names."""
    find_slug: SlugFinder = current_app.extensions["find_slug"]
    return find_slug(event_key)


def _holds_at(role: Role, slug: str) -> bool:
    find_scope: ScopeFinder = current_app.extensions["find_scope"]
    if not actor().assignments:
        return False
    scope = find_scope(slug)
    return scope is not None and rules.holds(actor(), role, scope)


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
    if allowed or moved is not None:
        return renamed.lead_on(moved)
    came_by_link = "_user_id" not in cookie_session and bool(cookie_session.get(_LINKS))  # revoked ones as well
    return refuse(is_nobody=actor() is NOBODY, came_by_link=came_by_link)
