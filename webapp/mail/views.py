"""A mail as it was sent, byte by byte and as programs with HTML show it."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from webapp.foundation.http.transaction_frame import keep_private
from webapp.mail.html_preview import shown
from webapp.mail.mailbox_access import for_readers, open_mailbox

blueprint = Blueprint("mail", __name__)


@blueprint.get("/mailbox/<name>.html")
@for_readers
def letter_html(name: str) -> ResponseReturnValue:
    """One mail as programs with HTML show it."""
    keep_private()
    found = open_mailbox().find(name) or abort(404)
    return shown(found.html)


@blueprint.get("/mailbox/<name>.eml")
@for_readers
def letter_source(name: str) -> ResponseReturnValue:
    """One mail as it would have gone out."""
    keep_private()
    raw = open_mailbox().raw(name)
    if raw is None:
        abort(404)
    return Response(
        raw, content_type="message/rfc822", headers={"Content-Disposition": f"attachment; filename={name}.eml"}
    )
