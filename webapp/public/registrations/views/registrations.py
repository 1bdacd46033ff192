from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.events.queries import get_public_event
from webapp.events.scopes import event_scope
from webapp.foundation import clock, transaction
from webapp.foundation.http import links
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.shared_form import shared_form
from webapp.foundation.http.transaction_frame import keep_private
from webapp.mail.errors import TooManyMailsError
from webapp.public import presenting
from webapp.public.form_questions import brings_ticket, free_of
from webapp.public.mailbox_access import has_key, is_tried_out_here
from webapp.public.registrations import put_down, receipts
from webapp.public.registrations.blueprint import blueprint
from webapp.public.registrations.registration_form import SignUpForm
from webapp.public.registrations.views.guests import invited_by, known_of, setup_for
from webapp.registration import queries, services
from webapp.registration.errors import (
    ChoiceFullError,
    PersonInvalidError,
)
from webapp.registration.types import LINK, Accepted, Opening, RegistrationAvailability
from webapp.stations.asked import asked_at

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.registration.models import Invitation


@blueprint.route("/events/<slug>/register", methods=["GET", "POST"])
@access.public
@shared_form(event_scope)
@once
def register(slug: str) -> ResponseReturnValue:
    """One screen to a place, or to a rank on the waiting list, without an account."""
    with transaction.reading_first():
        event = get_public_event(slug)
        invitation = invited_by(request.args.get("invitation"), event)
        setup = setup_for(queries.setup_of(event.id), invitation)
        asked = asked_at(event, setup, with_levels=request.method != "POST")
    opening = queries.opening_in(event, () if request.method == "POST" else setup.terms, clock.now())
    if opening.door is not RegistrationAvailability.OPEN:  # a form that was sent says itself that its category is shut
        return _shut(event, opening)
    form = SignUpForm(setup, asked, known_of(invitation))
    if form.is_submitted and form.validate():
        answer = _try(event, form, invitation)
        if answer is not None:
            return answer
    return form.tries.answer(_form_page(event, form), 422 if form.is_submitted else 200)


@blueprint.get("/events/<slug>/register/<receipt>")
@access.public
def registered(slug: str, receipt: str) -> ResponseReturnValue:
    """What comes next; the same whether or not the address was known."""
    keep_private()
    event = get_public_event(slug)
    told, heads = receipts.unseal(event, receipt) or abort(404)
    names, sent_to = put_down.take()
    return render_template(
        "public/registrations/registered.html",
        event=event,
        position=told.position,
        line_over=queries.line_is_over(event, clock.now()) and presenting.lies_ahead(event, clock.now()),
        to_be_approved=told.to_be_approved,
        until=clock.local(told.until, event.zone),
        sent_to=sent_to,
        names=names,
        heads=heads,
        mailbox=is_tried_out_here(),
        may_open_mailbox=has_key(),
    )


def _shut(event: "Event", opening: Opening) -> ResponseReturnValue:
    page = render_template("public/registrations/shut.html", event=event, opening=opening, door=opening.door.value)
    return page, 409 if request.method == "POST" else 200


def _form_page(event: "Event", form: SignUpForm) -> str:
    if form.is_submitted:
        form.let_files_wait()
        form.show_left(asked_at(event, form.setup, with_levels=True).left)
    # Beside free places only those wait who need more of them at once.
    most, left = max((each.most for each in form.setup.terms), default=1), event.pool.level.free
    waiting = queries.queue_of(event.id) if left is not None and left < most else None
    only_waits = presenting.only_waits(event, waiting.largest if waiting else 0)
    free = free_of(each.pool_id for each in form.setup.terms)
    return render_template(
        "public/registrations/register.html",
        event=event,
        form=form,
        waiting=waiting,
        only_waits=only_waits,
        free=free,
        brings_ticket=not only_waits and brings_ticket(form.setup.terms, free),
        now=clock.now(),
    )


def _try(event: "Event", form: SignUpForm, invitation: "Invitation | None") -> ResponseReturnValue | None:
    """Where it leads when all goes well; else None, and the form says why."""
    try:
        if form.keep_files():
            return _signed_up(event, form, invitation)
    except TooManyMailsError:
        form.main.email.errors = [_("We’ve sent several emails to this address recently. Please check those first.")]
    except PersonInvalidError as refusal:
        form.tries.count(refusal.fields)
        form.say(refusal.fields)
    except ChoiceFullError as refusal:
        form.say_full(refusal)
    return None


def _signed_up(event: "Event", form: SignUpForm, invitation: "Invitation | None") -> ResponseReturnValue:
    application = form.application()
    if (who := form.put_down()) is not None:
        put_down.keep_for_repeats(who)
    if invitation is not None:
        accepted = services.accept_invitation(invitation=invitation, application=application, now=clock.now())
        if accepted.registration is not None:
            return _said_yes(accepted)
        receipt = accepted.receipt
    else:
        receipt = services.sign_up(event=event, application=application, now=clock.now(), setup=form.setup)
    if who is not None:
        put_down.keep(who)
    sealed = receipts.seal(event, receipt, len(application.heads))
    return redirect(url_for("public.registrations.registered", slug=event.slug, receipt=sealed), 303)


def _said_yes(accepted: Accepted) -> ResponseReturnValue:
    """To the registration of the address that the invitation's link proves."""
    if accepted.was_known:
        flash(_("You were registered with this address already. What you entered just now was not taken over."), "info")
    return redirect(
        url_for("public.own.registration", token=links.seal(LINK, accepted.registration.link_id), sent=1), 303
    )
