"""People who come by another way than the form: invited, or looking for their ticket."""

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.events.queries import get_public_event
from webapp.events.scopes import event_scope
from webapp.foundation import clock, transaction
from webapp.foundation.email_addresses import normal_form
from webapp.foundation.http import form_page, links
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.shared_form import shared_form
from webapp.foundation.http.transaction_frame import keep_private
from webapp.public import presenting
from webapp.public.people_forms import AddressForm
from webapp.public.refusals import too_late
from webapp.public.registrations.blueprint import blueprint
from webapp.registration import queries, services
from webapp.registration.errors import RegistrationClosedError
from webapp.registration.queries import Setup
from webapp.registration.queries.invitations import find_by_link
from webapp.registration.types import INVITATION_LINK, LINK, InvitationStatus, RegistrationAvailability, Reply

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.registration.models import Invitation


@blueprint.route("/events/<slug>/tickets", methods=["GET", "POST"])
@access.public
@shared_form(event_scope)
@once
def send_tickets_again(slug: str) -> ResponseReturnValue:
    """Have the tickets sent once more; the answer never tells whether the address is registered."""
    with transaction.reading_first():
        event = get_public_event(slug)
    form = AddressForm()

    def send() -> ResponseReturnValue:
        services.send_again(event=event, email=form.email.data or "")
        return redirect(url_for("public.registrations.tickets_sent_again", slug=slug), 303)

    return form_page.form_page(
        form, send, lambda: render_template("public/registrations/send_again.html", event=event, form=form)
    )


@blueprint.get("/events/<slug>/tickets/sent")
@access.public
def tickets_sent_again(slug: str) -> ResponseReturnValue:
    """The same for everybody."""
    return render_template("public/registrations/sent_again.html", event=get_public_event(slug))


@blueprint.get("/invitations/<token>")
@access.by_token
def invitation(token: str) -> ResponseReturnValue:
    """Yes or no; opening it changes nothing."""
    found = _invited(token)
    event, now = found.event, clock.now()
    page = render_template(
        "public/registrations/invitation.html",
        invitation=found,
        event=event,
        token=token,
        own=_own(found),
        along=found.is_brought_along,
        is_used_up=found.is_answered_by_another and found.registration is not None and found.registration.is_live,
        door=queries.availability(event, now).value,
        only_waits=_only_waits(found),
        lies_ahead=presenting.lies_ahead(event, now),
        is_over=presenting.is_over(event, now),
        line_over=queries.line_is_over(event, now),
        may_leave=queries.may_leave(event, now),
    )
    return page, 410 if found.status == InvitationStatus.WITHDRAWN else 200


@blueprint.post("/invitations/<token>/decline")
@access.by_token
@once
def decline_invitation(token: str) -> ResponseReturnValue:
    """No, thank you."""
    found = _invited(token)
    if found.status == InvitationStatus.WITHDRAWN:
        return redirect(url_for("public.registrations.invitation", token=token), 303)
    now, back = clock.now(), redirect(url_for("public.registrations.invitation", token=token), 303)

    def act() -> None:
        services.decline_invitation(invitation=found, now=now)
        if found.reply is Reply.DECLINED and queries.availability(found.event, now) is RegistrationAvailability.OPEN:
            flash(_("Thank you for letting us know. If you change your mind, you can still accept."), "success")
        elif found.reply is Reply.DECLINED:
            flash(_("Thank you for letting us know."), "success")

    return form_page.attempt(act, lambda: back, {RegistrationClosedError: lambda _refusal: too_late(found.event, now)})


def _only_waits(invitation: "Invitation") -> bool:
    """True where a yes leads to the waiting list: the event is full, or what is free is kept for others."""
    event, category = invitation.event, invitation.category
    largest = queries.largest_in_line([event.id]).get(event.id, 0) if event.pool.level.free else 0
    is_full = category is not None and category.pool is not None and category.pool.level.full
    return is_full or presenting.only_waits(event, largest)


def _own(invitation: "Invitation") -> str | None:
    """The link to the registration that answered, if its address is the one that this link was sent to."""
    if invitation.registration is None or invitation.is_answered_by_another:
        return None
    return links.seal(LINK, invitation.registration.link_id)


def _invited(token: str) -> "Invitation":
    keep_private()
    link_id = links.unseal(INVITATION_LINK, token)
    found = find_by_link(link_id) if link_id else None
    return abort(404) if found is None else found


def invited_by(token: str | None, event: "Event") -> "Invitation | None":
    """The invitation by which somebody comes to the event's form, if its link is in the address.

    One that has its answer or was withdrawn leads to its own page, which says so.
    """
    found = _invited(token) if token else None
    if found is not None and found.event_id != event.id:
        abort(404)
    if found is not None and not found.may_be_answered:
        abort(redirect(url_for("public.registrations.invitation", token=token), 303))
    return found


def setup_for(setup: Setup, invitation: "Invitation | None") -> Setup:
    """The setup for whoever comes by this invitation, as long as the address is the one that it was sent to."""
    if invitation is None or normal_form(request.form.get("email", invitation.email)) != invitation.email_normal:
        return setup
    return setup.open_to(invitation.category)


def known_of(invitation: "Invitation | None") -> dict[str, object]:
    """What the form needs not ask of somebody who was invited."""
    if invitation is None:
        return {}
    category = {"category": invitation.category.public_id} if invitation.category else {}
    return {
        "name": invitation.name,
        "email": invitation.email,
        "organisation": invitation.organisation,
        **category,
    }
