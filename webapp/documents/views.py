from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.documents import ticket
from webapp.documents.types import Format
from webapp.foundation.http.frame import keep_private
from webapp.tickets.opening import open_ticket

blueprint = Blueprint("documents", __name__)


@blueprint.get("/t/<payload>.pdf")
@access.by_token
def ticket_pdf(payload: str) -> ResponseReturnValue:
    """The ticket to print (or with `format=phone` to keep there); named after the event when it is kept."""
    keep_private()
    opened = open_ticket(payload)
    on_phone = request.args.get("format") == Format.PHONE
    shape = Format.PHONE if on_phone else Format.A4
    response = Response(ticket.ticket_pdf(opened, shape), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="ticket-{opened.event.slug}.pdf"'
    return response
