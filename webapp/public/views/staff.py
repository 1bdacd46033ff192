"""Colleagues who put themselves down with the registration of their business."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.foundation import clock
from webapp.foundation.http.once import once
from webapp.public.blueprint import blueprint
from webapp.public.own_registration import behind, owner, refused
from webapp.public.people_forms import HeadForm
from webapp.registration import services
from webapp.registration.errors import (
    ChoiceFullError,
    NoPlaceError,
    PersonInvalidError,
    RegistrationClosedError,
    RegistrationStateError,
)
from webapp.registration.types import STAFF_LINK

_REFUSALS = (NoPlaceError, ChoiceFullError, RegistrationClosedError, RegistrationStateError)


@blueprint.route("/join/<token>", methods=["GET", "POST"])
@access.by_token
@once
def join(token: str) -> ResponseReturnValue:
    """Colleagues put themselves down with the registration of their business."""
    found, form, status = behind(token, STAFF_LINK), HeadForm(), 200
    if form.is_submitted():
        try:
            services.add_head(registration=found, head=form.head(), actor=owner(found), now=clock.now())
        except PersonInvalidError as refusal:
            form.say(refusal.details["fields"])  # type: ignore[arg-type]
            status = 422
        except _REFUSALS as refusal:
            flash(refused(refusal), "warning")
            return redirect(url_for("public.join", token=token), 303)
        else:
            return redirect(url_for("public.joined", token=token), 303)
    return render_template("public/registrations/join.html", registration=found, event=found.event, form=form), status


@blueprint.get("/join/<token>/done")
@access.by_token
def joined(token: str) -> ResponseReturnValue:
    """What comes next for a colleague."""
    found = behind(token, STAFF_LINK)
    return render_template("public/registrations/joined.html", registration=found, event=found.event, token=token)
