"""One request, one transaction: pages that read can't write, a refusal or a failure changes nothing."""

from contextlib import suppress

from flask import Flask, Response, current_app, g, make_response, request
from sqlalchemy.exc import SQLAlchemyError

from webapp.foundation import transaction
from webapp.foundation.database import set_mode

_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_FIRST_REFUSAL = 400

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def init_app(app: Flask) -> None:
    """Put the frame around every request of `app`; call it first, so that its end comes last."""
    app.after_request(_finish)
    app.before_request(_start)


def _start() -> None:
    set_mode(writing=request.method not in _READS)


def _finish(response: Response) -> Response:
    response = _stored(response)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if g.get("unstored", False):
        response.headers["Cache-Control"] = "no-store"
    elif g.get("unstored_unless_said", False):
        response.headers.setdefault("Cache-Control", "no-store")
    if g.get("private", False):
        # The path, which is the secret, never leaves; the host must, or the protection of forms refuses it over https.
        response.headers["Referrer-Policy"] = "strict-origin"
    return response


def _stored(response: Response) -> Response:
    """The answer once what it promises is stored; another one when that can't be done."""
    try:
        if response.status_code < _FIRST_REFUSAL:
            transaction.commit()
        else:
            transaction.rollback()
    except Exception as problem:  # noqa: BLE001 - answered like any failure inside a view; Flask would say 500 to each
        with suppress(SQLAlchemyError):
            transaction.rollback()
        return make_response(current_app.handle_user_exception(problem))
    return response


def keep_private() -> None:
    """Have this answer stored nowhere and its address told to nobody: it shows or is a secret."""
    g.private = True
    keep_unstored()


def keep_unstored(*, unless_said: bool = False) -> None:
    """Have this answer stored nowhere: it is for one reader only; `unless_said` lets the view know better."""
    if unless_said:
        g.unstored_unless_said = True
    else:
        g.unstored = True
