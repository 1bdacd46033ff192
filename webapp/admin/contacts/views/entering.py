"""Enter somebody, and change what is entered."""

from datetime import timedelta

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.contacts.asked import organisation_at, today
from webapp.admin.contacts.blueprint import blueprint
from webapp.admin.contacts.forms.entering import EditEntryForm, EntryForm
from webapp.contacts import queries, services
from webapp.foundation import clock
from webapp.foundation.http import site
from webapp.foundation.http.form_page import done, form_page
from webapp.foundation.http.idempotency import once

_REVIEWED_AFTER = timedelta(days=365)


@blueprint.route("/contacts/<organisation>/new", methods=["GET", "POST"])
@access.at_organisation(Role.ORGANIZER)
@once
def new_contact(organisation: str) -> ResponseReturnValue:
    host = organisation_at(organisation)
    form = EntryForm(
        today(), data={"language": site.current().required_language, "review_on": today() + _REVIEWED_AFTER}
    )

    def enter() -> ResponseReturnValue:
        made = services.enter(organisation_id=host.id, now=clock.now(), **form.changes())
        said = _("%(name)s is entered.", name=made.name)
        return done(said, "admin.contacts.contact", organisation=organisation, contact_id=made.public_id)

    return form_page(
        form, enter, lambda: render_template("admin/contacts/new_contact.html", organisation=host, form=form)
    )


@blueprint.route("/contacts/<organisation>/people/<contact_id>/edit", methods=["GET", "POST"])
@access.at_organisation(Role.ORGANIZER)
@once
def edit_contact(organisation: str, contact_id: str) -> ResponseReturnValue:
    """Change an entry, or make one of whoever is known from events."""
    host = organisation_at(organisation)
    found = queries.get_contact(host.id, contact_id)
    form = EditEntryForm(today(), found)

    def change() -> ResponseReturnValue:
        services.change(contact=found, now=clock.now(), **form.changes())
        return done(_("Saved."), "admin.contacts.contact", organisation=organisation, contact_id=contact_id)

    return form_page(
        form,
        change,
        lambda: render_template("admin/contacts/edit_contact.html", organisation=host, contact=found, form=form),
    )
