"""The rules by which people register for an event."""

from typing import TYPE_CHECKING

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.sign_up.blueprint import blueprint
from webapp.admin.sign_up.forms.settings import SignUpSettingsForm
from webapp.events.queries import get_event
from webapp.foundation.http.form_page import done, form_page
from webapp.foundation.http.idempotency import once
from webapp.registration import queries, services

if TYPE_CHECKING:
    from webapp.events.models import Event


@blueprint.route("/events/<slug>/sign-up", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def sign_up(slug: str) -> ResponseReturnValue:
    """How many may come with one form, who decides, how long offers stand and data is kept."""
    event = get_event(slug)
    form = SignUpSettingsForm(queries.sign_up_of(event.id))

    def save() -> ResponseReturnValue:
        services.set_up(event=event, **form.changes())
        return done(_("Saved."), "admin.sign_up.sign_up", slug=slug)

    return form_page(form, save, lambda: _page(event, form))


def _page(event: "Event", form: SignUpSettingsForm) -> str:
    categories = queries.categories_of(event.id)
    return render_template("admin/sign_up/sign_up.html", event=event, form=form, categories=categories)
