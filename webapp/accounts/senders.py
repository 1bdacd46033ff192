"""Who sent a request: somebody who is signed in, the holder of access links, or nobody."""

import logging
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypedDict

from flask import Flask, Response, current_app, g, request
from flask import session as cookie_session
from flask_login import LoginManager, UserMixin, current_user, login_user
from sqlalchemy.exc import SQLAlchemyError

from webapp.accounts import queries, rules, services
from webapp.accounts.acting import acting_as
from webapp.accounts.browsers import browser_of
from webapp.accounts.models import User
from webapp.accounts.types import NOBODY, SYSTEM, Actor, Assignment, Role, UserId
from webapp.foundation import clock
from webapp.foundation.transaction import unit_of_work

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

_LINKS = "links"
_MOST_LINKS = 8
_FIRST_REFUSAL = 400
login = LoginManager()


class _Used(TypedDict):
    key: str
    user_id: UserId
    browser: str
    now: datetime


class SessionUser(UserMixin):  # type: ignore[misc]
    """What Flask-Login keeps: id and epoch of a user, so that a new epoch ends all sessions; and this one's own key."""

    def __init__(self, user: User, key: str, used_at: datetime | None = None) -> None:
        self.user = user
        self.key = key
        self.used_at = used_at
        self.name = user.name
        self.actor = queries.actor_of(user)

    def get_id(self) -> str:
        return f"{self.user.public_id}:{self.user.session_epoch}:{self.key}"


def init_app(app: Flask) -> None:
    """Have each request of `app` act as whoever sent it."""
    login.init_app(app)
    app.after_request(_note_use)
    app.wsgi_app = _acting_as_sender(app.wsgi_app)  # type: ignore[assignment,method-assign]


@login.user_loader  # type: ignore[untyped-decorator]
def _load(session_id: str) -> SessionUser | None:
    # For the page of a failure nobody is looked up: that may be what failed.
    found = None if g.get("failing") else queries.find_user_of_session(session_id)
    if found is None:
        return None
    g.session_user = SessionUser(found.user, session_id.rpartition(":")[2], found.used_at)
    signed_in: SessionUser = g.session_user
    return signed_in


def begin_session(user: User) -> None:
    """Sign somebody in in this browser; a session that somebody else may have planted before ends here."""
    cookie_session.clear()
    key = services.begin_session(user=user, browser=_browser(), now=clock.now())
    login_user(SessionUser(user, key, clock.now()))
    g.pop("sender", None)


def go_on_signed_in() -> None:
    """Let the session of this browser go on under the epoch that its user has now, when all others have ended."""
    login_user(SessionUser(current_user.user, current_user.key, current_user.used_at))
    g.pop("sender", None)


def _note_use(response: Response) -> Response:
    """Once an hour, when the answer has gone out, note that the session is used: nobody waits for that."""
    user: SessionUser | None = g.get("session_user")
    if user is not None and response.status_code < _FIRST_REFUSAL and rules.use_is_old(user.used_at, clock.now()):
        app = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - Flask's documented way
        used: _Used = {"key": user.key, "user_id": user.user.id, "browser": _browser(), "now": clock.now()}
        response.call_on_close(partial(_note, app, used))
    return response


def _note(app: Flask, used: "_Used") -> None:
    try:
        with app.app_context(), acting_as(SYSTEM), unit_of_work():
            services.note_use(**used)
    except SQLAlchemyError as problem:
        log.info("nothing noted of a session: %s", type(problem).__name__)


def _browser() -> str:
    return browser_of(request.user_agent.string)


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
    user = current_user.actor if is_signed_in() else NOBODY
    links = links_held()
    held = tuple(Assignment(Role(link.role), event_key=link.event_key) for link in links)
    if not held:
        return user
    return Actor(
        key=user.key if user is not NOBODY else f"link:{links[0].public_id}",
        assignments=user.assignments + held,
    )


def is_signed_in() -> bool:
    """True for who has an account here and is signed in to it."""
    return "_user_id" in cookie_session and current_user.is_authenticated


def remember_link(public_id: str) -> None:
    """Let this browser use an access link from now on, also after it was closed; the link itself ends it."""
    if "_user_id" not in cookie_session:
        cookie_session.permanent = True
    kept = [known for known in cookie_session.get(_LINKS, []) if known != public_id]
    cookie_session[_LINKS] = [public_id, *kept][:_MOST_LINKS]


def came_by_link() -> bool:
    """True for who has no account here but once opened an access link, also one that is revoked by now."""
    return "_user_id" not in cookie_session and bool(cookie_session.get(_LINKS))
