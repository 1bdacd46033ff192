"""What the organizer decides about one registration: a request, or a place out of turn."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.blueprint import blueprint
from webapp.admin.forms.registrations import PromotionForm, ReasonForm
from webapp.admin.groups import too_large_to_seat
from webapp.admin.insisting import SEEN
from webapp.admin.labels import approved
from webapp.admin.refused_decisions import HAS_CHANGED, closed
from webapp.admin.views.registration import find, registration_page
from webapp.foundation import clock
from webapp.foundation.http.idempotency import once, refuse
from webapp.registration import queries, services
from webapp.registration.errors import (
    GroupTooLargeError,
    NoPlaceError,
    RegistrationClosedError,
    RegistrationStateError,
)
from webapp.registration.types import RegistrationStatus

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.registration.models import Registration


@blueprint.post("/events/<slug>/registrations/<registration_id>/approve")
@access.at_event(Role.ORGANIZER)
@once
def approve(slug: str, registration_id: str) -> ResponseReturnValue:
    event, found = find(slug, registration_id)

    def act() -> None:
        seen = request.form.get(SEEN)
        done = services.approve(registration=found, now=clock.now(), seen=seen)
        flash(approved(done, is_over=queries.line_is_over(event, clock.now())), "success")

    return _attempt(act, event, registration_id)


@blueprint.post("/events/<slug>/registrations/<registration_id>/decline")
@access.at_event(Role.ORGANIZER)
@once
def decline(slug: str, registration_id: str) -> ResponseReturnValue:
    event, found = find(slug, registration_id)
    form = ReasonForm()
    if not form.validate():
        return registration_page(event, found, declining=form), 422

    def act() -> None:
        services.decline(
            registration=found,
            reason=form.reason.data or "",
            now=clock.now(),
            seen=request.form.get(SEEN),
        )
        flash(_("%(name)s will be told, with your reason, that there is no place.", name=found.name), "success")

    if found.status == RegistrationStatus.REQUESTED and _is_another(found):
        flash(HAS_CHANGED, "warning")
        return registration_page(event, found, declining=form), 409  # what was typed stands there still
    return _attempt(act, event, registration_id)


@blueprint.post("/events/<slug>/registrations/<registration_id>/promote")
@access.at_event(Role.ORGANIZER)
@once
def promote(slug: str, registration_id: str) -> ResponseReturnValue:
    """Offer a place out of turn."""
    event, found = find(slug, registration_id)
    form = PromotionForm()
    if not form.validate():
        return registration_page(event, found, promoting=form), 422

    def act() -> None:
        services.promote(
            registration=found,
            reason=form.reason.data or "",
            now=clock.now(),
            beyond=form.beyond.data,
        )
        flash(_("%(name)s has an offer now.", name=found.name), "success")

    try:
        return _attempt(act, event, registration_id)
    except NoPlaceError:
        form.beyond.errors = [_("There are no places left. Tick the box if one more person may come anyway.")]
        return registration_page(event, found, promoting=form), 409


def _is_another(found: "Registration") -> bool:
    return request.form.get(SEEN) not in {None, "", queries.mark_of_request(found)}


def _attempt(act: Callable[[], None], event: "Event", registration_id: str) -> ResponseReturnValue:
    try:
        act()
    except GroupTooLargeError as refusal:
        refuse(too_large_to_seat(refusal))
    except RegistrationStateError:
        refuse(str(HAS_CHANGED))
    except RegistrationClosedError:
        refuse(closed(event, clock.now()))
    return redirect(url_for("admin.registration", slug=event.slug, registration_id=registration_id), 303)
