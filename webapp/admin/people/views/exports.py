"""What leaves the desk as a file."""

import io

from flask import Response, request, send_file
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.people import exports
from webapp.admin.people.blueprint import blueprint
from webapp.admin.people.views.registrations import wanted_at
from webapp.events.queries import get_event
from webapp.foundation.http import language
from webapp.foundation.http.transaction_frame import keep_private
from webapp.foundation.spreadsheets import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from webapp.registration.queries import setup_of


@blueprint.get("/events/<slug>/registrations.xlsx")
@access.at_event(Role.ORGANIZER)
def registrations_xlsx(slug: str) -> ResponseReturnValue:
    """What the search finds, as a workbook: registrations, and people."""
    keep_private()
    event = get_event(slug)
    target = io.BytesIO()
    write_xlsx(target, exports.sheets(event, wanted_at(setup_of(event.id)), language.current()))
    target.seek(0)
    return send_file(target, mimetype=XLSX_TYPE, as_attachment=True, download_name=f"{slug}.xlsx")


@blueprint.get("/events/<slug>/registrations.csv")
@access.at_event(Role.ORGANIZER)
def registrations_csv(slug: str) -> ResponseReturnValue:
    """The same as a text table: a row for each registration, or with `people` for each person."""
    keep_private()
    event = get_event(slug)
    sheets = exports.sheets(event, wanted_at(setup_of(event.id)), language.current())
    body = b"".join(write_csv(sheets[1 if request.args.get("people") else 0]))
    answer = Response(body, mimetype=CSV_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    return answer
