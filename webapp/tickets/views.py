"""The code of a ticket as a picture."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.foundation.http.transaction_frame import keep_private
from webapp.tickets import qr
from webapp.tickets.opening import open_ticket

blueprint = Blueprint("tickets", __name__)


@blueprint.get("/t/<payload>.svg")
@access.by_token
def ticket_svg(payload: str) -> ResponseReturnValue:
    keep_private()
    return Response(qr.svg(open_ticket(payload).url), mimetype="image/svg+xml")


@blueprint.get("/t/<payload>.png")
@access.by_token
def ticket_png(payload: str) -> ResponseReturnValue:
    keep_private()
    return Response(qr.png(open_ticket(payload).url), mimetype="image/png")
