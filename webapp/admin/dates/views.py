"""The organizer's own calendar, and dates from elsewhere."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from markupsafe import Markup

from webapp.accounts import access
from webapp.admin.dates.blueprint import blueprint
from webapp.admin.dates.forms import ChosenDatesForm, DatesForm
from webapp.admin.dates.labels import DATE_FAULTS, DATE_HINTS
from webapp.admin.hosts import first_one, open_hosts
from webapp.calendar import queries as calendars
from webapp.calendar import services
from webapp.calendar.errors import DateRefusedError, DatesDecidedError
from webapp.calendar.reading import MOST_BYTES
from webapp.calendar.types import FEED_LINK, FoundDate, OwnFeed
from webapp.foundation import clock
from webapp.foundation.http import formats, links, site
from webapp.foundation.http.form_page import Undo, attempt, done, form_page, tell
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said
from webapp.foundation.http.transaction_frame import keep_private

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
    return render_template("admin/dates/calendar.html", feed=feed, token=token)


@blueprint.post("/calendar")
@access.staff
@once
def open_calendar() -> ResponseReturnValue:
    services.open_feed(kind=OwnFeed.STAFF, owner=current_user.user.public_id, now=clock.now())
    return redirect(url_for("admin.dates.calendar"), 303)


@blueprint.post("/calendar/close")
@access.staff
@once
def close_calendar() -> ResponseReturnValue:
    feed = calendars.find_open_feed(OwnFeed.STAFF, current_user.user.public_id)
    if feed is not None:
        services.revoke_feed(feed=feed, now=clock.now())
        said = _("The link has been deactivated. Calendar apps that use it will no longer get updates.")
        tell(said, undo=Undo(url_for("admin.dates.open_calendar"), _("Create a new link")))
    return redirect(url_for("admin.dates.calendar"), 303)


@blueprint.route("/calendar/dates", methods=["GET", "POST"])
@access.staff
@once
def import_dates() -> ResponseReturnValue:
    """Bring a file with dates; nothing becomes an event yet."""
    form = DatesForm()

    def take() -> ResponseReturnValue:
        upload = form.file.data
        dates = services.take_dates(
            content=upload.stream.read(MOST_BYTES + 1) if upload else b"",
            name=(upload.filename if upload else "") or _("Dates"),
            owner=current_user.user.public_id,
            zone=site.current().zone,
            now=clock.now(),
        )
        return redirect(url_for("admin.dates.review_dates", dates_id=dates.public_id), 303)

    return form_page(form, take, lambda: render_template("admin/dates/import_dates.html", form=form))


@blueprint.route("/calendar/dates/<dates_id>", methods=["GET", "POST"])
@access.staff
@once
def review_dates(dates_id: str) -> ResponseReturnValue:
    """Look at each date, and choose what becomes a draft."""
    dates = calendars.get_dates(dates_id, current_user.user.public_id)
    hosts = open_hosts()
    if not hosts:
        return first_one()
    found = services.found_in(dates)
    there = _there(found, dates.zone, hosts)
    good = [each.number for each in found if not each.faults]
    over = _over(found, dates.zone)
    doubted = {each.number for each in found if each.hints}
    likely = [each for each in good if each not in there | over | doubted]
    form = ChosenDatesForm(data={"chosen": likely, "format": "own"})
    form.offer(hosts, good)
    shown = {"found": found, "faults": DATE_FAULTS, "hints": DATE_HINTS, "there": there, "over": over}

    def show() -> str:
        spans = _spans(found, dates.zone)
        return render_template("admin/dates/review_dates.html", dates=dates, form=form, spans=spans, **shown)

    return form_page(form, lambda: _draft(dates, form), show)


@blueprint.post("/calendar/dates/<dates_id>/discard")
@access.staff
@once
def discard_dates(dates_id: str) -> ResponseReturnValue:
    services.discard_dates(dates=calendars.get_dates(dates_id, current_user.user.public_id))
    return done(_("The list is deleted."), "admin.dates.calendar")


def _draft(dates: "DateList", form: ChosenDatesForm) -> ResponseReturnValue:
    def draft() -> ResponseReturnValue:
        contact = (current_user.name, current_user.user.email)
        made = services.draft_dates(dates=dates, contact=contact, now=clock.now(), **form.changes())
        said = ngettext("%(num)s draft is ready.", "%(num)s drafts are ready.", len(made))
        return done(said, "admin.events.events", show="drafts")

    review = redirect(url_for("admin.dates.review_dates", dates_id=dates.public_id), 303)
    if not form.chosen.data:
        flash(_("Please tick at least one event."), "warning")
        return review
    try:
        return attempt(draft, lambda: review, _REFUSED)
    except DatesDecidedError:  # leads elsewhere: there is nothing to choose from any more
        return done(_("These events have already been imported."), "admin.events.events", kind="warning", show="drafts")


def _not_drafted(refusal: DateRefusedError) -> str:
    return str(_("“%(title)s” can’t become a draft. Nothing was made.", title=refusal.found.title))


_REFUSED: Said = {DateRefusedError: _not_drafted}


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
