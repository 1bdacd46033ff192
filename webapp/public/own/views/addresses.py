"""Another address for one's own registration: it counts once it was confirmed from its mailbox."""

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.foundation.http.idempotency import once, refuse
from webapp.foundation.http.transaction_frame import keep_private
from webapp.mail.errors import TooManyMailsError
from webapp.public.own.blueprint import blueprint
from webapp.public.own_registration import back, behind
from webapp.public.people_forms import AddressForm
from webapp.public.refusals import may_not_be_changed
from webapp.registration import queries, services
from webapp.registration.errors import (
    AlreadyRegisteredError,
    OfferOverError,
    PersonInvalidError,
    RegistrationStateError,
)
from webapp.registration.types import ADDRESS_LINK, LINK

if TYPE_CHECKING:
    from webapp.registration.models import AddressWish, Registration


@blueprint.route("/registrations/<token>/address", methods=["GET", "POST"])
@access.by_token
@once
def change_address(token: str) -> ResponseReturnValue:
    """Ask another mailbox; what is said is the same whether or not the address is registered."""
    found = behind(token)
    if reason := may_not_be_changed(found):
        refuse(reason)
        return back(token)
    form = AddressForm()
    if form.is_submitted() and form.validate() and _is_asked(found, form):
        said = _("We’ve sent an email to %(address)s. Once you confirm it there, your registration has that address.")
        flash(said % {"address": form.email.data}, "success")
        return back(token)
    page = render_template("public/own/address.html", registration=found, event=found.event, token=token, form=form)
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/addresses/<token>")
@access.by_token
def new_address(token: str) -> ResponseReturnValue:
    """From the mailbox: which registration's event it is about. Opening it changes nothing."""
    wish = _asked_for(token)
    late = services.is_late(wish, clock.now())
    return render_template("public/own/new_address.html", event=wish.registration.event, token=token, is_late=late)


@blueprint.post("/addresses/<token>/confirm")
@access.by_token
@once
def confirm_new_address(token: str) -> ResponseReturnValue:
    """A button, because mail scanners open every link."""
    wish = _asked_for(token)
    try:
        made = services.confirm_new_address(wish=wish, now=clock.now())
    except AlreadyRegisteredError:
        refuse(_("This address has a registration of its own for this event, so nothing was changed."))
    except (OfferOverError, RegistrationStateError):
        refuse(_("This can no longer be confirmed. Nothing was changed."))
    else:
        flash(_("Your registration has this address now."), "success")
        return redirect(url_for("public.own.registration", token=links.seal(LINK, made.link_id)), 303)
    return redirect(url_for("public.own.new_address", token=token), 303)


def _is_asked(found: "Registration", form: AddressForm) -> bool:
    try:
        services.ask_for_address(registration=found, email=form.email.data or "", now=clock.now())
    except PersonInvalidError as refusal:
        form.say(refusal.fields)
    except TooManyMailsError:
        form.email.errors = [_("We’ve sent several emails to this address recently. Please check those first.")]
    else:
        return True
    return False


def _asked_for(token: str) -> "AddressWish":
    keep_private()
    return queries.find_address_wish(links.unseal(ADDRESS_LINK, token) or "-") or abort(404)
