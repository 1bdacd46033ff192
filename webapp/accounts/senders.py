"""Who sent a request: somebody who is signed in, the holder of access links, or nobody."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, g
from flask import session as cookie_session
from flask_login import LoginManager, UserMixin, current_user

from webapp.accounts import queries
from webapp.accounts.acting import acting_as
from webapp.accounts.models import User
from webapp.accounts.types import NOBODY, Actor, Assignment, Role
from webapp.foundation import clock

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_LINKS = "links"
_MOST_LINKS = 8
login = LoginManager()


class SessionUser(UserMixin):  # type: ignore[misc]
    """What Flask-Login keeps: id and epoch of a user, so that a new epoch ends all sessions; and this one's own key."""

    def __init__(self, user: User, key: str) -> None:
        self.user = user
        self.key = key
        self.name = user.name
        self.actor = queries.actor_of(user)

    def get_id(self) -> str:
        return f"{self.user.public_id}:{self.user.session_epoch}:{self.key}"


def init_app(app: Flask) -> None:
    """Have each request of `app` act as whoever sent it."""
    login.init_app(app)
    app.wsgi_app = _acting_as_sender(app.wsgi_app)  # type: ignore[assignment,method-assign]


@login.user_loader  # type: ignore[untyped-decorator]
def _load(session_id: str) -> SessionUser | None:
    # For the page of a failure nobody is looked up: that may be what failed.
    user = None if g.get("failing") else queries.find_user_of_session(session_id)
    return SessionUser(user, session_id.rpartition(":")[2]) if user else None


def sender() -> Actor:
    """Whoever sent the running request: a user, the holder of access links, or nobody."""
    if "sender" not in g:
        g.sender = _sender()
    found: Actor = g.sender
    return found


def _acting_as_sender(inner: "WSGIApplication") -> "WSGIApplication":
    """Each request has a frame of its own, whichever thread it is given; who sent it is looked up when it is asked."""

    def framed(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with acting_as(sender):
            return inner(environ, start_response)

    return framed


def links_held() -> list[queries.OpenLink]:
    """The access links that this browser holds and that work now, the one opened last first. One query a request."""
    if "links_held" not in g:
        kept = cookie_session.get(_LINKS, [])
        g.links_held = sorted(queries.open_links(kept, now=clock.now()), key=lambda link: kept.index(link.public_id))
    found: list[queries.OpenLink] = g.links_held
    return found


def _sender() -> Actor:
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


def came_by_link() -> bool:
    """True for who has no account here but once opened an access link, also one that is revoked by now."""
    return "_user_id" not in cookie_session and bool(cookie_session.get(_LINKS))
