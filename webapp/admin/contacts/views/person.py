"""One person: what is known, what the office notes, and how it all goes."""

from functools import partial
from typing import TYPE_CHECKING

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.contacts.asked import organisation_at, today
from webapp.admin.contacts.blueprint import blueprint
from webapp.admin.contacts.forms.entering import RemarksForm, ReviewForm
from webapp.admin.wording.consents import AGREED_TO, wording_said
from webapp.admin.wording.contact_labels import BASES
from webapp.admin.wording.labels import INVITATION_STATES, MAIL_KINDS, MAIL_STATES, STATES
from webapp.contacts import queries, services
from webapp.contacts.errors import ContactBoundError
from webapp.contacts.queries.knowledge import known_of
from webapp.foundation import clock
from webapp.foundation.http.form_page import Undo, attempt, done, sent_form
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said
from webapp.mail.opt_outs.links import refusing_among
from webapp.mail.outbox.queries import mails_to

if TYPE_CHECKING:
    from webapp.contacts.models import Contact
    from webapp.organisations.models import Organisation

_AT = "/contacts/<organisation>/people/<contact_id>"


@blueprint.get(_AT)
@access.at_organisation(Role.ORGANIZER)
def contact(organisation: str, contact_id: str) -> ResponseReturnValue:
    """All that is known of somebody on one page."""
    host = organisation_at(organisation)
    return _page(host, queries.get_contact(host.id, contact_id))


def _page(
    host: "Organisation", found: "Contact", remarks: RemarksForm | None = None, review: ReviewForm | None = None
) -> str:
    return render_template(
        "admin/contacts/contact.html",
        organisation=host,
        contact=found,
        known=known_of(found).in_sight,
        mails=mails_to(found.email_normal, host.id, in_sight=True),
        refuses=bool(refusing_among([found.email_normal])),
        is_due=found.is_kept and found.review_on is not None and found.review_on <= today(),
        remarks=remarks or RemarksForm(formdata=None, over=found),
        review=review or ReviewForm(formdata=None, over=found),
        bases=BASES,
        states=STATES,
        invitation_states=INVITATION_STATES,
        texts=AGREED_TO,
        wording=wording_said(),
        mail_kinds=MAIL_KINDS,
        mail_states=MAIL_STATES,
    )


@blueprint.post(f"{_AT}/remarks")
@access.at_organisation(Role.ORGANIZER)
@once
def keep_remarks(organisation: str, contact_id: str) -> ResponseReturnValue:
    """Words and a note of the office."""
    host = organisation_at(organisation)
    found = queries.get_contact(host.id, contact_id)
    form = RemarksForm(over=found)

    def keep() -> ResponseReturnValue:
        services.remark(contact=found, **form.changes())
        return _back(organisation, contact_id, _("Saved."))

    return sent_form(form, keep, lambda: _page(host, found, remarks=form))


@blueprint.post(f"{_AT}/reviewed")
@access.at_organisation(Role.ORGANIZER)
@once
def reviewed(organisation: str, contact_id: str) -> ResponseReturnValue:
    """Say that somebody is still to be kept."""
    host = organisation_at(organisation)
    found = queries.get_contact(host.id, contact_id)
    form = ReviewForm(over=found)

    def keep() -> ResponseReturnValue:
        services.reviewed(contact=found, **form.changes())
        return _back(organisation, contact_id, _("The next review is noted."))

    return sent_form(form, keep, lambda: _page(host, found, review=form))


@blueprint.post(f"{_AT}/bin")
@access.at_organisation(Role.ORGANIZER)
@once
def bin_contact(organisation: str, contact_id: str) -> ResponseReturnValue:
    host = organisation_at(organisation)
    found = queries.get_contact(host.id, contact_id)
    said: Said = {ContactBoundError: _("Nothing to delete here: what is known comes from events.")}
    put = partial(services.put_in_bin, contact=found, now=clock.now())
    told = _("%(name)s is in the bin for 30 days.", name=found.name)
    undo = Undo(url_for("admin.contacts.restore_contact", organisation=organisation, contact_id=contact_id))
    back = redirect(url_for("admin.contacts.people", organisation=organisation), 303)
    return attempt(put, lambda: back, said, told=told, undo=undo)


@blueprint.post(f"{_AT}/restore")
@access.at_organisation(Role.ORGANIZER)
@once
def restore_contact(organisation: str, contact_id: str) -> ResponseReturnValue:
    host = organisation_at(organisation)
    services.restore(contact=queries.get_contact(host.id, contact_id, binned=True))
    return _back(organisation, contact_id, _("The contact is back."))


@blueprint.get(f"{_AT}/erase")
@access.at_organisation(Role.ORGANIZER)
def erase_contact(organisation: str, contact_id: str) -> ResponseReturnValue:
    """What will be gone, before it is."""
    host = organisation_at(organisation)
    found = queries.get_contact(host.id, contact_id, binned=True)
    return render_template(
        "admin/contacts/erase_contact.html",
        organisation=host,
        contact=found,
        known=known_of(found),
        mails=len(mails_to(found.email_normal, host.id)),
    )


@blueprint.post(f"{_AT}/erase")
@access.at_organisation(Role.ORGANIZER)
@once
def erase_everywhere(organisation: str, contact_id: str) -> ResponseReturnValue:
    host = organisation_at(organisation)
    services.erase_everywhere(contact=queries.get_contact(host.id, contact_id, binned=True), now=clock.now())
    said = _("Everything about this person is deleted. What is counted stays.")
    return done(said, "admin.contacts.people", organisation=organisation)


def _back(organisation: str, contact_id: str, said: str) -> ResponseReturnValue:
    return done(said, "admin.contacts.contact", organisation=organisation, contact_id=contact_id)
