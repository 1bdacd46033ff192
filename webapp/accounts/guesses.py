"""How often a password may be tried: by whom, for which account, and from where.

Whoever has signed in before keeps a mark in the browser; no stranger's tries are counted against that one.
"""

import hashlib

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from limits import parse

from webapp.foundation import tokens
from webapp.foundation.email_addresses import normal_form
from webapp.foundation.http import throttle

_COOKIE = "known"
_YEAR = 365 * 24 * 3600
_FOR_ONE_ACCOUNT = parse("10 per 15 minutes")  # from one address, or by one known browser
_FROM_ONE_ADDRESS = parse("30 per minute")  # a list of accounts; a building that mistypes waits for a minute
_FROM_EVERYWHERE = parse("300 per hour")  # against one account, by browsers that nobody knows


def refuse_guessers(email: str) -> None:
    """ThrottledError when it was tried too often; counts the try against the account, for who tries."""
    account, mark = _digest(email), _mark(email)
    if not mark:
        throttle.refuse("sign_in", throttle.address(), _FROM_ONE_ADDRESS)
        throttle.refuse("sign_in_everywhere", account, _FROM_EVERYWHERE)
    throttle.count_against("sign_in_account", f"{mark or throttle.address()}|{account}", _FOR_ONE_ACCOUNT)


def count_failure(email: str) -> None:
    """A wrong password, or no such account: both count alike."""
    if not _mark(email):
        throttle.count("sign_in", throttle.address(), _FROM_ONE_ADDRESS)
        throttle.count("sign_in_everywhere", _digest(email), _FROM_EVERYWHERE)


def forgive(email: str) -> None:
    """Whoever knows the password was no guesser."""
    throttle.forgive("sign_in_account", f"{_mark(email) or throttle.address()}|{_digest(email)}", _FOR_ONE_ACCOUNT)


def remember(response: Response, email: str) -> Response:
    """Know this browser again when somebody mistypes there; the mark opens nothing by itself."""
    mark = _mark(email) or tokens.new_id()
    sealed = str(_serializer().dumps([mark, _digest(email)]))
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(_COOKIE, sealed, max_age=_YEAR, httponly=True, samesite="Lax", secure=secure, path="/sign-in")
    return response


def _mark(email: str) -> str:
    """What marks this browser as one in which this account was opened; empty for any other one."""
    try:
        mark, account = _serializer().loads(request.cookies.get(_COOKIE, ""))
    except (BadSignature, ValueError, TypeError):
        return ""
    return str(mark) if account == _digest(email) else ""


def _digest(email: str) -> str:
    return hashlib.sha256(normal_form(email).encode()).hexdigest()


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="known browser")
