"""People from a table: uploaded, looked at, entered."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.contacts.asked import organisation_at, today
from webapp.admin.contacts.blueprint import blueprint
from webapp.admin.contacts.forms.entering import ContactTableForm
from webapp.admin.wording.labels import GUEST_PROBLEMS
from webapp.admin.wording.refused_tables import why_no_guests
from webapp.contacts import services
from webapp.contacts.errors import TableStateError
from webapp.contacts.queries.tables import get_table, tables_of
from webapp.contacts.types import Grounds
from webapp.foundation import clock
from webapp.foundation.http import site
from webapp.foundation.http.form_page import attempt, done, sent_form
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said

if TYPE_CHECKING:
    from webapp.organisations.models import Organisation

_REVIEWED_AFTER = timedelta(days=365)
_AT = "/contacts/<organisation>/tables/<table_id>"


@blueprint.get("/contacts/<organisation>/tables")
@access.at_organisation(Role.ORGANIZER)
def tables(organisation: str) -> ResponseReturnValue:
    data = {"language": site.current().required_language, "review_on": today() + _REVIEWED_AFTER}
    return _page(organisation_at(organisation), ContactTableForm(today(), formdata=None, data=data))


@blueprint.post("/contacts/<organisation>/tables")
@access.at_organisation(Role.ORGANIZER)
@once
def take_contacts(organisation: str) -> ResponseReturnValue:
    """Keep a table and look through it soon."""
    host, form = organisation_at(organisation), ContactTableForm(today())

    def take() -> ResponseReturnValue:
        said, upload = form.changes(), form.table.data
        grounds = Grounds(said.pop("source"), said.pop("purpose"), said.pop("review_on"))
        taken = services.take_table(
            organisation_id=host.id,
            stream=upload.stream,
            name=upload.filename,
            grounds=grounds,
            now=clock.now(),
            **said,
        )
        return redirect(
            url_for("admin.contacts.contact_table", organisation=organisation, table_id=taken.public_id), 303
        )

    return sent_form(form, take, lambda: _page(host, form))


def _page(host: "Organisation", form: ContactTableForm) -> str:
    return render_template("admin/contacts/tables.html", organisation=host, form=form, tables=tables_of(host.id))


@blueprint.get(_AT)
@access.at_organisation(Role.ORGANIZER)
def contact_table(organisation: str, table_id: str) -> ResponseReturnValue:
    """What was found in a table, and the decision about it."""
    host = organisation_at(organisation)
    found = get_table(host.id, table_id)
    why = why_no_guests(found.problem, found.faults)  # type: ignore[arg-type]
    return render_template(
        "admin/contacts/contact_table.html", organisation=host, table=found, problems=GUEST_PROBLEMS, why=why
    )


@blueprint.post(f"{_AT}/enter")
@access.at_organisation(Role.ORGANIZER)
@once
def enter_table(organisation: str, table_id: str) -> ResponseReturnValue:
    host = organisation_at(organisation)
    back = redirect(url_for("admin.contacts.contact_table", organisation=organisation, table_id=table_id), 303)
    said: Said = {TableStateError: _("The table has changed in the meantime. Nothing was done.")}
    return attempt(partial(services.enter_table, table=get_table(host.id, table_id)), lambda: back, said, told="")


@blueprint.post(f"{_AT}/discard")
@access.at_organisation(Role.ORGANIZER)
@once
def discard_table(organisation: str, table_id: str) -> ResponseReturnValue:
    services.discard_table(table=get_table(organisation_at(organisation).id, table_id))
    return done(_("The table is deleted."), "admin.contacts.tables", organisation=organisation)
