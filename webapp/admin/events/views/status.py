from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.events.blueprint import blueprint
from webapp.admin.events.forms.status import NewDateForm, ReasonForm
from webapp.admin.events.status_told import say_what_is_new, that_it_takes_place, with_who_is_told
from webapp.events.queries import get_event, phase_of
from webapp.events.services import cancel_event as call_off
from webapp.events.services import postpone_event as change_date
from webapp.events.services import restore_event as restore
from webapp.events.types import EventStatus, Phase
from webapp.foundation import clock
from webapp.foundation.http.form_page import done, form_page
from webapp.foundation.http.idempotency import once
from webapp.foundation.seen import FIELD as SEEN
from webapp.foundation.seen import SeenOtherwiseError
from webapp.mail.letters.telling import audience_of
from webapp.organising.errors import NotReadyError
from webapp.organising.services import publish as publish_event

if TYPE_CHECKING:
    from webapp.events.models import Event

_TO_COME = frozenset({Phase.UPCOMING, Phase.RUNNING, Phase.POSTPONED})


@blueprint.post("/events/<slug>/publish")
@access.at_event(Role.ORGANIZER)
@once
def publish(slug: str) -> ResponseReturnValue:
    """Show the draft to everybody; one that somebody has changed meanwhile is shown first, as guests will see it."""
    try:
        publish_event(event=get_event(slug), now=clock.now(), seen=request.form.get(SEEN))
    except NotReadyError:  # leads elsewhere: to the list of what is missing
        said = _("Something visitors need is still missing. The list says what.")
        return done(said, "admin.events.event", kind="danger", slug=slug, _anchor="readiness")
    except SeenOtherwiseError:
        said = _("The event has changed since you saw it. This is how guests will see it now; it isn’t published yet.")
        return done(said, "admin.preview.preview", kind="warning", slug=slug)
    return done(_("The event is published. Everyone can see it now."), "admin.events.event", slug=slug)


@blueprint.route("/events/<slug>/cancel", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def cancel_event(slug: str) -> ResponseReturnValue:
    event, form = get_event(slug), ReasonForm()

    def cancel() -> ResponseReturnValue:
        told = _told(event)
        call_off(event=event, now=clock.now(), reason=form.reason.data)
        return done(with_who_is_told(_("The event is cancelled."), told), "admin.events.event", slug=slug)

    return _fate_page(event, form, cancel, "cancel_event", _TO_COME, gone={EventStatus.CANCELLED})


@blueprint.route("/events/<slug>/restore", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def restore_event(slug: str) -> ResponseReturnValue:
    """Let a cancelled event take place after all."""
    event, form = get_event(slug), ReasonForm()

    def take_place() -> ResponseReturnValue:
        told = _told(event)
        restore(event=event, now=clock.now(), reason=form.reason.data)
        return done(that_it_takes_place(event, told), "admin.events.event", slug=slug)

    stands = {EventStatus.PUBLISHED, EventStatus.POSTPONED}
    return _fate_page(event, form, take_place, "restore_event", {Phase.CANCELLED}, gone=stands)


@blueprint.route("/events/<slug>/postpone", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def postpone_event(slug: str) -> ResponseReturnValue:
    """Give the event a new date."""
    event = get_event(slug)
    known, is_off = (event.starts_at, event.ends_at), event.status == EventStatus.POSTPONED
    form = NewDateForm(zone=event.zone, known=known, is_off=is_off, over=event)

    def move() -> ResponseReturnValue:
        ends_otherwise = not is_off and form.starts_at == event.starts_at
        said, told = {"reason": form.reason.data, **form.changes()}, _told(event)
        change_date(event=event, now=clock.now(), **said)
        say_what_is_new(event, ends_otherwise=ends_otherwise, told=told)
        return redirect(url_for("admin.events.event", slug=slug), 303)

    return _fate_page(event, form, move, "postpone_event", _TO_COME)


@blueprint.route("/events/<slug>/take-off", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def take_event_off(slug: str) -> ResponseReturnValue:
    """Take the event off its date while the new one isn't known."""
    event, form = get_event(slug), ReasonForm()

    def take_off() -> ResponseReturnValue:
        told = _told(event)
        change_date(event=event, now=clock.now(), reason=form.reason.data)
        return done(with_who_is_told(_("The event has been postponed."), told), "admin.events.event", slug=slug)

    return _fate_page(event, form, take_off, "take_event_off", _TO_COME, gone={EventStatus.POSTPONED})


def _fate_page(
    event: "Event",
    form: ReasonForm,
    decide: Callable[[], ResponseReturnValue],
    name: str,
    phases: Collection[Phase],
    gone: Collection[str] = (),
) -> ResponseReturnValue:
    """The page of a decision that all who registered are told of; `gone`: how the event stands once it was taken.

    From a page that was opened in time it may be sent later, and is refused then, with its text kept.
    """
    if request.method == "GET" and phase_of(event, clock.now()) not in phases:
        return _see_how_it_stands(event)

    def show() -> str:
        return render_template(f"admin/events/{name}.html", form=form, event=event, told=_told(event))

    return form_page(form, lambda: _see_how_it_stands(event) if event.status in gone else decide(), show)


def _told(event: "Event") -> int:
    """How many are told of what becomes of the event."""
    return len(audience_of(event.id))


def _see_how_it_stands(event: "Event") -> ResponseReturnValue:
    said = _("That’s no longer possible. This is how the event stands now.")
    return done(said, "admin.events.event", kind="warning", slug=event.slug)
