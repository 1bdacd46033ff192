"""What the desk ends for all people of a registration: their places, or what is known of them.

There is nothing to type: who came or joined meanwhile is shown, and the page asks once more.
"""

from functools import partial
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.registration.blueprint import blueprint
from webapp.admin.registration.insisting import SEEN, ask_again, insisting, insists
from webapp.admin.registrations import find
from webapp.admin.wording.labels import called
from webapp.admin.wording.refused_decisions import HAS_CHANGED
from webapp.events.queries import phase_of
from webapp.events.types import Phase
from webapp.foundation import clock
from webapp.foundation.http.idempotency import once
from webapp.registration.errors import AlreadyCameError, OthersJoinedError
from webapp.registration.queries import mark_of_people, somebody_waits
from webapp.registration.services import cancel, erase
from webapp.registration.types import LIVE, RegistrationStatus

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.registration.models import Registration

_ONE = "/events/<slug>/registrations/<registration_id>"


@blueprint.route(f"{_ONE}/cancel", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def cancel_registration(slug: str, registration_id: str) -> ResponseReturnValue:
    """Give up the places, or the rank, of all of them."""
    event, found = find(slug, registration_id)
    if request.method != "POST":
        return _cancelling(event, found)
    try:
        _cancel(event, found)
    except AlreadyCameError as refusal:
        return ask_again(event, found, refusal)
    except OthersJoinedError:
        return _cancelling(event, found, is_asked_again=True), 409
    if found.status == RegistrationStatus.CANCELLED:
        flash(_("The registration for %(name)s has been cancelled.", name=called(found.name)), "success")
    else:
        flash(HAS_CHANGED, "warning")
    return redirect(url_for("admin.people.registrations", slug=slug), 303)


@blueprint.route(f"{_ONE}/erase", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def erase_person(slug: str, registration_id: str) -> ResponseReturnValue:
    """Delete who it was, for good."""
    event, found = find(slug, registration_id)
    if request.method != "POST":
        return _page("erase_person", event, found)
    try:
        erase(registration=found, now=clock.now(), seen=request.form.get(SEEN, ""))
    except OthersJoinedError:
        return _page("erase_person", event, found, is_asked_again=True), 409
    flash(_("The personal data has been deleted. Only the figures stay."), "success")
    return redirect(url_for("admin.people.registrations", slug=slug), 303)


def _cancel(event: "Event", found: "Registration") -> None:
    if found.status in LIVE:
        seen = request.form.get(SEEN, "")
        undo = partial(cancel, registration=found, now=clock.now(), seen=seen)
        insisting(event, found.attendees, lambda insists: undo(despite_entry=insists))


def _cancelling(event: "Event", found: "Registration", *, is_asked_again: bool = False) -> str:
    waits = phase_of(event, clock.now()) is Phase.UPCOMING and somebody_waits(event.id)
    said = {"somebody_waits": waits, "insists": insists()}
    return _page("cancel_registration", event, found, is_asked_again=is_asked_again, **said)


def _page(name: str, event: "Event", found: "Registration", *, is_asked_again: bool = False, **said: object) -> str:
    """Whom it concerns, and what it means."""
    seen = mark_of_people(found)
    return render_template(
        f"admin/registration/{name}.html",
        event=event,
        registration=found,
        seen=seen,
        is_asked_again=is_asked_again,
        **said,
    )
