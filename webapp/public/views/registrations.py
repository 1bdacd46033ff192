from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask import session as cookie_session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.events.queries import get_public_event
from webapp.foundation import clock, transaction
from webapp.foundation.http import language
from webapp.foundation.http.frame import keep_private
from webapp.foundation.http.once import once
from webapp.foundation.http.shared_form import shared_form
from webapp.mail.errors import TooManyMailsError
from webapp.mail.readers import is_tried_out_here
from webapp.public import legal, receipts
from webapp.public.blueprint import blueprint
from webapp.public.own_registration import answer_rows, behind, is_live, owner, valid_tickets
from webapp.public.registration_form import RegistrationForm
from webapp.public.views.own import staff_link
from webapp.registration import queries, services
from webapp.registration.errors import RegistrationClosedError, RegistrationStateError
from webapp.registration.types import Application, Door

_SENT_TO = "sent_to"


@blueprint.route("/events/<slug>/register", methods=["GET", "POST"])
@access.public
@shared_form("event:{slug}")
@once
def register(slug: str) -> ResponseReturnValue:
    """One screen to a place, or to a rank on the waiting list, without an account."""
    with transaction.reading_first():
        event = get_public_event(slug)
    if (door := queries.door(event, clock.now())) is not Door.OPEN:
        return _shut(event, door)
    form = RegistrationForm(legal.page("privacy").version)
    status = 200
    if form.is_submitted():
        if form.validate():
            try:
                return _signed_up(event, form)
            except TooManyMailsError:
                form.email.errors = [_("This address got several mails from us lately. Please open them first.")]
        status = 422
    waiting = queries.waiting_count(event.id) if event.pool.level.full else 0
    return render_template("public/registrations/register.html", event=event, form=form, waiting=waiting), status


@blueprint.get("/events/<slug>/register/<receipt>")
@access.public
def registered(slug: str, receipt: str) -> ResponseReturnValue:
    """What comes next; the same whether or not the address was known."""
    keep_private()
    event = get_public_event(slug)
    told = receipts.unseal(event, receipt) or abort(404)
    return render_template(
        "public/registrations/registered.html",
        event=event,
        position=told.position,
        until=clock.local(told.until, event.zone),
        sent_to=cookie_session.pop(_SENT_TO, ""),
        mailbox=is_tried_out_here(),
    )


@blueprint.get("/registrations/<token>")
@access.by_token
def registration(token: str) -> ResponseReturnValue:
    """My registration: how it stands, who comes, the tickets, and what can be changed. Opening it changes nothing."""
    found = behind(token)
    event, now = found.event, clock.now()
    terms = queries.terms_behind(found)
    return render_template(
        "public/registrations/registration.html",
        registration=found,
        event=event,
        token=token,
        terms=terms,
        tickets=valid_tickets(found),
        answers=answer_rows(found),
        asked=bool(queries.setup_of(event.id).definitions),
        staff_link=staff_link(found.public_id) if terms.named and terms.most_heads > 1 else None,
        position=queries.waiting_position(found),
        is_live=is_live(found),
        is_late=found.held_until is not None and found.held_until <= now,
        may_change=queries.may_change(event, now),
        may_leave=queries.may_leave(event, now),
        may_register=queries.door(event, now) is Door.OPEN,
    )


@blueprint.post("/registrations/<token>/confirm")
@access.by_token
@once
def confirm(token: str) -> ResponseReturnValue:
    """Say that the address is one's own. A button, because mail scanners open every link."""
    found = behind(token)
    try:
        services.confirm_address(registration=found, now=clock.now())
    except (RegistrationClosedError, RegistrationStateError):
        flash(_("This can’t be confirmed any more."), "warning")
    return redirect(url_for("public.registration", token=token), 303)


@blueprint.post("/registrations/<token>/cancel")
@access.by_token
@once
def cancel_registration(token: str) -> ResponseReturnValue:
    """Give the place, or the rank, up."""
    found = behind(token)
    try:
        services.cancel(registration=found, actor=owner(found), now=clock.now())
    except RegistrationClosedError:
        flash(_("The event is over, so there is nothing left to give up."), "warning")
    return redirect(url_for("public.registration", token=token), 303)


def _shut(event: Any, door: Door) -> ResponseReturnValue:
    page = render_template("public/registrations/shut.html", event=event, door=door.value)
    return page, 409 if request.method == "POST" else 200


def _signed_up(event: Any, form: RegistrationForm) -> ResponseReturnValue:
    receipt = services.sign_up(
        event=event,
        application=Application(
            name=form.name.data or "",
            email=form.email.data or "",
            organisation=form.organisation.data or "",
            language=language.current(),
            privacy_version=form.privacy_version.data or "",
        ),
        now=clock.now(),
    )
    cookie_session[_SENT_TO] = (form.email.data or "").strip()
    return redirect(url_for("public.registered", slug=event.slug, receipt=receipts.seal(event, receipt)), 303)
