from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.admin.office.blueprint import blueprint
from webapp.admin.office.forms import InstallationForm
from webapp.admin.ways.first_steps import first_steps
from webapp.admin.ways.settings_places import places
from webapp.foundation import clock
from webapp.foundation.http.form_page import done, form_page
from webapp.foundation.http.idempotency import once
from webapp.foundation.setting_values import DARKEST_GROUND, contrast
from webapp.office import services
from webapp.office.queries import settings_to_edit


@blueprint.get("/settings")
@access.staff
def settings() -> ResponseReturnValue:
    """All that can be set here, and what is left before the first event."""
    return render_template("admin/office/settings.html", places=places(), steps=first_steps())


@blueprint.route("/settings/installation", methods=["GET", "POST"])
@access.admin
@once
def installation() -> ResponseReturnValue:
    """What the installation says of itself."""
    kept = settings_to_edit()
    form = InstallationForm(kept)

    def change() -> ResponseReturnValue:
        services.change_settings(now=clock.now(), **form.changes())
        return done(_("Saved."), "admin.office.installation")

    def show() -> str:
        shown = contrast(kept.accent, DARKEST_GROUND) if kept.accent else None
        return render_template("admin/office/installation.html", form=form, accent=kept.accent, contrast=shown)

    return form_page(form, change, show)
