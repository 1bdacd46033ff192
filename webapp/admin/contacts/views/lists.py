"""Lists of people to invite from an event's invitations."""

from itertools import islice
from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.contacts.asked import SEARCH, organisation_at, wanted_from
from webapp.admin.contacts.blueprint import blueprint
from webapp.admin.contacts.forms.entering import ListForm
from webapp.admin.contacts.labels import LIST_KINDS
from webapp.admin.wording.contact_labels import missing_said, said_of
from webapp.contacts import queries, services
from webapp.contacts.errors import ListNameTakenError
from webapp.contacts.queries.lists import get_list, invitable, lists_of, members_of
from webapp.contacts.types import ListKind, Wanted
from webapp.foundation import clock
from webapp.foundation.http.form_page import Undo, attempt, done, sent_form
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said

if TYPE_CHECKING:
    from webapp.contacts.models import ContactList
    from webapp.organisations.models import Organisation

_SHOWN = 200
_NAME_TAKEN: Said = {
    ListNameTakenError: _l("Another list has this name by now, or belongs to the same series. Please rename it first."),
}
_AT = "/contacts/<organisation>/lists/<list_id>"


@blueprint.get("/contacts/<organisation>/lists")
@access.at_organisation(Role.ORGANIZER)
def lists(organisation: str) -> ResponseReturnValue:
    return _page(organisation_at(organisation), ListForm(formdata=None))


@blueprint.post("/contacts/<organisation>/lists")
@access.at_organisation(Role.ORGANIZER)
@once
def keep_list(organisation: str) -> ResponseReturnValue:
    """A new list: of whoever fits the search that came along, else of people to be chosen."""
    host, form = organisation_at(organisation), ListForm()
    wanted = wanted_from(request.form)

    def keep() -> ResponseReturnValue:
        found = None if wanted == Wanted() else wanted
        made = services.keep_list(organisation_id=host.id, wanted=found, now=clock.now(), **form.changes())
        return done(
            _("The list is saved."), "admin.contacts.contact_list", organisation=organisation, list_id=made.public_id
        )

    return sent_form(form, keep, lambda: _page(host, form))


def _page(host: "Organisation", form: ListForm) -> str:
    words = request.args.get("q", "")
    return render_template(
        "admin/contacts/lists.html",
        organisation=host,
        form=form,
        rows=lists_of(host.id, words=words),
        words=words,
        binned=lists_of(host.id, in_bin=True),
        kinds=LIST_KINDS,
        asked={name: request.form[name] for name in SEARCH if request.form.get(name)},
    )


@blueprint.get(_AT)
@access.at_organisation(Role.ORGANIZER)
def contact_list(organisation: str, list_id: str) -> ResponseReturnValue:
    """Who is on a list, and who of them could be invited now."""
    host = organisation_at(organisation)
    found = get_list(host.id, list_id)
    return _list_page(host, found, ListForm(formdata=None, over=found))


def _list_page(host: "Organisation", found: "ContactList", form: ListForm) -> str:
    left = invitable(found).left
    members = list(islice((each for page in members_of(found) for each in page), _SHOWN))
    return render_template(
        "admin/contacts/contact_list.html",
        organisation=host,
        list=found,
        form=form,
        members=members,
        left=left,
        missing=missing_said(left),
        why=said_of(left),
        total=left.invited + left.left,
        kinds=LIST_KINDS,
        may_choose=found.kind != ListKind.FOUND,
    )


@blueprint.post(f"{_AT}/name")
@access.at_organisation(Role.ORGANIZER)
@once
def rename_list(organisation: str, list_id: str) -> ResponseReturnValue:
    host = organisation_at(organisation)
    found = get_list(host.id, list_id)
    form = ListForm(over=found)

    def rename() -> ResponseReturnValue:
        services.rename_list(contact_list=found, **form.changes())
        return done(_("Saved."), "admin.contacts.contact_list", organisation=organisation, list_id=list_id)

    return sent_form(form, rename, lambda: _list_page(host, found, form))


@blueprint.post(f"{_AT}/people/<contact_id>/off")
@access.at_organisation(Role.ORGANIZER)
@once
def take_off_list(organisation: str, list_id: str, contact_id: str) -> ResponseReturnValue:
    host = organisation_at(organisation)
    found = queries.get_contact(host.id, contact_id, binned=True)
    services.take_off(contact_list=get_list(host.id, list_id), contacts=[found])
    said = _("%(name)s is off the list.", name=found.name)
    own: dict[str, Any] = {"organisation": organisation, "list_id": list_id}
    undo = Undo(url_for("admin.contacts.put_back_on_list", contact_id=contact_id, **own))
    return done(said, "admin.contacts.contact_list", undo=undo, **own)


@blueprint.post(f"{_AT}/people/<contact_id>/on")
@access.at_organisation(Role.ORGANIZER)
@once
def put_back_on_list(organisation: str, list_id: str, contact_id: str) -> ResponseReturnValue:
    host = organisation_at(organisation)
    found = queries.get_contact(host.id, contact_id, binned=True)
    services.put_on(contact_list=get_list(host.id, list_id), contacts=[found])
    said = _("%(name)s is on the list again.", name=found.name)
    return done(said, "admin.contacts.contact_list", organisation=organisation, list_id=list_id)


@blueprint.post(f"{_AT}/delete")
@access.at_organisation(Role.ORGANIZER)
@once
def delete_list(organisation: str, list_id: str) -> ResponseReturnValue:
    """The list goes, the people stay."""
    services.delete_list(contact_list=get_list(organisation_at(organisation).id, list_id), now=clock.now())
    undo = Undo(url_for("admin.contacts.restore_list", organisation=organisation, list_id=list_id))
    said = _("The list is in the bin for 30 days. The contacts on it stay.")
    return done(said, "admin.contacts.lists", undo=undo, organisation=organisation)


@blueprint.post(f"{_AT}/restore")
@access.at_organisation(Role.ORGANIZER)
@once
def restore_list(organisation: str, list_id: str) -> ResponseReturnValue:
    """Out of the bin, with those on it who are still known."""
    found = get_list(organisation_at(organisation).id, list_id, or_deleted=True)

    def restore() -> ResponseReturnValue:
        services.restore_list(contact_list=found)
        return done(_("The list is back."), "admin.contacts.contact_list", organisation=organisation, list_id=list_id)

    back = redirect(url_for("admin.contacts.lists", organisation=organisation), 303)
    return attempt(restore, lambda: back, _NAME_TAKEN)
