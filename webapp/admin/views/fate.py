from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.blueprint import blueprint
from webapp.admin.forms.events import NewDateForm, ReasonForm
from webapp.admin.forms.spans import span_of
from webapp.agenda.queries import programme
from webapp.agenda.types import Doubt, Trouble
from webapp.events.queries import get_event, phase_of
from webapp.events.services import cancel_event as call_off
from webapp.events.services import postpone_event as change_date
from webapp.events.services import restore_event as restore
from webapp.events.types import EventStatus, Phase
from webapp.foundation import clock
from webapp.foundation.http import formats, language
from webapp.foundation.http.idempotency import once
from webapp.mail.telling import audience_of
from webapp.organising.errors import NotReadyError
from webapp.organising.services import publish as publish_event

if TYPE_CHECKING:
    from webapp.events.models import Event

# A preview is looked at inside the desk, and nothing in it can be sent off.
_FRAMED = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)


_TO_COME = frozenset({Phase.UPCOMING, Phase.RUNNING, Phase.POSTPONED})


@blueprint.post("/events/<slug>/publish")
@access.at_event(Role.ORGANIZER)
@once
def publish(slug: str) -> ResponseReturnValue:
    try:
        publish_event(event=get_event(slug), now=clock.now())
    except NotReadyError:
        flash(_("Something visitors need is still missing. The list says what."), "danger")
        return redirect(url_for("admin.event", slug=slug, _anchor="readiness"), 303)
    flash(_("The event is published. Everyone can see it now."), "success")
    return redirect(url_for("admin.event", slug=slug), 303)


@blueprint.route("/events/<slug>/cancel", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def cancel_event(slug: str) -> ResponseReturnValue:
    event = get_event(slug)
    if _stands_otherwise(event, _TO_COME):
        return _see_how_it_stands(event)
    form = ReasonForm()
    if form.validate_on_submit():
        if event.status == EventStatus.CANCELLED:
            return _see_how_it_stands(event)
        call_off(event=event, now=clock.now(), reason=form.reason.data)
        flash(_("The event is cancelled. Everyone who registered gets an email."), "success")
        return redirect(url_for("admin.event", slug=slug), 303)
    told = len(audience_of(event.id))
    return render_template("admin/cancel_event.html", form=form, event=event, told=told), form.http_status


@blueprint.route("/events/<slug>/restore", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def restore_event(slug: str) -> ResponseReturnValue:
    """Let a cancelled event take place after all."""
    event = get_event(slug)
    if _stands_otherwise(event, {Phase.CANCELLED}):
        return _see_how_it_stands(event)
    form = ReasonForm()
    if form.validate_on_submit():
        if event.status in {EventStatus.PUBLISHED, EventStatus.POSTPONED}:
            return _see_how_it_stands(event)
        restore(event=event, now=clock.now(), reason=form.reason.data)
        _say_that_it_takes_place(event)
        return redirect(url_for("admin.event", slug=slug), 303)
    told = len(audience_of(event.id))
    return render_template("admin/restore_event.html", form=form, event=event, told=told), form.http_status


@blueprint.route("/events/<slug>/postpone", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def postpone_event(slug: str) -> ResponseReturnValue:
    """Give the event a new date."""
    event = get_event(slug)
    if _stands_otherwise(event, _TO_COME):
        return _see_how_it_stands(event)
    span = (event.starts_at, event.ends_at)
    is_off = event.status == EventStatus.POSTPONED
    form = NewDateForm(zone=event.zone, known=span, is_off=is_off, data=span_of(*span, event.zone))
    if form.validate_on_submit():
        ends_otherwise = not is_off and form.starts_at == event.starts_at
        change_date(
            event=event,
            now=clock.now(),
            reason=form.reason.data,
            starts_at=form.starts_at,
            ends_at=form.ends_at,
        )
        _say_what_is_new(event, ends_otherwise=ends_otherwise)
        return redirect(url_for("admin.event", slug=slug), 303)
    told = len(audience_of(event.id))
    return render_template("admin/postpone_event.html", form=form, event=event, told=told), form.http_status


def _say_that_it_takes_place(event: "Event") -> None:
    if event.status == EventStatus.POSTPONED:
        said = _("The event takes place but is still postponed. Everyone who registered will get an email.")
    else:
        said = _("The event takes place. Everyone who registered gets an email.")
    flash(said, "success")


def _say_what_is_new(event: "Event", *, ends_otherwise: bool) -> None:
    """Registration closes by the start, so that another end alone leaves it where it was."""
    if ends_otherwise:
        flash(_("The new end is set. Everyone who registered will get an email."), "success")
    else:
        flash(_("The new date is set. Everyone who registered will get an email."), "success")
    _tell_of_items_outside(programme(event).doubts)
    if not ends_otherwise:
        _say_when_registration_closes(event)


def _tell_of_items_outside(doubts: Iterable[Doubt]) -> None:
    outside = len({doubt.item for doubt in doubts if doubt.trouble in {Trouble.TOO_EARLY, Trouble.TOO_LATE}})
    if outside:
        said = ngettext(
            "%(num)s agenda item is now outside the event. Please adjust the agenda.",
            "%(num)s agenda items are now outside the event. Please adjust the agenda.",
            outside,
        )
        flash(said, "warning")


def _say_when_registration_closes(event: "Event") -> None:
    """It moved along, or stayed where it was so that it isn't over by that."""
    if (closes_at := event.registration_closes_at) is not None:
        moment = formats.day_and_time(clock.local(closes_at, event.zone), language.current())
        flash(_("Registration closes: %(moment)s. Please check whether that still suits you.", moment=moment), "info")


@blueprint.route("/events/<slug>/take-off", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def take_event_off(slug: str) -> ResponseReturnValue:
    """Take the event off its date while the new one isn't known."""
    event = get_event(slug)
    if _stands_otherwise(event, _TO_COME):
        return _see_how_it_stands(event)
    form = ReasonForm()
    if form.validate_on_submit():
        if event.status == EventStatus.POSTPONED:
            return _see_how_it_stands(event)
        change_date(event=event, now=clock.now(), reason=form.reason.data)
        flash(_("The event has been postponed. Everyone who registered will get an email."), "success")
        return redirect(url_for("admin.event", slug=slug), 303)
    told = len(audience_of(event.id))
    return render_template("admin/take_event_off.html", form=form, event=event, told=told), form.http_status


@blueprint.get("/events/<slug>/preview")
@access.at_event(Role.ORGANIZER)
def preview(slug: str) -> ResponseReturnValue:
    return render_template("admin/preview.html", event=get_event(slug))


@blueprint.get("/events/<slug>/preview/page")
@access.at_event(Role.ORGANIZER)
def preview_page(slug: str) -> ResponseReturnValue:
    """The event's public page as readers will see it, for looking at inside the desk."""
    page = make_response(current_app.ensure_sync(current_app.view_functions["public.event"])(slug=slug))
    page.headers["Content-Security-Policy"] = _FRAMED
    page.headers["X-Frame-Options"] = "SAMEORIGIN"
    return page


def _stands_otherwise(event: "Event", phases: Collection[Phase]) -> bool:
    """True for a page that nothing can be sent from any more; what is sent from it is refused, with its text kept."""
    return request.method == "GET" and phase_of(event, clock.now()) not in phases


def _see_how_it_stands(event: "Event") -> ResponseReturnValue:
    flash(_("That’s no longer possible. This is how the event stands now."), "warning")
    return redirect(url_for("admin.event", slug=event.slug), 303)
