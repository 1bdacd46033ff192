"""Series: what there is, when the next date is, what is said of them."""

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.accounts import access, rights
from webapp.accounts.types import Role
from webapp.admin.hosts import hosts_of
from webapp.admin.series.blueprint import blueprint
from webapp.admin.series.forms import EditSeriesForm, NewSeriesForm
from webapp.admin.series.queries import people_of, series_of, state_of
from webapp.admin.wording.contact_labels import said_of
from webapp.events.errors import SeriesInUseError
from webapp.events.queries import get_series
from webapp.events.services import change_series, drop_series, open_series
from webapp.foundation import clock
from webapp.foundation.http.form_page import attempt, done, form_page
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

    found = series_of([each.id for each in hosts], clock.now())
    return form_page(
        form, begin, lambda: render_template("admin/series/all_series.html", form=form, found=found, hosts=hosts)
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
    """Give up a series without events."""
    found = _own(series)

    def act() -> ResponseReturnValue:
        drop_series(series=found)
        return done(_("The series is deleted."), "admin.series.all_series")

    return attempt(act, lambda: redirect(url_for("admin.series.one", series=series), 303), _IN_USE)


def _own(slug: str) -> "EventSeries":
    """The series with this address; 404 for another organisation's."""
    found = get_series(slug)
    return found if rights.may(Role.ORGANIZER, found.scope) else abort(404)
