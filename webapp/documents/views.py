from flask import Blueprint, Response, abort, redirect, request, send_file
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.documents import poster as posters
from webapp.documents import ticket, wallet
from webapp.documents.queries import get_order
from webapp.documents.types import Format, PosterSize
from webapp.events.queries import get_event
from webapp.events.reading import readable_event
from webapp.events.scopes import event_scope
from webapp.events.surroundings import surroundings
from webapp.foundation import files
from webapp.foundation.http.public_page import public_page
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


@blueprint.get("/events/<slug>/poster.pdf")
@access.public
@public_page(event_scope)
def poster(slug: str) -> ResponseReturnValue:
    """The event to hang up, on A4 or with `size=a3` on A3."""
    event = readable_event(slug)
    is_large = request.args.get("size") == PosterSize.A3
    size = PosterSize.A3 if is_large else PosterSize.A4
    partners = [each.name for each in surroundings(event).partners]
    response = Response(posters.poster_pdf(event, partners, size), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{_named(event.language)}-{slug}-{size}.pdf"'
    return response


@blueprint.get("/events/<slug>/card.png")
@access.public
@public_page(event_scope)
def card(slug: str) -> ResponseReturnValue:
    """The picture that messengers show beside a link to the event."""
    return Response(posters.card_png(readable_event(slug)), mimetype="image/png")


def _named(lang: str) -> str:
    return "plakat" if lang == "de" else "poster"


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
