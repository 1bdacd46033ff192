from flask import Blueprint, Response, abort, redirect, request, send_file
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.documents import ticket, wallet
from webapp.documents.queries import get_order
from webapp.documents.types import Format
from webapp.events.queries import get_event
from webapp.foundation import files
from webapp.foundation.http.transaction_frame import keep_private
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


@blueprint.get("/t/<payload>.pkpass")
@access.by_token
def apple_pass(payload: str) -> ResponseReturnValue:
    """The ticket for Apple's wallet; 404 where the operator has no certificate for it."""
    keep_private()
    opened = open_ticket(payload)
    if not wallet.has_apple() or not opened.opens_the_door:
        abort(404)
    response = Response(wallet.apple_pass(opened), mimetype=wallet.MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="ticket-{opened.event.slug}.pkpass"'
    return response


@blueprint.get("/t/<payload>/google")
@access.by_token
def google_pass(payload: str) -> ResponseReturnValue:
    """Lead to Google's wallet with the ticket, only when somebody asks; 404 where the operator has no key for it."""
    keep_private()
    opened = open_ticket(payload)
    if not wallet.has_google() or not opened.opens_the_door:
        abort(404)
    return redirect(wallet.google_address(opened), 303)


@blueprint.get("/manage/events/<slug>/papers/<order_id>.pdf")
@access.at_event(Role.ORGANIZER)
def paper_file(slug: str, order_id: str) -> ResponseReturnValue:
    """Papers that were ordered, to print."""
    keep_private()
    order = get_order(get_event(slug).id, order_id)
    stored = files.find(order.file_id) if order.file_id else None
    if stored is None or not files.path_of(stored.public_id).is_file():
        abort(404)
    return send_file(files.path_of(stored.public_id), mimetype=stored.media_type, download_name=stored.name)
