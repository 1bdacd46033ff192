"""The organizer's word on people who shall join a registration that was approved without them."""

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING, cast

from flask import redirect, url_for
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
from webapp.foundation.http.idempotency import once, refuse
from webapp.registration import queries, services
from webapp.registration.errors import HeadRequestNotFoundError, PersonInvalidError

if TYPE_CHECKING:
    from webapp.registration.models import AttendeeRequest, Registration

_ONE = "/events/<slug>/registrations/<registration_id>/wishes/<wish>"


@blueprint.post(f"{_ONE}/approve")
@access.at_event(Role.ORGANIZER)
@once
def approve_wish(slug: str, registration_id: str, wish: str) -> ResponseReturnValue:
    event, found = find(slug, registration_id)

    def act(asked: "AttendeeRequest") -> None:
        approve = partial(services.approve_head, request=asked)
        leaving = [asked.instead_of] if asked.instead_of else []
        insisting(event, leaving, lambda insists: approve(now=clock.now(), despite_entry=insists))

    return _decide(slug, found, wish, act)


@blueprint.post(f"{_ONE}/decline")
@access.at_event(Role.ORGANIZER)
@once
def decline_wish(slug: str, registration_id: str, wish: str) -> ResponseReturnValue:
    """Turn somebody down; whoever asked reads the reason."""
    event, found = find(slug, registration_id)
    form = reason_for(wish)
    if not form.validate() and wish in {each.public_id for each in queries.wishes_of(found.id)}:
        return registration_page(event, found, refusing=form), 422

    def act(asked: "AttendeeRequest") -> None:
        services.decline_head(request=asked, reason=form.reason.data or "", now=clock.now())

    return _decide(slug, found, wish, act)


def _decide(
    slug: str, found: "Registration", wish: str, act: Callable[["AttendeeRequest"], None]
) -> ResponseReturnValue:
    try:
        return attempt(lambda: act(queries.get_wish(found, wish)), slug, found.public_id)
    except HeadRequestNotFoundError:
        refuse(_("This was decided meanwhile. Nothing was changed."))
    except PersonInvalidError as refusal:
        if "heads" in cast("Collection[str]", refusal.details["fields"]):
            said = _("That’s more people than one registration allows. Nothing was changed.")
        else:
            said = _("This category needs a name for everyone. Please turn this down and add the person by name.")
        refuse(said)
    return redirect(url_for("admin.registration", slug=slug, registration_id=found.public_id), 303)
