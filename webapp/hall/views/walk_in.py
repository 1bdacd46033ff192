from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from flask import flash, redirect, render_template, url_for
from flask import session as cookie_session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.checkin.services import let_in
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http.idempotency import once, refuse
from webapp.foundation.http.transaction_frame import keep_private
from webapp.hall.blueprint import blueprint
from webapp.hall.walk_in_form import WalkInForm
from webapp.registration import services
from webapp.registration.errors import (
    AlreadyRegisteredError,
    NoPlaceError,
    OfferOverError,
    PersonInvalidError,
    RegistrationClosedError,
)
from webapp.registration.queries import get_by_public_id, setup_of
from webapp.registration.types import Problem

if TYPE_CHECKING:
    from webapp.events.models import Event

_GATE, _DEVICE = "gate", "door"


@blueprint.route("/checkin/<slug>/walk-in", methods=["GET", "POST"])
@access.at_event(Role.DOOR)
@once
def walk_in(slug: str) -> ResponseReturnValue:
    """Put somebody down who came without a registration, and let them in."""
    keep_private()
    event = get_event(slug)
    form = WalkInForm(setup_of(event.id))
    is_full = event.pool.level.full
    if form.validate_on_submit() and form.asked.validate() and form.takes_all(event):
        try:
            return _let_in(event, form)
        except NoPlaceError:
            is_full = True
            form.beyond.errors = [_("There are no places left. Tick the box to let them in anyway.")]
        except AlreadyRegisteredError as refusal:
            form.say_known(get_by_public_id(str(refusal.details["public_id"])))
        except OfferOverError:
            form.email.errors = [_("The offer to this address has just run out. Please try again in a few minutes.")]
        except PersonInvalidError as refusal:
            form.say(cast("Mapping[str, Problem]", refusal.details["fields"]))
        except RegistrationClosedError:
            refuse(_("The event has been cancelled or is over, so no one can be added."))
            return redirect(url_for("hall.checkin", slug=slug), 303)
    if form.is_submitted():
        form.asked.let_files_wait()
    page = render_template("hall/checkin/walk_in.html", event=event, form=form, is_full=is_full)
    return page, 422 if form.errors or form.asked.form.errors else 200


def _let_in(event: "Event", form: WalkInForm) -> ResponseReturnValue:
    now = clock.now()
    beyond = bool(form.beyond.data)
    if (known := form.known_at(event)) is not None:
        made = services.seat_who_waits(registration=known, now=now, beyond=beyond)
    else:
        made = services.walk_in(event=event, application=form.application(), now=now, beyond=beyond)
    gate = cookie_session.get(_GATE, "")
    let_in(event=event, registration_id=made.id, gate=gate, device=_DEVICE, now=now)
    said = ngettext(
        "%(name)s has checked in.", "%(name)s has checked in, %(num)s people in total.", made.heads, name=made.name
    )
    flash(said, "success")
    return redirect(url_for("hall.walk_in", slug=event.slug), 303)
