"""One handler that maps a refusal to a status and a message, in words of the reader and not of the machine."""

import errno
import logging
import sqlite3
from os import PathLike
from pathlib import Path

from cryptography.fernet import InvalidToken
from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from werkzeug.exceptions import HTTPException, SecurityError

from webapp.foundation.errors import DomainError, ThrottledError
from webapp.foundation.http.form_guard import ForeignFormError
from webapp.foundation.http.kept_form import came_from_here, kept_form, page_above, page_of_form
from webapp.foundation.http.refusals import STATUS
from webapp.foundation.http.typed_texts import typed_texts

log = logging.getLogger(__name__)

_RETRY_SECONDS = 60
# Refusals that say nothing against what was typed.
_SENT_AGAIN = {"form_expired", "key_reused", "key_missing", "signed_out"}
_FIRST_FAILURE = 500
_GONE = {404, 410}
# Full, over the quota, read-only, broken: what a disk says when it takes nothing.
_OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO}
# OperationalError: gone, locked, full; InternalError: PostgreSQL that only reads; the others: no line to it.
_OF_STORAGE = (OperationalError, InternalError, InterfaceError, NoConnectionError, sqlite3.OperationalError)


def init_app(app: Flask) -> None:
    """Answer every refusal and failure of `app` with a page (or JSON, where JSON was asked for)."""
    app.register_error_handler(DomainError, refused)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(CSRFError, expired_form)
    for kind in _OF_STORAGE:
        app.register_error_handler(kind, storage_failed)
    app.register_error_handler(OSError, system_failed)
    app.register_error_handler(InvalidToken, secret_failed)
    app.register_error_handler(Exception, failed)


