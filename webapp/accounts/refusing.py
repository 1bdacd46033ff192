"""What somebody hears who may not go where they asked to."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.errors import SignedOutError
from webapp.foundation.http.errors import say_link_opens_less, wants_json


def refuse(*, is_nobody: bool, came_by_link: bool) -> ResponseReturnValue:
    """Lead to the sign-in, or refuse in words that fit: to a link, to somebody signed out meanwhile, to all others."""
    if is_nobody and request.method == "GET" and not wants_json():
        return redirect(url_for("public.sign_in.sign_in", next=request.full_path.rstrip("?")))
    if came_by_link:
        say_link_opens_less()
    elif is_nobody and request.method == "POST" and not wants_json():
        raise SignedOutError
    return abort(403)
