"""That a host may invite somebody to further events: shown, taken back, given again."""

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.contacts import services
from webapp.contacts.queries import find_by_link
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.transaction_frame import keep_private
from webapp.organisations.queries import by_ids
from webapp.public.consents.blueprint import blueprint
from webapp.registration.types import CONSENT_LINK

if TYPE_CHECKING:
    from webapp.contacts.models import Contact


@blueprint.get("/consents/<token>")
@access.by_token
def consent(token: str) -> ResponseReturnValue:
    """Opening it changes nothing, for mail scanners open every link."""
    keep_private()
    found = _behind(token)
    host = by_ids([found.organisation_id])[found.organisation_id]
    return render_template("public/consents/consent.html", contact=found, host=host, token=token)


@blueprint.post("/consents/<token>/withdraw")
@access.by_token
@once
def withdraw(token: str) -> ResponseReturnValue:
    services.withdraw(contact=_behind(token), now=clock.now())
    flash(_("Your consent is withdrawn."), "success")
    return redirect(url_for("public.consents.consent", token=token), 303)


@blueprint.post("/consents/<token>/give")
@access.by_token
@once
def give(token: str) -> ResponseReturnValue:
    services.agree_again(contact=_behind(token), now=clock.now())
    flash(_("Thank you. You may be invited to further events from now on."), "success")
    return redirect(url_for("public.consents.consent", token=token), 303)


def _behind(token: str) -> "Contact":
    """A link belongs to the address that it was written to: whoever has another one by now isn't behind it."""
    return find_by_link(links.unseal(CONSENT_LINK, token) or abort(404)) or abort(404)
