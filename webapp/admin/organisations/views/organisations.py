from collections.abc import Collection
from typing import TYPE_CHECKING

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access, rights
from webapp.accounts.types import Role, Scope
from webapp.admin import shelves
from webapp.admin.organisations.blueprint import blueprint
from webapp.admin.organisations.forms.organisations import EditOrganisationForm, NewOrganisationForm
from webapp.admin.organisations.labels import HANGING, PARTS
from webapp.events.queries.own_partners import own_partners
from webapp.foundation.http.form_page import done, form_page
from webapp.foundation.http.idempotency import once
from webapp.office.queries import hanging_on
from webapp.office.services import organisations as services
from webapp.organisations.queries import all_organisations, found_by, get_organisation
from webapp.organisations.wording import KINDS

if TYPE_CHECKING:
    from webapp.organisations.models import Organisation

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
        tables = hanging_on(found)
        return render_template(
            "admin/organisations/edit_organisation.html",
            form=form,
            organisation=found,
            still_there=still_there(tables) if tables else "",
        )

    return form_page(form, change, show)


def _playing(part: str) -> "list[Organisation]":
    """Those that are searched for, and can be what the list is narrowed to."""
    return [each for each in found_by(shelves.asked_words()) if part not in PARTS or part in each.parts]


def still_there(tables: Collection[str]) -> str:
    """What hangs on an organisation, in words."""
    found = ", ".join(str(HANGING[table]) for table in tables)
    said: str = _("This organisation still has: %(found)s. It can’t be deleted.", found=found)
    return said


def _may_edit(organisation: "Organisation") -> bool:
    return rights.may(Role.ORGANIZER, Scope.of_organisation(organisation.id))
