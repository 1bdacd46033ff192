from collections.abc import Collection
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access, rights
from webapp.accounts.types import Role, Scope
from webapp.admin.organisations.blueprint import blueprint
from webapp.admin.organisations.forms.organisations import EditOrganisationForm, NewOrganisationForm
from webapp.admin.organisations.labels import HANGING, KINDS, PARTS
from webapp.admin.paging import PER_PAGE, page_of
from webapp.foundation import clock
from webapp.foundation.http.form_page import attempt, done, form_page
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said
from webapp.office.queries import hanging_on
from webapp.office.services import organisations as services
from webapp.organisations.errors import OrganisationNamedError
from webapp.organisations.queries import found_by, get_organisation

if TYPE_CHECKING:
    from webapp.organisations.models import Organisation

_REFUSALS: Said = {OrganisationNamedError: lambda refusal: _archive_instead(refusal.tables)}
_FOR_AN_EVENT = "event"


@blueprint.get("/settings/organisations")
@access.staff
def organisations() -> ResponseReturnValue:
    """All organisations, those that were put away apart."""
    words, shows_away = request.args.get("q", ""), request.args.get("show") == "away"
    found = found_by(words)
    kinds = {away: [each for each in found if (each.archived_at is not None) == away] for away in (False, True)}
    at = page_of(request.args.get("page", 1, type=int), len(kinds[shows_away]))
    return render_template(
        "admin/organisations/organisations.html",
        rows=kinds[shows_away][at.offset : at.offset + PER_PAGE],
        page=at,
        counts={away: len(each) for away, each in kinds.items()},
        shows_away=shows_away,
        words=words,
        kinds=KINDS,
        parts=PARTS,
        may_edit=_may_edit,
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
        return render_template("admin/organisations/new_organisation.html", form=form, leads_on=leads_on)

    return form_page(form, make, show)


@blueprint.route("/settings/organisations/<organisation>", methods=["GET", "POST"])
@access.at_organisation(Role.ORGANIZER)
@once
def edit_organisation(organisation: str) -> ResponseReturnValue:
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
            still_there=_still_there(tables) if tables else "",
        )

    return form_page(form, change, show)


@blueprint.post("/settings/organisations/<organisation>/away")
@access.at_organisation(Role.ORGANIZER)
@once
def put_organisation_away(organisation: str) -> ResponseReturnValue:
    """Offer it no more."""
    found = get_organisation(organisation)
    return attempt(
        lambda: services.put_away(organisation=found, now=clock.now()),
        lambda: _back(organisation),
        told=_("“%(name)s” has been archived and is no longer offered.", name=found.name),
    )


@blueprint.post("/settings/organisations/<organisation>/back")
@access.at_organisation(Role.ORGANIZER)
@once
def take_organisation_back(organisation: str) -> ResponseReturnValue:
    """Offer it again."""
    found = get_organisation(organisation)
    return attempt(
        lambda: services.take_back(organisation=found),
        lambda: _back(organisation),
        told=_("“%(name)s” is offered again.", name=found.name),
    )


@blueprint.post("/settings/organisations/<organisation>/delete")
@access.at_organisation(Role.ORGANIZER)
@once
def delete_organisation(organisation: str) -> ResponseReturnValue:
    """Delete it while nothing hangs on it."""
    found = get_organisation(organisation)

    def delete() -> ResponseReturnValue:
        services.delete_organisation(organisation=found)
        return done(_("“%(name)s” has been deleted.", name=found.name), "admin.organisations.organisations")

    return attempt(delete, lambda: _back(organisation), _REFUSALS)


def _back(key: str) -> ResponseReturnValue:
    return redirect(url_for("admin.organisations.edit_organisation", organisation=key), 303)


def _still_there(tables: Collection[str]) -> str:
    found = ", ".join(str(HANGING[table]) for table in tables)
    said: str = _("This organisation still has: %(found)s. It can’t be deleted.", found=found)
    return said


def _archive_instead(tables: Collection[str]) -> str:
    instead: str = _("You can archive it instead, so that it is no longer offered.")
    return f"{_still_there(tables)} {instead}"


def _may_edit(organisation: "Organisation") -> bool:
    return rights.may(Role.ORGANIZER, Scope.of_organisation(organisation.id))
