"""One registration at the desk: who it is, what was answered and done, and what the organizer decides."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.blueprint import blueprint
from webapp.admin.forms.registrations import PromotionForm, ReasonForm
from webapp.events.queries import get_event
from webapp.fields.queries import definitions_of
from webapp.fields.wording import shown
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.foundation.http.once import once
from webapp.registration import queries, services
from webapp.registration.errors import NoPlaceError, RegistrationClosedError, RegistrationStateError
from webapp.registration.queries.desk import history_of
from webapp.registration.types import LIVE, RegistrationStatus


@blueprint.get("/events/<slug>/registrations/<registration_id>")
@access.at_event(Role.ORGANIZER)
def registration(slug: str, registration_id: str) -> ResponseReturnValue:
    """Everything about one registration."""
    event, found = _found(slug, registration_id)
    return _page(event, found)


@blueprint.post("/events/<slug>/registrations/<registration_id>/approve")
@access.at_event(Role.ORGANIZER)
@once
def approve(slug: str, registration_id: str) -> ResponseReturnValue:
    _event, found = _found(slug, registration_id)

    def act() -> None:
        done = services.approve(registration=found, actor=access.actor(), now=clock.now())
        seated = done.status == RegistrationStatus.CONFIRMED
        said = _("%(name)s has a place now.") if seated else _("%(name)s is on the waiting list now: no place is free.")
        flash(said % {"name": found.name}, "success")

    return _attempt(act, slug, registration_id)


@blueprint.post("/events/<slug>/registrations/<registration_id>/decline")
@access.at_event(Role.ORGANIZER)
@once
def decline(slug: str, registration_id: str) -> ResponseReturnValue:
    event, found = _found(slug, registration_id)
    form = ReasonForm()
    if not form.validate():
        return _page(event, found, declining=form), 422

    def act() -> None:
        services.decline(registration=found, actor=access.actor(), reason=form.reason.data or "", now=clock.now())
        flash(_("%(name)s is told that there is no place.", name=found.name), "success")

    return _attempt(act, slug, registration_id)


@blueprint.post("/events/<slug>/registrations/<registration_id>/promote")
@access.at_event(Role.ORGANIZER)
@once
def promote(slug: str, registration_id: str) -> ResponseReturnValue:
    """Offer a place out of turn."""
    event, found = _found(slug, registration_id)
    form = PromotionForm()
    if not form.validate():
        return _page(event, found, promoting=form), 422

    def act() -> None:
        services.promote(
            registration=found,
            actor=access.actor(),
            reason=form.reason.data or "",
            now=clock.now(),
            beyond=form.beyond.data,
        )
        flash(_("%(name)s has an offer now.", name=found.name), "success")

    return _attempt(act, slug, registration_id)


def _attempt(act: Callable[[], None], slug: str, registration_id: str) -> ResponseReturnValue:
    try:
        act()
    except NoPlaceError:
        flash(_("No place is left. Tick the box if one more may come all the same."), "warning")
    except RegistrationStateError:
        flash(_("The registration stands differently by now. Nothing was changed."), "warning")
    except RegistrationClosedError:
        flash(_("The event has begun or is over. Nothing was changed."), "warning")
    return redirect(url_for("admin.registration", slug=slug, registration_id=registration_id), 303)


def _found(slug: str, registration_id: str) -> tuple[Any, Any]:
    event = get_event(slug)
    found = queries.get_by_public_id(registration_id)
    return (event, found) if found.event_id == event.id else abort(404)


def _page(event: Any, found: Any, declining: ReasonForm | None = None, promoting: PromotionForm | None = None) -> str:
    lang = language.current()
    definitions = definitions_of(found.field_set) if found.field_set else ()
    return render_template(
        "admin/registration.html",
        event=event,
        registration=found,
        answers=[(d.labelled(lang), shown(d, found.answers[d.key])) for d in definitions if d.key in found.answers],
        answers_of={
            head.id: [(d.labelled(lang), shown(d, head.answers[d.key])) for d in definitions if d.key in head.answers]
            for head in found.attendees
        },
        labels={each.key: each.labelled(lang) for each in definitions},
        history=history_of(found.id),
        position=queries.waiting_position(found),
        is_live=found.status in LIVE,
        declining=declining or ReasonForm(formdata=None),
        promoting=promoting or PromotionForm(formdata=None),
    )
