from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin import prefill
from webapp.admin.programme.blueprint import blueprint
from webapp.admin.programme.forms import EditItemForm, ItemForm, MoveForm
from webapp.admin.programme.labels import KINDS, TROUBLES
from webapp.agenda import services
from webapp.agenda.queries import get_item
from webapp.agenda.queries import programme as programme_of
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http.idempotency import once

if TYPE_CHECKING:
    from webapp.events.models import Event


@blueprint.route("/events/<slug>/agenda", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def agenda(slug: str) -> ResponseReturnValue:
    event = get_event(slug)
    programme = programme_of(event)
    form = _form(event, prefill.of_next_item(event, programme.items), ItemForm)
    if form.validate_on_submit():
        item = services.add_item(event=event, now=clock.now(), **form.chosen)
        flash(_("“%(title)s” is on the agenda.", title=item.title), "success")
        return _back(slug)
    page = render_template(
        "admin/programme/agenda.html", form=form, event=event, programme=programme, kinds=KINDS, troubles=TROUBLES
    )
    return page, form.http_status


@blueprint.route("/events/<slug>/agenda/<item_id>", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def edit_item(slug: str, item_id: str) -> ResponseReturnValue:
    event = get_event(slug)
    item = get_item(event.id, item_id)
    form = _form(event, prefill.of_item(event, item), EditItemForm)
    if form.validate_on_submit():
        services.update_item(item=item, event=event, now=clock.now(), **form.chosen)
        if item.dropped_at is None:
            flash(_("Saved."), "success")
        else:
            flash(_("Saved. “%(title)s” is not on the agenda. You can restore it below.", title=item.title), "warning")
        return _back(slug)
    page = render_template(
        "admin/programme/edit_item.html", form=form, event=event, item=item, move=MoveForm(formdata=None)
    )
    return page, form.http_status


@blueprint.post("/events/<slug>/agenda/<item_id>/move")
@access.at_event(Role.ORGANIZER)
@once
def move_item(slug: str, item_id: str) -> ResponseReturnValue:
    event = get_event(slug)
    item = get_item(event.id, item_id)
    form = MoveForm()
    if not form.validate():
        flash(_("Please choose by how many minutes it moves."), "danger")
        return _back(slug)
    by = timedelta(minutes=int(form.minutes.data))
    services.shift_item(item=item, event=event, by=by, following=form.following.data, now=clock.now())
    flash(_("Moved: %(title)s", title=item.title), "success")
    return _back(slug)


@blueprint.post("/events/<slug>/agenda/<item_id>/drop")
@access.at_event(Role.ORGANIZER)
@once
def drop_item(slug: str, item_id: str) -> ResponseReturnValue:
    event = get_event(slug)
    item = get_item(event.id, item_id)
    services.drop_item(item=item, event=event, now=clock.now())
    flash(_("“%(title)s” has been removed from the agenda. You can restore it below.", title=item.title), "success")
    return _back(slug)


@blueprint.post("/events/<slug>/agenda/<item_id>/restore")
@access.at_event(Role.ORGANIZER)
@once
def restore_item(slug: str, item_id: str) -> ResponseReturnValue:
    event = get_event(slug)
    item = get_item(event.id, item_id)
    services.restore_item(item=item, event=event, now=clock.now())
    flash(_("“%(title)s” is on the agenda.", title=item.title), "success")
    return _back(slug)


def _form(event: "Event", given: dict[str, object], kind: type[ItemForm]) -> ItemForm:
    days = {clock.local(moment, event.zone).date() for moment in (event.starts_at, event.ends_at)}
    first, last = min(days), max(days)
    between = {first + timedelta(days=offset) for offset in range((last - first).days)}
    own = date.fromisoformat(cast("str", given["day"]))
    return kind(days=sorted({*days, *between, own}), zone=event.zone, data=given)


def _back(slug: str) -> ResponseReturnValue:
    return redirect(url_for("admin.programme.agenda", slug=slug), 303)
