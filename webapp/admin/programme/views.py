from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.inputs.moments import day_and_time
from webapp.admin.programme.blueprint import blueprint
from webapp.admin.programme.forms import EditItemForm, ItemForm, MoveForm
from webapp.admin.programme.labels import KINDS
from webapp.admin.rooms import rooms_at
from webapp.admin.standing.troubles import TROUBLES
from webapp.agenda import services
from webapp.agenda.queries import get_item
from webapp.agenda.queries import programme as programme_of
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http.form_page import Undo, done, form_page
from webapp.foundation.http.idempotency import once

if TYPE_CHECKING:
    from webapp.agenda.models import AgendaItem
    from webapp.events.models import Event


@blueprint.route("/events/<slug>/agenda", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def agenda(slug: str) -> ResponseReturnValue:
    event = get_event(slug)
    programme = programme_of(event)
    begins = max((item.ends_at for item in programme.items), default=event.starts_at)
    day, starts = day_and_time(begins, event.zone)
    form = ItemForm(days=_days(event, begins), zone=event.zone, data={"day": day.isoformat(), "starts": starts})

    def add() -> ResponseReturnValue:
        item = services.add_item(event=event, now=clock.now(), **form.changes())
        return _back(slug, _("“%(title)s” is on the agenda.", title=item.title))

    shown = {"rooms": rooms_at(event), "programme": programme, "kinds": KINDS, "troubles": TROUBLES}
    return form_page(form, add, lambda: render_template("admin/programme/agenda.html", form=form, event=event, **shown))


@blueprint.route("/events/<slug>/agenda/<item_id>", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def edit_item(slug: str, item_id: str) -> ResponseReturnValue:
    event, item = _found(slug, item_id)
    form = EditItemForm(days=_days(event, item.starts_at), zone=event.zone, over=item)

    def change() -> ResponseReturnValue:
        services.update_item(item=item, event=event, now=clock.now(), **form.changes())
        if item.dropped_at is None:
            return _back(slug, _("Saved."))
        said = _("Saved. “%(title)s” is not on the agenda. You can restore it below.", title=item.title)
        return _back(slug, said, kind="warning")

    shown = {"rooms": rooms_at(event), "event": event, "item": item, "move": MoveForm(formdata=None)}
    return form_page(form, change, lambda: render_template("admin/programme/edit_item.html", form=form, **shown))


@blueprint.post("/events/<slug>/agenda/<item_id>/move")
@access.at_event(Role.ORGANIZER)
@once
def move_item(slug: str, item_id: str) -> ResponseReturnValue:
    event, item = _found(slug, item_id)
    form = MoveForm()
    if not form.validate():
        return _back(slug, _("Please choose by how many minutes it moves."), kind="danger")
    by = timedelta(minutes=int(form.minutes.data))
    services.shift_item(item=item, event=event, by=by, following=form.following.data, now=clock.now())
    return _back(slug, _("Moved: %(title)s", title=item.title))


@blueprint.post("/events/<slug>/agenda/<item_id>/drop")
@access.at_event(Role.ORGANIZER)
@once
def drop_item(slug: str, item_id: str) -> ResponseReturnValue:
    event, item = _found(slug, item_id)
    services.drop_item(item=item, event=event, now=clock.now())
    undo = Undo(url_for("admin.programme.restore_item", slug=slug, item_id=item_id))
    said = _("“%(title)s” has been removed from the agenda. You can restore it below.", title=item.title)
    return _back(slug, said, undo=undo)


@blueprint.post("/events/<slug>/agenda/<item_id>/restore")
@access.at_event(Role.ORGANIZER)
@once
def restore_item(slug: str, item_id: str) -> ResponseReturnValue:
    event, item = _found(slug, item_id)
    services.restore_item(item=item, event=event, now=clock.now())
    return _back(slug, _("“%(title)s” is on the agenda.", title=item.title))


def _found(slug: str, item_id: str) -> "tuple[Event, AgendaItem]":
    event = get_event(slug)
    return event, get_item(event.id, item_id)


def _days(event: "Event", begins: datetime) -> list[date]:
    """The days that the event has, and the one on which the item begins."""
    first, last = (clock.local(moment, event.zone).date() for moment in (event.starts_at, event.ends_at))
    between = {first + timedelta(days=offset) for offset in range((last - first).days)}
    return sorted({first, last, *between, clock.local(begins, event.zone).date()})


def _back(slug: str, said: str, kind: str = "success", undo: Undo | None = None) -> ResponseReturnValue:
    return done(said, "admin.programme.agenda", kind=kind, undo=undo, slug=slug)
