from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.accounts import access, rights
from webapp.accounts.types import Role, Scope
from webapp.admin import shelves
from webapp.admin.organisations.blueprint import blueprint
from webapp.admin.organisations.forms.organisations import EditOrganisationForm, NewOrganisationForm
from webapp.admin.organisations.labels import KINDS, PARTS
from webapp.events.queries.own_partners import own_partners
from webapp.foundation import clock
from webapp.foundation.http.form_page import Undo, attempt, done, form_page
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said
from webapp.office.services import organisations as services
from webapp.organisations.errors import OrganisationNamedError
from webapp.organisations.queries import all_organisations, found_by, get_organisation

if TYPE_CHECKING:
    from webapp.organisations.models import Organisation

_REFUSALS: Said = {
    OrganisationNamedError: _l(
        "Events, plans, tenders or accounts still name this organisation. You can archive it instead, so that it is "
        "no longer offered."
    ),
}
_FOR_AN_EVENT = "event"


@blueprint.get("/settings/organisations")
@access.staff
def organisations() -> ResponseReturnValue:
    """All organisations, those that were put away or deleted apart."""
    found = shelves.shelved(_playing(request.args.get("part", "")))
    return render_template(
        "admin/organisations/organisations.html",
        found=found,
        kinds=KINDS,
        parts=PARTS,
        may_edit=_may_edit,
        partners=own_partners(),
    )


@blueprint.route("/settings/organisations/new", methods=["GET", "POST"])
@access.staff
@once
def new_organisation() -> ResponseReturnValue:
    """One more; whoever needs it for an event goes on there."""
    leads_on = request.args.get("then") == _FOR_AN_EVENT
    form = NewOrganisationForm(data={"parts": ["host"] if leads_on else []})

    def make() -> ResponseReturnValue:
        made = services.make_organisation(**form.changes())
        said = _("“%(name)s” has been created.", name=made.name)
        if leads_on:
            return done(said, "admin.events.new_event")
        if not _may_edit(made):
            return done(said, "admin.organisations.organisations")
        return done(said, "admin.organisations.edit_organisation", organisation=made.key)

    def show() -> str:
        shown = {"leads_on": leads_on and not all_organisations(), "is_admin": rights.is_admin()}
        return render_template("admin/organisations/new_organisation.html", form=form, **shown)

    return form_page(form, make, show)


@blueprint.route("/settings/organisations/<organisation>", methods=["GET", "POST"])
@access.at_organisation(Role.ORGANIZER)
@once
def edit_organisation(organisation: str) -> ResponseReturnValue:
    """Who it is, and how it is reached."""
    found = get_organisation(organisation)
    form = EditOrganisationForm(over=found)

    def change() -> ResponseReturnValue:
        services.change_organisation(organisation=found, **form.changes())
        return done(_("Saved."), "admin.organisations.edit_organisation", organisation=organisation)

    def show() -> str:
        return render_template("admin/organisations/edit_organisation.html", form=form, organisation=found)

    return form_page(form, change, show)


@blueprint.post("/settings/organisations/<organisation>/away")
@access.at_organisation(Role.ORGANIZER)
@once
def put_organisation_away(organisation: str) -> ResponseReturnValue:
    """Offer it no more."""
    found = get_organisation(organisation)
    return shelves.put_away(
        found.name,
        lambda: services.put_away(organisation=found, now=clock.now()),
        lambda: _back(organisation),
        url_for("admin.organisations.take_organisation_back", organisation=organisation),
    )


@blueprint.post("/settings/organisations/<organisation>/back")
@access.at_organisation(Role.ORGANIZER)
@once
def take_organisation_back(organisation: str) -> ResponseReturnValue:
    """Offer it again."""
    found = get_organisation(organisation)
    return shelves.take_back(found.name, lambda: services.take_back(organisation=found), lambda: _back(organisation))


@blueprint.post("/settings/organisations/<organisation>/delete")
@access.at_organisation(Role.ORGANIZER)
@once
def delete_organisation(organisation: str) -> ResponseReturnValue:
    """Into the bin with it while nothing names it."""
    found = get_organisation(organisation)

    def delete() -> ResponseReturnValue:
        services.delete_organisation(organisation=found, now=clock.now())
        undo = Undo(url_for("admin.organisations.restore_organisation", organisation=organisation))
        said = _("“%(name)s” is in the bin for 30 days.", name=found.name)
        return done(said, "admin.organisations.organisations", undo=undo)

    return attempt(delete, lambda: _back(organisation), _REFUSALS)


@blueprint.post("/settings/organisations/<organisation>/restore")
@access.at_organisation(Role.ORGANIZER)
@once
def restore_organisation(organisation: str) -> ResponseReturnValue:
    """Out of the bin, as it was."""
    found = get_organisation(organisation)
    return attempt(
        lambda: services.restore(organisation=found),
        lambda: _back(organisation),
        told=_("“%(name)s” is back.", name=found.name),
    )


def _playing(part: str) -> "list[Organisation]":
    """Those that are searched for, and can be what the list is narrowed to."""
    return [each for each in found_by(shelves.asked_words()) if part not in PARTS or part in each.parts]


def _back(key: str) -> ResponseReturnValue:
    return redirect(url_for("admin.organisations.edit_organisation", organisation=key), 303)


def _may_edit(organisation: "Organisation") -> bool:
    return rights.may(Role.ORGANIZER, Scope.of_organisation(organisation.id))
