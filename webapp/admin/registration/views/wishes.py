"""The organizer's word on people who shall join a registration that was approved without them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.registration.attempting import attempt_at, back_to
from webapp.admin.registration.blueprint import blueprint
from webapp.admin.registration.forms.wishes import reason_for
from webapp.admin.registration.insisting import insisting
from webapp.admin.registration.views.registration import registration_page
from webapp.admin.registrations import find
from webapp.foundation import clock
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said
from webapp.registration import queries, services
from webapp.registration.errors import AttendeeRequestNotFoundError, PersonInvalidError

if TYPE_CHECKING:
    from webapp.registration.models import AttendeeRequest, Registration


def _why_not(refusal: PersonInvalidError) -> str:
    if "heads" in refusal.fields:
        return str(_("That’s more people than one registration allows. Nothing was changed."))
    return str(_("This category needs a name for everyone. Please turn this down and add the person by name."))


_UNDECIDED: Said = {
    AttendeeRequestNotFoundError: _l("This was decided meanwhile. Nothing was changed."),
    PersonInvalidError: _why_not,
}
_ONE = "/events/<slug>/registrations/<registration_id>/wishes/<wish>"


@blueprint.post(f"{_ONE}/approve")
@access.at_event(Role.ORGANIZER)
@once
def approve_wish(slug: str, registration_id: str, wish: str) -> ResponseReturnValue:
    event, found = find(slug, registration_id)

    def act(asked: "AttendeeRequest") -> None:
        approve = partial(services.approve_attendee, request=asked)
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
        services.decline_attendee(request=asked, reason=form.reason.data or "", now=clock.now())

    return _decide(slug, found, wish, act)


def _decide(
    slug: str, found: "Registration", wish: str, act: Callable[["AttendeeRequest"], None]
) -> ResponseReturnValue:
    def decide() -> ResponseReturnValue:
        act(queries.get_wish(found, wish))
        return back_to(slug, found.public_id, _("Saved."))

    return attempt_at(slug, found.public_id, decide, _UNDECIDED)
