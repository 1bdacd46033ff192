"""The organizer's word on people who shall join a registration that was approved without them."""

from functools import partial

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.blueprint import blueprint
from webapp.admin.forms.wishes import reason_for
from webapp.admin.insisting import insisting
from webapp.admin.views.people import attempt
from webapp.admin.views.registration import find, registration_page
from webapp.foundation import clock
from webapp.foundation.http.once import once
from webapp.registration import queries, services
from webapp.registration.errors import HeadRequestNotFoundError

_ONE = "/events/<slug>/registrations/<registration_id>/wishes/<wish>"


@blueprint.post(f"{_ONE}/approve")
@access.at_event(Role.ORGANIZER)
@once
def approve_wish(slug: str, registration_id: str, wish: str) -> ResponseReturnValue:
    event, found = find(slug, registration_id)

    def act() -> None:
        try:
            asked = queries.get_wish(found, wish)
        except HeadRequestNotFoundError:
            flash(_("This was decided meanwhile. Nothing was changed."), "warning")
            return
        approve = partial(services.approve_head, request=asked, actor=access.actor())
        leaving = [asked.instead_of] if asked.instead_of else []
        insisting(event, leaving, lambda insists: approve(now=clock.now(), despite_entry=insists))

    return attempt(act, slug, registration_id)


@blueprint.post(f"{_ONE}/decline")
@access.at_event(Role.ORGANIZER)
@once
def decline_wish(slug: str, registration_id: str, wish: str) -> ResponseReturnValue:
    """Turn somebody down; whoever asked reads the reason."""
    event, found = find(slug, registration_id)
    form = reason_for(wish)
    if not form.validate():
        return registration_page(event, found, refusing=form), 422

    def act() -> None:
        try:
            asked = queries.get_wish(found, wish)
        except HeadRequestNotFoundError:
            flash(_("This was decided meanwhile. Nothing was changed."), "warning")
            return
        services.decline_head(request=asked, actor=access.actor(), reason=form.reason.data or "", now=clock.now())

    return attempt(act, slug, registration_id)
