"""Organisations that are no longer needed: archived, deleted, and brought back."""

from collections.abc import Collection

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin import shelves
from webapp.admin.organisations.blueprint import blueprint
from webapp.admin.organisations.views.organisations import still_there
from webapp.foundation import clock
from webapp.foundation.http.form_page import Undo, attempt, done
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said
from webapp.office.services import organisations as services
from webapp.organisations.errors import OrganisationNamedError
from webapp.organisations.queries import get_organisation

_REFUSALS: Said = {OrganisationNamedError: lambda refusal: _archive_instead(refusal.tables)}


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
    """Into the bin with it while nothing hangs on it."""
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


def _back(key: str) -> ResponseReturnValue:
    return redirect(url_for("admin.organisations.edit_organisation", organisation=key), 303)


def _archive_instead(tables: Collection[str]) -> str:
    instead: str = _("You can archive it instead, so that it is no longer offered.")
    return f"{still_there(tables)} {instead}"
