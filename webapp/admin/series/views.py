"""Series: what there is, when the next date is, what is said of them."""

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.accounts import access, rights
from webapp.accounts.types import Role
from webapp.admin.hosts import hosts_of
from webapp.admin.paging import PER_PAGE, page_of
from webapp.admin.series.blueprint import blueprint
from webapp.admin.series.forms import EditSeriesForm, NewSeriesForm
from webapp.admin.series.queries import people_of, series_of, state_of
from webapp.admin.wording.contact_labels import said_of
from webapp.events.errors import SeriesInUseError
from webapp.events.queries import get_series, series_in_bin
from webapp.events.services import change_series, drop_series, open_series, restore_series
from webapp.foundation import clock
from webapp.foundation.http.form_page import Undo, attempt, done, form_page
from webapp.foundation.http.idempotency import once

if TYPE_CHECKING:
    from webapp.events.models import EventSeries
    from webapp.foundation.http.refusals import Said

_IN_USE: "Said" = {SeriesInUseError: _l("Events belong to this series. Please take them out of it first.")}


@blueprint.route("/series", methods=["GET", "POST"])
@access.host
@once
def all_series() -> ResponseReturnValue:
    """The series of one's organisations, and a new one."""
    hosts = hosts_of()
    if not hosts:
        abort(403)
    form = NewSeriesForm(hosts=hosts)

    def begin() -> ResponseReturnValue:
        made = open_series(**form.changes())
        return done(_("The series is ready. Now you can add events to it."), "admin.series.one", series=made.slug)

    ids, words = [each.id for each in hosts], request.args.get("q", "")
    found = series_of(ids, clock.now(), words)
    at = page_of(request.args.get("page", 1, type=int), len(found))
    shown = {"found": found[at.offset : at.offset + PER_PAGE], "page": at, "words": words}
    return form_page(
        form,
        begin,
        lambda: render_template(
            "admin/series/all_series.html", form=form, hosts=hosts, binned=series_in_bin(ids), **shown
        ),
    )


@blueprint.get("/series/<series>")
@access.host
def one(series: str) -> ResponseReturnValue:
    """A series with its dates and its people."""
    now = clock.now()
    state = state_of(_own(series), now)
    people = people_of(state, now)
    why = said_of(people.missing.left)
    return render_template("admin/series/series.html", state=state, series=state.series, people=people, why=why)


@blueprint.route("/series/<series>/edit", methods=["GET", "POST"])
@access.host
@once
def edit(series: str) -> ResponseReturnValue:
    """Say something else of a series."""
    found = _own(series)
    form = EditSeriesForm(over=found)

    def change() -> ResponseReturnValue:
        change_series(series=found, **form.changes())
        return done(_("Saved."), "admin.series.one", series=found.slug)

    return form_page(form, change, lambda: render_template("admin/series/edit_series.html", form=form, series=found))


@blueprint.post("/series/<series>/drop")
@access.host
@once
def drop(series: str) -> ResponseReturnValue:
    """Into the bin with a series without events."""
    found = _own(series)

    def act() -> ResponseReturnValue:
        drop_series(series=found, now=clock.now())
        undo = Undo(url_for("admin.series.restore", series=series))
        said = _("“%(title)s” is in the bin for 30 days.", title=found.title)
        return done(said, "admin.series.all_series", undo=undo)

    return attempt(act, lambda: redirect(url_for("admin.series.one", series=series), 303), _IN_USE)


@blueprint.post("/series/<series>/restore")
@access.host
@once
def restore(series: str) -> ResponseReturnValue:
    """Out of the bin, under the address that it had."""
    found = _own(series)
    restore_series(series=found)
    return done(_("“%(title)s” is back.", title=found.title), "admin.series.one", series=series)


def _own(slug: str) -> "EventSeries":
    """The series with this address; 404 for another organisation's."""
    found = get_series(slug)
    return found if rights.may(Role.ORGANIZER, found.scope) else abort(404)
