"""What the organizer decides about one registration: a request, or a place out of turn."""

from typing import TYPE_CHECKING

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.inputs.reasons import ReasonForm
from webapp.admin.registration.attempting import attempt_at, back_to
from webapp.admin.registration.blueprint import blueprint
from webapp.admin.registration.forms.registration import PromotionForm
from webapp.admin.registration.insisting import SEEN
from webapp.admin.registration.labels import approved
from webapp.admin.registration.views.registration import registration_page
from webapp.admin.registrations import find
from webapp.admin.wording.refused_decisions import HAS_CHANGED
from webapp.foundation import clock
from webapp.foundation.http.form_page import sent_form
from webapp.foundation.http.idempotency import once
from webapp.registration import queries, services
from webapp.registration.types import RegistrationStatus

if TYPE_CHECKING:
    from webapp.registration.models import Registration


@blueprint.post("/events/<slug>/registrations/<registration_id>/approve")
@access.at_event(Role.ORGANIZER)
@once
def approve(slug: str, registration_id: str) -> ResponseReturnValue:
    event, found = find(slug, registration_id)

    def act() -> ResponseReturnValue:
        seen = request.form.get(SEEN)
        done = services.approve(registration=found, now=clock.now(), seen=seen)
        said = approved(done, is_over=queries.line_is_over(event, clock.now()))
        return back_to(slug, registration_id, said)

    return attempt_at(slug, registration_id, act)


@blueprint.post("/events/<slug>/registrations/<registration_id>/decline")
@access.at_event(Role.ORGANIZER)
@once
def decline(slug: str, registration_id: str) -> ResponseReturnValue:
    event, found = find(slug, registration_id)
    form = ReasonForm()

    def act() -> ResponseReturnValue:
        services.decline(
            registration=found,
            reason=form.reason.data or "",
            now=clock.now(),
            seen=request.form.get(SEEN),
        )
        said = _("%(name)s will be told, with your reason, that there is no place.", name=found.name)
        return back_to(slug, registration_id, said)

    def save() -> ResponseReturnValue:
        if found.status == RegistrationStatus.REQUESTED and _is_another(found):
            flash(HAS_CHANGED, "warning")
            return registration_page(event, found, declining=form), 409  # what was typed stands there still
        return attempt_at(slug, registration_id, act)

    return sent_form(form, save, lambda: registration_page(event, found, declining=form))


@blueprint.post("/events/<slug>/registrations/<registration_id>/promote")
@access.at_event(Role.ORGANIZER)
@once
def promote(slug: str, registration_id: str) -> ResponseReturnValue:
    """Offer a place out of turn."""
    event, found = find(slug, registration_id)
    form = PromotionForm()

    def act() -> ResponseReturnValue:
        services.promote(
            registration=found,
            reason=form.reason.data or "",
            now=clock.now(),
            beyond=form.beyond.data,
        )
        return back_to(slug, registration_id, _("%(name)s has an offer now.", name=found.name))

    def save() -> ResponseReturnValue:
        return sent_form(form, act, lambda: registration_page(event, found, promoting=form))

    return attempt_at(slug, registration_id, save)


@blueprint.post("/events/<slug>/registrations/<registration_id>/accept")
@access.at_event(Role.ORGANIZER)
@once
def accept_offer(slug: str, registration_id: str) -> ResponseReturnValue:
    """Somebody says on the telephone that they take the place on offer."""
    _event, found = find(slug, registration_id)

    def act() -> ResponseReturnValue:
        made = services.accept_on_the_phone(registration=found, now=clock.now())
        return back_to(slug, registration_id, _("%(name)s has a place now.", name=made.name))

    return attempt_at(slug, registration_id, act)


def _is_another(found: "Registration") -> bool:
    return request.form.get(SEEN) not in {None, "", queries.mark_of_request(found)}
