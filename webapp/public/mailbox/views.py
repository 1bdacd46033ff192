"""The mailbox in which mails can be read where none goes out."""

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.foundation.http.transaction_frame import keep_private
from webapp.mail import mailbox_access
from webapp.mail.mailbox_access import for_readers, open_mailbox
from webapp.public.mailbox.blueprint import blueprint


@blueprint.get("/mailbox")
@for_readers
def mailbox() -> ResponseReturnValue:
    """What would have been sent; the key of the printed link moves into a cookie."""
    keep_private()
    if mailbox_access.KEY in request.args and mailbox_access.has_key():
        opened = make_response(redirect(url_for("public.mailbox.mailbox"), 303))
        opened.set_cookie(mailbox_access.COOKIE, mailbox_access.key(), httponly=True, samesite="Lax")
        return opened
    return render_template("public/mailbox/mailbox.html", mails=open_mailbox().newest())


@blueprint.get("/mailbox/<name>")
@for_readers
def letter(name: str) -> ResponseReturnValue:
    """One mail as text, with its links."""
    keep_private()
    found = open_mailbox().find(name) or abort(404)
    return render_template("public/mailbox/letter.html", mail=found)