def wants_json() -> bool:
    """True for a script that asked for data and could do nothing with a page."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def refused(error: DomainError) -> Response:
    seconds = error.seconds if isinstance(error, ThrottledError) else _RETRY_SECONDS
    return _page(STATUS[error.kind], code=error.code, seconds=seconds)


def wait(seconds: int) -> str:
    """What somebody reads who tried too often, with the time that it really takes."""
    minutes = -(-seconds // 60)
    return str(
        ngettext("Please wait %(num)s minute and try again.", "Please wait %(num)s minutes and try again.", minutes)
    )


def say_link_opens_less() -> None:
    """Have a refusal speak of the link that somebody came by: they have no account to sign in with."""
    g.came_by_link = True


def http_error(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:  # noqa: PLR2004 - a redirect is no error
        return error
    if isinstance(error, SecurityError):
        # A foreign host name: no page of ours may speak under it.
        return make_response("This host is not served here.\n", 400, {"Content-Type": "text/plain"})
    return _page(error.code, headers=dict(error.get_headers()) if error.code == 405 else {})  # noqa: PLR2004 - it names the allowed methods


def expired_form(error: CSRFError) -> Response:
    if not isinstance(error, ForeignFormError):
        return _page(400, code="form_expired")
    known = current_app.config["TRUSTED_HOSTS"]
    log.warning("form refused: it says that it comes from %s, and we are known as %s", error.origin, ", ".join(known))
    return _page(400, code="foreign_form")


def storage_failed(error: Exception) -> Response:
    """Nothing can be stored now: what was typed goes back with the answer."""
    log.error("storage failed: %s", type(getattr(error, "orig", None) or error).__name__)
    return _page(503, code="storage")


def system_failed(error: OSError) -> Response:
    if error.errno not in _OF_THE_DISK and not _is_in_data_folder(error):
        return failed(error)
    log.error("storage failed: %s", errno.errorcode.get(error.errno or 0, "unknown"))
    return _page(503, code="storage")


def _is_in_data_folder(error: OSError) -> bool:
    """Something is wrong with what lies there, whatever the system calls it."""
    folder: Path = current_app.config["SETTINGS"].data_dir
    named = [Path(name) for name in (error.filename, error.filename2) if isinstance(name, str | PathLike)]
    return any(folder in (path, *path.parents) for path in named)


def secret_failed(_error: InvalidToken) -> Response:
    log.error("the secret is not the one with which the data was sealed")
    return _page(503, code="storage")


def failed(error: Exception) -> Response:
    log.error("request failed: %s %s", request.endpoint, type(error).__name__, exc_info=error)
    return _page(500)


def _page(
    status: int, *, code: str = "", headers: dict[str, str] | None = None, seconds: int = _RETRY_SECONDS
) -> Response:
    # Nobody is looked up for the page of a failure: that may be what failed.
    g.failing = status >= _FIRST_FAILURE
    title, text = _words(status, code, seconds)
    if wants_json():
        response = make_response({"error": code or str(status), "message": text}, status)
    else:
        kept = kept_form() if status == 503 or (code in _SENT_AGAIN and came_from_here()) else None  # noqa: PLR2004 - what can't be stored now
        again = "" if kept or status in _GONE else page_of_form()
        above = page_above() if status in _GONE and request.url_rule is not None else ""
        typed = [] if kept or not came_from_here() else typed_texts()
        html = render_template(
            "layout/error.html",
            title=title,
            text=text,
            status=status,
            code=code,
            kept=kept,
            again=again,
            above=above,
            typed=typed,
        )
        response = make_response(html, status)
    if status in {429, 503}:
        response.headers["Retry-After"] = str(seconds)
    if headers and "Allow" in headers:
        response.headers["Allow"] = headers["Allow"]
    response.headers["Cache-Control"] = "no-store"
    return response


def _words(status: int, code: str, seconds: int) -> tuple[str, str]:
    by_status = {
        400: (
            _("We can’t read this"),
            _("Something was missing or damaged on the way. Please open the page again and try once more."),
        ),
        403: (
            _("You don’t have access to this page"),
            _("Your link does not open this page. Please ask the host for one that does.")
            if g.get("came_by_link")
            else _("Please sign in with an account that has permission, or ask the host."),
        ),
        404: (
            (_("This is no longer here"), _("It may have been removed in the meantime. Nothing was saved."))
            if request.method == "POST" and request.url_rule is not None
            else (
                _("We can’t find this page"),
                _("The link may be out of date or mistyped. You’ll find all events on the homepage."),
            )
        ),
        405: (_("This does not work here"), _("Please go back and use the buttons on the page.")),
        409: (
            _("Someone else got there first"),
            _("The data has changed in the meantime. Please open the page again."),
        ),
        410: (
            _("This link no longer works"),
            _("It has expired or was withdrawn. Please ask the host for a new one."),
        ),
        413: (_("This is too large"), _("Please go back and send less at once, or a smaller file.")),
        422: (_("We couldn’t accept this"), _("Please check what you entered and send it again.")),
        429: (_("Too many attempts"), wait(seconds)),
        503: (_("We can’t save anything right now"), _("Please try again in a minute. Nothing was changed.")),
    }
    ours = (
        _("Something went wrong on our side"),
        _("Please try again in a minute. Nothing was changed."),
    )
    fallback = ours if status >= _FIRST_FAILURE else by_status[405]
    return _words_of(code) or by_status.get(status, fallback)


def _words_of(code: str) -> tuple[str, str] | None:
    said = {
        "foreign_form": (
            _("We can’t tell where this form comes from"),
            _("Please open the page again and send it once more. If this happens again, please tell the host."),
        ),
        "form_expired": (
            _("This form has been open for too long"),
            _("Please send it again."),
        ),
        "signed_out": (
            _("You’re no longer signed in"),
            _("Please sign in again in a new window. Then come back here and send this form again."),
        ),
        "in_bin": (
            _("This event is in the bin"),
            _("It was deleted as a draft. You can restore it until it is deleted for good after 30 days."),
        ),
        "key_reused": (
            _("You have already sent this form"),
            _("We have what you sent first. What you changed after that was not saved."),
        ),
    }
    return said.get(code)
