"""Events are put away, one or many at once, and taken back."""

from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.put_away.blueprint import blueprint
from webapp.admin.put_away.queries import shelf_page
from webapp.events import services
from webapp.events.errors import EventStateError
from webapp.events.queries import events_called, get_event
from webapp.events.types import Shelf
from webapp.foundation import clock
from webapp.foundation.http.form_page import attempt, done
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said
from webapp.organising import services as organising
from webapp.organising.errors import CountedOnError

_COUNTED_ON: Said = {
    CountedOnError: _l("People are registered or invited. Please cancel the event instead, so that they are told."),
}
_OF_DRAFTS: Said = {
    EventStateError: _l("Only drafts can be deleted. Please take the event off the page first, or cancel it."),
}
_OF_WHAT_IS_OVER: Said = {EventStateError: _l("Only past and cancelled events can be archived. Nothing was changed.")}
_OF_PAGES: Said = {
    EventStateError: _l("Only an event that is still to come can be taken off the page."),
}


@blueprint.get("/events/bin")
@access.staff
def thrown_away() -> ResponseReturnValue:
    """The drafts that were deleted, as long as they can be brought back."""
    return _page(Shelf.BIN, "bin")


@blueprint.get("/events/archive")
@access.staff
def archive() -> ResponseReturnValue:
    """The events of years that are over."""
    return _page(Shelf.ARCHIVE, "archive")


def _page(shelf: Shelf, name: str) -> str:
    words, number = request.args.get("q", ""), request.args.get("page", 1, type=int)
    found = shelf_page(shelf, words=words, page=number, now=clock.now())
    return render_template(f"admin/put_away/{name}.html", found=found, words=words)


@blueprint.post("/events/bin")
@access.staff
@once
def throw_away() -> ResponseReturnValue:
    def told(count: int) -> str:
        return str(ngettext("The draft is in the bin.", "%(num)s drafts are in the bin.", count))

    return _with_each(organising.throw_away, told, "thrown_away", _OF_DRAFTS, _COUNTED_ON)


@blueprint.post("/events/bin/restore")
@access.staff
@once
def take_back() -> ResponseReturnValue:
    def told(count: int) -> str:
        return str(ngettext("The draft is back.", "%(num)s drafts are back.", count))

    return _with_each(services.take_back, told, "thrown_away")


@blueprint.post("/events/archive")
@access.staff
@once
def put_in_archive() -> ResponseReturnValue:
    def told(count: int) -> str:
        said = ngettext(
            "The event is in the archive. Its page stays online.",
            "%(num)s events are in the archive. Their pages stay online.",
            count,
        )
        return str(said)

    return _with_each(services.put_in_archive, told, "archive", _OF_WHAT_IS_OVER)


@blueprint.post("/events/archive/restore")
@access.staff
@once
def take_up() -> ResponseReturnValue:
    def told(count: int) -> str:
        return str(ngettext("The event is back in your lists.", "%(num)s events are back in your lists.", count))

    return _with_each(services.take_up, told, "archive")


@blueprint.post("/events/<slug>/withdraw")
@access.at_event(Role.ORGANIZER)
@once
def take_off_page(slug: str) -> ResponseReturnValue:
    """Show a published event to nobody any more, as long as nobody counts on it."""
    return attempt(
        lambda: organising.take_off_page(event=get_event(slug), now=clock.now()),
        lambda: redirect(url_for("admin.events.event", slug=slug), 303),
        _OF_PAGES,
        _COUNTED_ON,
        told=_("The event is a draft again. Visitors no longer see it."),
    )


def _with_each(act: Callable[..., object], told: Callable[[int], str], shelf: str, *said: Said) -> ResponseReturnValue:
    """Do it with all that were chosen, or with none; the page of the shelf says what was done and can undo it."""
    chosen = events_called(request.form.getlist("chosen"))

    def do() -> None:
        for event in chosen:
            act(event=event, now=clock.now())

    def back() -> ResponseReturnValue:
        return redirect(url_for(f"admin.put_away.{shelf}"), 303)

    if not chosen:
        return done(_("Please select at least one event first."), f"admin.put_away.{shelf}", kind="warning")
    return attempt(do, back, *said, told=told(len(chosen)))
