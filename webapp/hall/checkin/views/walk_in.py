from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask import session as cookie_session
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.checkin.services import let_in
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http.form_page import attempt, form_page
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said
from webapp.foundation.http.transaction_frame import keep_private
from webapp.hall.checkin.blueprint import blueprint
from webapp.hall.checkin.forms import WalkInForm
from webapp.registration import services
from webapp.registration.errors import RegistrationClosedError

if TYPE_CHECKING:
    from webapp.events.models import Event

_GATE, _DEVICE = "gate", "door"
_CLOSED: Said = {
    RegistrationClosedError: _l("The event has been cancelled or is over, so no one can be added."),
}


@blueprint.route("/checkin/<slug>/walk-in", methods=["GET", "POST"])
@access.at_event(Role.DOOR)
@once
def walk_in(slug: str) -> ResponseReturnValue:
    """Put somebody down who came without a registration, and let them in."""
    keep_private()
    event = get_event(slug)
    form, is_full = WalkInForm(event), event.pool.level.full

    def show() -> str:
        if form.is_submitted():
            form.asked.let_files_wait()
        offers_more = is_full or bool(form.beyond.errors)
        return render_template("hall/checkin/walk_in.html", event=event, form=form, is_full=offers_more)

    back = redirect(url_for("hall.checkin.checkin", slug=slug), 303)
    return attempt(lambda: form_page(form, lambda: _let_in(event, form), show), lambda: back, _CLOSED)


def _let_in(event: "Event", form: WalkInForm) -> ResponseReturnValue:
    now = clock.now()
    beyond = bool(form.beyond.data)
    if (known := form.known_one()) is not None:
        made = services.seat_who_waits(registration=known, now=now, beyond=beyond)
    else:
        made = services.walk_in(event=event, application=form.application(), now=now, beyond=beyond)
    gate = cookie_session.get(_GATE, "")
    let_in(event=event, registration_id=made.id, gate=gate, device=_DEVICE, now=now)
    said = ngettext(
        "%(name)s has checked in.", "%(name)s has checked in, %(num)s people in total.", made.heads, name=made.name
    )
    flash(said, "success")
    return redirect(url_for("hall.checkin.walk_in", slug=event.slug), 303)
