import io
from typing import TYPE_CHECKING

from flask import render_template, send_file
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.statistics.blueprint import blueprint
from webapp.admin.statistics.figures import Statistics, statistics_of
from webapp.admin.statistics.tables import sheets
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.foundation.http.transaction_frame import keep_private
from webapp.foundation.spreadsheets import XLSX_TYPE, write_xlsx
from webapp.registration.queries import setup_of

if TYPE_CHECKING:
    from webapp.events.models import Event


@blueprint.get("/events/<slug>/statistics")
@access.at_event(Role.READER)
def statistics(slug: str) -> ResponseReturnValue:
    """The registrations in numbers."""
    event = get_event(slug)
    return render_template(
        "admin/statistics/statistics.html", event=event, found=_found(event), is_over=event.ends_at <= clock.now()
    )


@blueprint.get("/events/<slug>/statistics.xlsx")
@access.at_event(Role.ORGANIZER)
def statistics_xlsx(slug: str) -> ResponseReturnValue:
    """The same as a workbook."""
    keep_private()
    event, target = get_event(slug), io.BytesIO()
    write_xlsx(target, sheets(event, _found(event)))
    target.seek(0)
    return send_file(target, mimetype=XLSX_TYPE, as_attachment=True, download_name=f"{slug}-statistics.xlsx")


def _found(event: "Event") -> Statistics:
    return statistics_of(event, setup_of(event.id), language.current())
