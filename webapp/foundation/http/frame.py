"""One request, one transaction: pages that read can't write, a refusal or a failure changes nothing."""

from flask import Flask, Response, g, request

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
    if response.status_code < _FIRST_REFUSAL:
        transaction.commit()
    else:
        transaction.rollback()
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
