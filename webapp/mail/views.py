import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.foundation.http.frame import keep_private
from webapp.foundation.settings import Settings
from webapp.mail import readers
from webapp.mail.delivery import local_mailbox
from webapp.mail.mailbox import Mailbox

blueprint = Blueprint("mail", __name__)
View = TypeVar("View", bound=Callable[..., Any])
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def for_readers(view: View) -> View:
    """Administrators, and whoever tries the program out on this very machine."""
    view.access_policy = access.Policy("admin", lambda _: readers.may_read())  # type: ignore[attr-defined]
    return view


@blueprint.get("/mailbox")
@for_readers
def mailbox() -> ResponseReturnValue:
    """What would have been sent."""
    keep_private()
    return render_template("mail/mailbox.html", mails=_mailbox().newest())


@blueprint.get("/mailbox/<name>")
@for_readers
def letter(name: str) -> ResponseReturnValue:
    """One mail as text, with its links."""
    keep_private()
    found = _mailbox().find(name) or abort(404)
    return render_template("mail/letter.html", mail=found)


@blueprint.get("/mailbox/<name>.html")
@for_readers
def letter_html(name: str) -> ResponseReturnValue:
    """One mail as programs with HTML show it."""
    keep_private()
    found = _mailbox().find(name) or abort(404)
    response = Response(found.html)
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {_styles_of(found.html)}; frame-ancestors 'none'; base-uri 'none'"
    )
    return response


@blueprint.get("/mailbox/<name>.eml")
@for_readers
def letter_source(name: str) -> ResponseReturnValue:
    """One mail as it would have gone out."""
    keep_private()
    raw = _mailbox().raw(name)
    if raw is None:
        abort(404)
    return Response(
        raw, content_type="message/rfc822", headers={"Content-Disposition": f"attachment; filename={name}.eml"}
    )


def _styles_of(html: str) -> str:
    """What the letter's own style is allowed by: its digest, so that nothing else in the letter may style it."""
    style = _STYLE.search(html.replace("\r\n", "\n"))
    if style is None:
        return "'none'"
    digest = b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _mailbox() -> Mailbox:
    settings: Settings = current_app.config["SETTINGS"]
    if settings.mail_delivery != "mailbox":
        abort(404)
    return local_mailbox(settings)
