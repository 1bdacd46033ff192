"""Addresses of events that aren't there: whoever might have opened them is told so, and not that they may not."""

from flask import Flask, abort, current_app

from webapp.accounts import rights
from webapp.accounts.addressed import ScopeFinder
from webapp.accounts.errors import EventInBinError
from webapp.accounts.types import Role

_FINDER = "find_scope_in_bin"


def init_app(app: Flask, find_scope_in_bin: ScopeFinder) -> None:
    """Tell `app` how to find what an event in the bin belongs to."""
    app.extensions[_FINDER] = find_scope_in_bin


def refuse_what_is_gone(role: Role, slug: str) -> None:
    """EventInBinError for whoever may take it out again; 404 for who may open all there is, and so mistyped it."""
    if not rights.may_somewhere(role):
        return
    scope = current_app.extensions[_FINDER](slug)
    if scope is not None and rights.may(Role.ORGANIZER, scope):
        raise EventInBinError
    if rights.is_admin():
        abort(404)
