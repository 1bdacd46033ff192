"""The organizer's own calendar, and dates from elsewhere."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from markupsafe import Markup

from webapp.accounts import access
from webapp.admin import queries
from webapp.admin.blueprint import blueprint
from webapp.admin.controls import options
from webapp.admin.forms.calendar import ChosenDatesForm, DatesForm
from webapp.admin.refused_tables import why_no_dates
from webapp.admin.table_labels import DATE_FAULTS, DATE_HINTS
from webapp.calendar import queries as calendars
from webapp.calendar import services
from webapp.calendar.errors import DateRefusedError, DatesDecidedError, DatesUnreadableError
from webapp.calendar.reading import MOST_BYTES
from webapp.calendar.types import FEED_LINK, FoundDate, OwnFeed
from webapp.events.types import EventFormat
from webapp.foundation import clock
from webapp.foundation.http import formats, links
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.transaction_frame import keep_private
from webapp.organisations.types import OrganisationId

if TYPE_CHECKING:
    from webapp.calendar.models import DateList
    from webapp.organisations.models import Organisation


@blueprint.get("/calendar")
@access.staff
def calendar() -> ResponseReturnValue:
    """The address of a calendar with everything the reader organizes."""
    keep_private()
    feed = calendars.find_open_feed(OwnFeed.STAFF, current_user.user.public_id)
    token = links.seal(FEED_LINK, feed.public_id) if feed else ""
    return render_template("admin/calendar.html", feed=feed, token=token)


@blueprint.post("/calendar")
@access.staff
@once
def open_calendar() -> ResponseReturnValue:
    services.open_feed(kind=OwnFeed.STAFF, owner=current_user.user.public_id, now=clock.now())
    return redirect(url_for("admin.calendar"), 303)


@blueprint.post("/calendar/close")
@access.staff
@once
def close_calendar() -> ResponseReturnValue:
    feed = calendars.find_open_feed(OwnFeed.STAFF, current_user.user.public_id)
    if feed is not None:
        services.revoke_feed(feed=feed, now=clock.now())
        flash(_("The link has been deactivated. Calendar apps that use it will no longer get updates."), "success")
    return redirect(url_for("admin.calendar"), 303)


@blueprint.route("/calendar/dates", methods=["GET", "POST"])
@access.staff
@once
def import_dates() -> ResponseReturnValue:
    """Bring a file with dates; nothing becomes an event yet."""
    form, status = DatesForm(), 200
    if form.is_submitted():
        upload = form.file.data
        try:
            dates = services.take_dates(
                content=upload.stream.read(MOST_BYTES + 1) if upload else b"",
                name=(upload.filename if upload else "") or _("Dates"),
                owner=current_user.user.public_id,
                zone=current_app.config["SETTINGS"].zone,
                now=clock.now(),
            )
        except DatesUnreadableError as refusal:
            form.file.errors, status = [why_no_dates(refusal.details if upload else {"problem": "none"})], 422
        else:
            return redirect(url_for("admin.review_dates", dates_id=dates.public_id), 303)
    return render_template("admin/import_dates.html", form=form), status


@blueprint.route("/calendar/dates/<dates_id>", methods=["GET", "POST"])
@access.staff
@once
def review_dates(dates_id: str) -> ResponseReturnValue:
    """Look at each date, and choose what becomes a draft."""
    dates = calendars.get_dates(dates_id, current_user.user.public_id)
    hosts = queries.hosts_of()
    if not hosts:
        abort(403)
    found = services.found_in(dates)
    there = _there(found, dates.zone, hosts)
    good = [each.number for each in found if not each.faults]
    over = _over(found, dates.zone)
    doubted = {each.number for each in found if each.hints}
    likely = [each for each in good if each not in there | over | doubted]
    form = ChosenDatesForm(data={"chosen": likely, "format": "own"})
    choices = [(host.key, host.name) for host in hosts]
    form.host.choices = options(choices if len(hosts) == 1 else [("", _("Please choose")), *choices])
    form.chosen.choices = options((number, str(number)) for number in good)
    if form.validate_on_submit():
        return _draft(dates, form, {host.key: host.id for host in hosts})
    page = render_template(
        "admin/review_dates.html",
        dates=dates,
        found=found,
        spans=_spans(found, dates.zone),
        form=form,
        faults=DATE_FAULTS,
        hints=DATE_HINTS,
        there=there,
        over=over,
    )
    return page, form.http_status


@blueprint.post("/calendar/dates/<dates_id>/discard")
@access.staff
@once
def discard_dates(dates_id: str) -> ResponseReturnValue:
    services.discard_dates(dates=calendars.get_dates(dates_id, current_user.user.public_id))
    flash(_("The list is deleted."), "success")
    return redirect(url_for("admin.calendar"), 303)


def _draft(dates: "DateList", form: ChosenDatesForm, hosts: dict[str, OrganisationId]) -> ResponseReturnValue:
    if not form.chosen.data:
        flash(_("Please tick at least one event."), "warning")
        return redirect(url_for("admin.review_dates", dates_id=dates.public_id), 303)
    try:
        drafts = services.draft_dates(
            dates=dates,
            numbers=set(form.chosen.data),
            host_id=hosts[form.host.data],
            format=EventFormat(form.format.data),
            contact=(current_user.name, current_user.user.email),
            now=clock.now(),
        )
    except DateRefusedError as refusal:
        said = _("“%(title)s” can’t become a draft. Nothing was made.", title=refusal.found.title)
        flash(said, "warning")
        return redirect(url_for("admin.review_dates", dates_id=dates.public_id), 303)
    except DatesDecidedError:
        flash(_("These events have already been imported."), "warning")
    else:
        said = ngettext("%(num)s draft is ready.", "%(num)s drafts are ready.", len(drafts))
        flash(said, "success")
    return redirect(url_for("admin.events", show="drafts"), 303)


def _spans(found: list[FoundDate], zone: str) -> dict[int, Markup]:
    """When each date is, as people say it."""
    return {
        each.number: formats.day_span(clock.from_local(each.starts, zone), clock.from_local(each.ends, zone), zone)
        for each in found
        if each.starts and each.ends
    }


def _there(found: list[FoundDate], zone: str, hosts: Iterable["Organisation"]) -> set[int]:
    """The numbers of dates that stand in our own calendar already, by title and start."""
    known = calendars.known_dates([each.title for each in found], [each.id for each in hosts])
    return {each.number for each in found if each.starts and (each.title, clock.from_local(each.starts, zone)) in known}


def _over(found: list[FoundDate], zone: str) -> set[int]:
    """The numbers of dates that have passed; nobody is likely to want them."""
    now = clock.now()
    return {each.number for each in found if each.ends and clock.from_local(each.ends, zone) <= now}
