"""Contacts as tables for spreadsheet programs."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Response, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.contacts.asked import organisation_at, wanted_from
from webapp.admin.contacts.blueprint import blueprint
from webapp.admin.wording.contact_labels import BASES
from webapp.contacts import queries
from webapp.foundation.database import session
from webapp.foundation.http.transaction_frame import keep_private
from webapp.foundation.spreadsheets import CSV_TYPE, XLSX_TYPE, Sheet, write_csv, write_xlsx

if TYPE_CHECKING:
    from webapp.contacts.models import Contact


@blueprint.get("/contacts/<organisation>/contacts.xlsx")
@access.at_organisation(Role.ORGANIZER)
def contacts_xlsx(organisation: str) -> ResponseReturnValue:
    """What the search finds, as a workbook."""
    keep_private()
    target = io.BytesIO()
    write_xlsx(target, [_sheet(organisation)])
    target.seek(0)
    return send_file(target, mimetype=XLSX_TYPE, as_attachment=True, download_name=f"{organisation}.xlsx")


@blueprint.get("/contacts/<organisation>/contacts.csv")
@access.at_organisation(Role.ORGANIZER)
def contacts_csv(organisation: str) -> ResponseReturnValue:
    """The same as a text table."""
    keep_private()
    answer = Response(b"".join(write_csv(_sheet(organisation))), mimetype=CSV_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{organisation}.csv"'
    return answer


def _sheet(organisation: str) -> Sheet:
    head = (
        *(_("Name"), _("Email"), _("Business or organisation"), _("Telephone"), _("Language"), _("Known from")),
        *(_("Source"), _("Purpose"), _("Review on"), _("Agreed on"), _("Consent withdrawn on"), _("Tags"), _("Note")),
    )
    return Sheet(_("Contacts"), head, _rows(organisation))


def _rows(organisation: str) -> Iterator[list[object]]:
    host = organisation_at(organisation)
    for page in queries.each_of(host.id, wanted_from(request.args)):
        yield from map(_row, page)
        for each in page:
            session().expunge(each)


def _row(contact: "Contact") -> list[object]:
    kept = contact.is_kept
    return [
        *(contact.name, contact.email, contact.company, contact.phone, contact.language),
        str(BASES[contact.basis][1]),
        *((contact.source, contact.purpose, contact.review_on) if kept else ("", "", None)),
        contact.agreed_at.date() if contact.agreed_at else None,
        contact.withdrew_at.date() if contact.withdrew_at else None,
        ", ".join(each.tag for each in contact.tags),
        contact.note,
    ]
