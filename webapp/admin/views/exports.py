"""What leaves the desk as a file."""

import io
from collections.abc import Callable, Iterable
from typing import Any

from flask import Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin import exports
from webapp.admin.blueprint import blueprint
from webapp.admin.statistics import statistics_of
from webapp.admin.views.registrations import wanted_at
from webapp.documents.people import Guest, attendance_pdf, badges_pdf
from webapp.events.queries import get_event
from webapp.foundation.http import language
from webapp.foundation.http.frame import keep_private
from webapp.foundation.spreadsheets import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from webapp.registration.queries import setup_of

_MOST_BADGES = 1_000
_MOST_LINES = 5_000


@blueprint.get("/events/<slug>/registrations.xlsx")
@access.at_event(Role.ORGANIZER)
def registrations_xlsx(slug: str) -> ResponseReturnValue:
    """What the search finds, as a workbook: registrations, and people."""
    keep_private()
    event = get_event(slug)
    setup = setup_of(event.id)
    target = io.BytesIO()
    write_xlsx(target, exports.sheets(event, setup, wanted_at(setup), language.current()))
    target.seek(0)
    return send_file(target, mimetype=XLSX_TYPE, as_attachment=True, download_name=f"{slug}.xlsx")


@blueprint.get("/events/<slug>/registrations.csv")
@access.at_event(Role.ORGANIZER)
def registrations_csv(slug: str) -> ResponseReturnValue:
    """The same as a text table: a row for each registration, or with `people` for each person."""
    keep_private()
    event = get_event(slug)
    setup = setup_of(event.id)
    sheets = exports.sheets(event, setup, wanted_at(setup), language.current())
    body = b"".join(write_csv(sheets[1 if request.args.get("people") else 0]))
    answer = Response(body, mimetype=CSV_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    return answer


@blueprint.get("/events/<slug>/registrations/badges.pdf")
@access.at_event(Role.ORGANIZER)
def badges(slug: str) -> ResponseReturnValue:
    """Name badges of those whom the search finds and who have a place."""
    return _paper(slug, badges_pdf, most=_MOST_BADGES, with_tickets=True)


@blueprint.get("/events/<slug>/registrations/attendance.pdf")
@access.at_event(Role.ORGANIZER)
def attendance(slug: str) -> ResponseReturnValue:
    """A list to sign of those whom the search finds and who have a place."""
    return _paper(slug, attendance_pdf, most=_MOST_LINES, with_tickets=False)


@blueprint.get("/events/<slug>/statistics")
@access.at_event(Role.ORGANIZER)
def statistics(slug: str) -> ResponseReturnValue:
    """The registrations in numbers."""
    event = get_event(slug)
    found = statistics_of(event, setup_of(event.id), language.current())
    return render_template("admin/statistics.html", event=event, found=found)


def _paper(
    slug: str, made: Callable[[Any, Iterable[Guest]], bytes], *, most: int, with_tickets: bool
) -> ResponseReturnValue:
    keep_private()
    event = get_event(slug)
    wanted = wanted_at(setup_of(event.id))
    guests = exports.guests_of(event, wanted, language.current(), most=most, with_tickets=with_tickets)
    if not guests:
        said = _("Nobody of those found has a place.")
        if guests is None:
            said = _("These are too many for one file. Please narrow the search to %(most)s people.", most=most)
        flash(said, "warning")
        return redirect(url_for("admin.registrations", slug=slug), 303)
    answer = Response(made(event, guests), mimetype="application/pdf")
    name = request.path.rpartition("/")[2]
    answer.headers["Content-Disposition"] = f'inline; filename="{slug}-{name}"'
    return answer
