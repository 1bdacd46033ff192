"""The mailbox in which mails can be read where none goes out."""

from flask import Response, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.foundation.http.html_preview import shown
from webapp.foundation.http.transaction_frame import keep_private
from webapp.foundation.settings import Settings
from webapp.mail.outbox.delivery import local_mailbox
from webapp.mail.outbox.mailbox import Mailbox
from webapp.public import mailbox_access
from webapp.public.mailbox.blueprint import blueprint
from webapp.public.mailbox_access import for_readers


@blueprint.get("/mailbox")
@for_readers
def mailbox() -> ResponseReturnValue:
    """What would have been sent; the key of the printed link moves into a cookie."""
    keep_private()
    if mailbox_access.KEY in request.args and mailbox_access.has_key():
        opened = make_response(redirect(url_for("public.mailbox.mailbox"), 303))
        opened.set_cookie(mailbox_access.COOKIE, mailbox_access.key(), httponly=True, samesite="Lax")
        return opened
    return render_template("public/mailbox/mailbox.html", mails=_mailbox().newest())


@blueprint.get("/mailbox/<name>")
@for_readers
def letter(name: str) -> ResponseReturnValue:
    """One mail as text, with its links."""
    keep_private()
    found = _mailbox().find(name) or abort(404)
    return render_template("public/mailbox/letter.html", mail=found)


@blueprint.get("/mailbox/<name>.html")
@for_readers
def letter_html(name: str) -> ResponseReturnValue:
    """One mail as programs with HTML show it."""
    keep_private()
    found = _mailbox().find(name) or abort(404)
    return shown(found.html)


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


def _mailbox() -> Mailbox:
    """The mailbox that mails go to instead of a server; 404 where they go to a server."""
    settings: Settings = current_app.config["SETTINGS"]
    if settings.mail_delivery != "mailbox":
        abort(404)
    return local_mailbox(settings)
