from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.organisations.blueprint import blueprint
from webapp.admin.organisations.forms.settings import LogoForm
from webapp.foundation import clock
from webapp.foundation.http.form_page import Undo, attempt, done, form_page
from webapp.foundation.http.idempotency import once
from webapp.office.services import logos as services
from webapp.organisations.queries import get_organisation
from webapp.organisations.types import Shade


@blueprint.route("/settings/organisations/<organisation>/logo", methods=["GET", "POST"])
@access.at_organisation(Role.ORGANIZER)
@once
def logo(organisation: str) -> ResponseReturnValue:
    """The logo for light and for dark grounds."""
    found = get_organisation(organisation)
    form = LogoForm(data={"alt": found.logo_alt})
    form.has_logo = bool(found.logos)

    def save() -> ResponseReturnValue:
        for shade, picture in form.pictures.items():
            services.set_logo(organisation=found, shade=shade, picture=picture, now=clock.now())
        services.describe_logo(organisation=found, alt=form.alt.data)
        return done(_("Saved."), "admin.organisations.logo", organisation=organisation)

    def show() -> str:
        return render_template("admin/organisations/logo.html", form=form, organisation=found)

    return form_page(form, save, show)


@blueprint.post("/settings/organisations/<organisation>/logo/<shade>/remove")
@access.at_organisation(Role.ORGANIZER)
@once
def remove_logo(organisation: str, shade: str) -> ResponseReturnValue:
    """Show it no more."""
    found = get_organisation(organisation)
    return attempt(
        lambda: services.remove_logo(organisation=found, shade=_shade(shade), now=clock.now()),
        lambda: _back(organisation),
        told=_("The logo has been removed. It can be put back for 30 days."),
        undo=Undo(url_for("admin.organisations.put_logo_back", organisation=organisation, shade=shade)),
    )


@blueprint.post("/settings/organisations/<organisation>/logo/<shade>/restore")
@access.at_organisation(Role.ORGANIZER)
@once
def put_logo_back(organisation: str, shade: str) -> ResponseReturnValue:
    """The logo again that was removed."""
    found = get_organisation(organisation)
    return attempt(
        lambda: services.put_logo_back(organisation=found, shade=_shade(shade), now=clock.now()),
        lambda: _back(organisation),
        told=_("The logo is back."),
    )


def _shade(named: str) -> Shade:
    return Shade(named) if named in set(Shade) else abort(404)


def _back(organisation: str) -> ResponseReturnValue:
    return redirect(url_for("admin.organisations.logo", organisation=organisation), 303)
