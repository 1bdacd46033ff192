from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.checkin.queries import attendance_of
from webapp.foundation import clock
from webapp.foundation.http.idempotency import once
from webapp.public import presenting
from webapp.public.own.blueprint import blueprint
from webapp.public.own.further import further_of
from webapp.public.own.views.own import staff_link
from webapp.public.own_registration import Joined, back, behind, how_it_stands, told_answers, valid_tickets
from webapp.registration import queries, services
from webapp.registration.errors import RegistrationClosedError, RegistrationStateError
from webapp.registration.forms.asked import asks_anything
from webapp.registration.queries.joining import joining_of


@blueprint.get("/registrations/<token>")
@access.by_token
def registration(token: str) -> ResponseReturnValue:
    """My registration: how it stands, who comes, the tickets, and what can be changed. Opening it changes nothing."""
    found = behind(token)
    event, now = found.event, clock.now()
    wishes, setup = queries.wishes_of(found.id), queries.setup_of(event.id)
    terms = queries.terms_behind(found, setup)
    return render_template(
        "public/own/registration.html",
        registration=found,
        event=event,
        token=token,
        seen=queries.mark_of_people(found),
        terms=terms,
        tickets=valid_tickets(found),
        attended=attendance_of(event.id, [head.id for head in found.attendees if head.entered_at]),
        wishes=wishes,
        answers=told_answers(found),
        asked=asks_anything(setup.asking(terms).definitions),
        staff_link=staff_link(found.link_id) if terms.named and terms.most > 1 else None,
        joining=Joined(joining_of(found, now, terms, wishes), queries.is_limited(event)),
        **how_it_stands(found, now),
        is_over=presenting.is_over(event, now),
        may_change=queries.may_change(event, now),
        may_leave=queries.may_leave(event, now),
        further=further_of(found, setup),
    )


@blueprint.post("/registrations/<token>/confirm")
@access.by_token
@once
def confirm(token: str) -> ResponseReturnValue:
    """Say that the address is one's own. A button, because mail scanners open every link."""
    found = behind(token)
    try:
        services.confirm_address(registration=found, now=clock.now())
    except (RegistrationClosedError, RegistrationStateError):  # what ran out stays so, and the place goes on
        flash(_("This can no longer be confirmed."), "warning")
    return back(token)
