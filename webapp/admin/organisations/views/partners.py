from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access, rights
from webapp.accounts.types import Role, Scope
from webapp.admin.organisations.blueprint import blueprint
from webapp.admin.organisations.forms.organisations import EditOrganisationForm
from webapp.events.queries.own_partners import own_partners
from webapp.events.services.own_partners import correct_partner
from webapp.foundation.http.form_page import done, form_page
from webapp.foundation.http.idempotency import once
from webapp.organisations.queries import get_organisation


@blueprint.route("/settings/organisations/<organisation>/correct", methods=["GET", "POST"])
@access.host
@once
def correct_organisation(organisation: str) -> ResponseReturnValue:
    """A partner without a team of its own, put right by those at whose events it takes part."""
    found = get_organisation(organisation)
    if rights.may(Role.ORGANIZER, Scope.of_organisation(found.id)):
        return redirect(url_for("admin.organisations.edit_organisation", organisation=organisation), 303)
    if found.deleted_at is not None or found.id not in own_partners():
        return done(_("Only its own team can edit it."), "admin.organisations.organisations", kind="warning")
    form = EditOrganisationForm(over=found)
    form.leave_out("parts")

    def change() -> ResponseReturnValue:
        correct_partner(organisation=found, **form.changes())
        return done(_("Saved."), "admin.organisations.organisations")

    def show() -> str:
        return render_template("admin/organisations/correct_organisation.html", form=form, organisation=found)

    return form_page(form, change, show)
