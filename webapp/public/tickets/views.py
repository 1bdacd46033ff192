from flask import render_template
from flask import session as cookie_session
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.foundation import clock
from webapp.foundation.http.transaction_frame import keep_private
from webapp.public.tickets.blueprint import blueprint
from webapp.registration.queries import availability
from webapp.registration.queries.limits import is_limited
from webapp.registration.types import RegistrationAvailability
from webapp.tickets.opening import open_ticket
from webapp.tickets.types import SESSION_KEY, TicketState


@blueprint.get("/t/<payload>")
@access.by_token
def ticket(payload: str) -> ResponseReturnValue:
    """The ticket that a phone's camera opens; remembered, so that a station's poster knows who chooses."""
    keep_private()
    opened = open_ticket(payload)
    if opened.state is not TicketState.CANCELLED:
        cookie_session[SESSION_KEY] = opened.ticket.reference
    return render_template(
        "public/tickets/ticket.html",
        ticket=opened,
        event=opened.event,
        State=TicketState,
        limited=is_limited(opened.event),
        may_register=availability(opened.event, clock.now()) is RegistrationAvailability.OPEN,
    )
