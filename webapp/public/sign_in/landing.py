"""Where somebody goes on who has signed in."""

from flask import Response, make_response, redirect, url_for

from webapp.accounts import guesses, rights, senders
from webapp.accounts.models import User
from webapp.accounts.types import Role
from webapp.foundation.http import language


def signed_in(user: User, target: str | None = None) -> Response:
    """Sign somebody in and lead on: where they wanted to, else to their events or, at the door, to where they work."""
    senders.begin_session(user)
    answer = make_response(redirect(_local(target), 303))
    if user.language:
        language.keep(answer, user.language)
    return guesses.remember(answer, user.email)


def own_place() -> str:
    """The first page for whoever is signed in."""
    if rights.is_staff():
        return url_for("admin.today.today")
    return url_for("admin.events.events" if rights.may_somewhere(Role.READER) else "admin.account.account")


def _local(target: str | None) -> str:
    """`target` when it is a path on this host, else one's own place, as for who asked for a desk that isn't theirs."""
    path = target or ""
    is_here = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return (
        path if is_here and path not in {url_for("admin.today.today"), url_for("admin.events.events")} else own_place()
    )


def led_on(target: str | None) -> Response:
    """For whoever is signed in already."""
    return make_response(redirect(_local(target)))
