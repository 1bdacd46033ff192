from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.accounts import access, rights
from webapp.accounts.queries import find_active_user
from webapp.accounts.types import Role
from webapp.admin import shelves
from webapp.admin.venues.blueprint import blueprint
from webapp.admin.venues.forms import EditVenueForm, NewVenueForm
from webapp.events import services
from webapp.events.errors import VenueUsedError
from webapp.events.queries import events_at, get_venue, uses_of_venues, venues_found_by
from webapp.events.types import EventStatus
from webapp.foundation import clock
from webapp.foundation.http.form_page import Undo, attempt, done, form_page
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said

if TYPE_CHECKING:
    from webapp.events.models import Event

_REFUSALS: Said = {
    VenueUsedError: _l("Events are held here, so the venue can’t be deleted. You can archive it instead."),
}


@blueprint.get("/settings/venues")
@access.staff
def venues() -> ResponseReturnValue:
    """All venues, those that were put away or deleted apart."""
    found = shelves.shelved(venues_found_by(shelves.asked_words()))
    return render_template("admin/venues/venues.html", found=found, uses=uses_of_venues())


@blueprint.route("/settings/venues/new", methods=["GET", "POST"])
@access.staff
@once
def new_venue() -> ResponseReturnValue:
    """One more, unless it is there already."""
    form = NewVenueForm()

    def add() -> ResponseReturnValue:
        made = services.add_venue(**form.changes())
        return done(_("“%(name)s” has been created.", name=made.name), "admin.venues.venues")

    return form_page(form, add, lambda: render_template("admin/venues/new_venue.html", form=form))


@blueprint.route("/settings/venues/<venue_id>", methods=["GET", "POST"])
@access.staff
@once
def edit_venue(venue_id: str) -> ResponseReturnValue:
    """What is known of a venue; whoever came from an event goes back there."""
    venue = get_venue(venue_id)
    form, back = EditVenueForm(over=venue), _event_to_go_back_to()

    def change() -> ResponseReturnValue:
        services.change_venue(venue=venue, now=clock.now(), **form.changes())
        if back:
            return done(_("The venue has been saved."), "admin.events.edit_event", slug=back)
        return done(_("Saved."), "admin.venues.edit_venue", venue_id=venue_id)

    def show() -> str:
        who = find_active_user(venue.changed_by) if venue.changed_by else None
        held = events_at(venue.id)
        shown = {"events": _seen_among(held), "is_named": bool(held), "back": back}
        return render_template(
            "admin/venues/edit_venue.html", form=form, venue=venue, changed_by=who.name if who else "", **shown
        )

    return form_page(form, change, show)


@blueprint.post("/settings/venues/<venue_id>/away")
@access.staff
@once
def put_venue_away(venue_id: str) -> ResponseReturnValue:
    """Offer it to no further event."""
    venue = get_venue(venue_id)
    return shelves.put_away(
        venue.name,
        lambda: services.put_venue_away(venue=venue, now=clock.now()),
        lambda: _back(venue_id),
        url_for("admin.venues.take_venue_back", venue_id=venue_id),
    )


@blueprint.post("/settings/venues/<venue_id>/back")
@access.staff
@once
def take_venue_back(venue_id: str) -> ResponseReturnValue:
    """Offer it again."""
    venue = get_venue(venue_id)
    return shelves.take_back(venue.name, lambda: services.take_venue_back(venue=venue), lambda: _back(venue_id))


@blueprint.post("/settings/venues/<venue_id>/delete")
@access.staff
@once
def delete_venue(venue_id: str) -> ResponseReturnValue:
    """Into the bin with it while no event is held there."""
    venue = get_venue(venue_id)

    def delete() -> ResponseReturnValue:
        services.delete_venue(venue=venue, now=clock.now())
        undo = Undo(url_for("admin.venues.restore_venue", venue_id=venue_id))
        said = _("“%(name)s” is in the bin for 30 days.", name=venue.name)
        return done(said, "admin.venues.venues", undo=undo)

    return attempt(delete, lambda: _back(venue_id), _REFUSALS)


@blueprint.post("/settings/venues/<venue_id>/restore")
@access.staff
@once
def restore_venue(venue_id: str) -> ResponseReturnValue:
    """Out of the bin, as it was."""
    venue = get_venue(venue_id)
    services.restore_venue(venue=venue)
    return done(_("“%(name)s” is back.", name=venue.name), "admin.venues.edit_venue", venue_id=venue_id)


def _back(venue_id: str) -> ResponseReturnValue:
    return redirect(url_for("admin.venues.edit_venue", venue_id=venue_id), 303)


def _event_to_go_back_to() -> str:
    """The event from whose page somebody came, if they may go there."""
    slug = request.args.get("event", "")
    return slug if slug and access.may(Role.ORGANIZER, slug) else ""


def _seen_among(held: Iterable["Event"]) -> list[tuple["Event", bool]]:
    """What of it may be seen, and whether whoever looks organizes it: no drafts of others, nothing from the bin."""
    rows = [(event, rights.may(Role.ORGANIZER, event.scope)) for event in held if not event.is_thrown_away]
    return [(event, mine) for event, mine in rows if mine or event.status != EventStatus.DRAFT]
