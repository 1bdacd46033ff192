"""Invitations: who is asked to come, who said what, and lists of guests from a table."""

from typing import TYPE_CHECKING, cast

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.invitations.blueprint import blueprint
from webapp.admin.invitations.forms import LANGUAGES, GuestForm, TableForm
from webapp.admin.invitations.labels import REPLIES
from webapp.admin.paging import PER_PAGE, page_of
from webapp.admin.refused_tables import told_of, why_no_guests
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.foundation.http.idempotency import once, refuse
from webapp.foundation.spreadsheets import TableInvalidError
from webapp.mail.opt_outs.links import refusing_among
from webapp.registration import queries, services
from webapp.registration.errors import PersonInvalidError, RegistrationClosedError, RegistrationStateError
from webapp.registration.queries.invitations import get_list, invitations_of, lists_of, replies_of, silent_count
from webapp.registration.types import CategoryId, InvitationStatus, Problem, RegistrationAvailability, Reply

if TYPE_CHECKING:
    from webapp.events.models import Event

_TABLE = "table-"


@blueprint.get("/events/<slug>/invitations")
@access.at_event(Role.ORGANIZER)
def invitations(slug: str) -> ResponseReturnValue:
    return _page(get_event(slug))


@blueprint.post("/events/<slug>/invitations")
@access.at_event(Role.ORGANIZER)
@once
def invite_one(slug: str) -> ResponseReturnValue:
    event = get_event(slug)
    form = GuestForm(_categories(event))
    if not form.validate():
        return _page(event, guest=form), 422
    try:
        made = services.invite(event=event, guests=[_guest(event, form)], now=clock.now())
    except PersonInvalidError as refusal:
        form.say(cast("dict[str, Problem]", refusal.details["fields"]))
        return _page(event, guest=form), 422
    except RegistrationClosedError:
        return _closed(slug)
    if not made:
        flash(_("This address was invited before. One invitation counts for each address."), "warning")
        return redirect(url_for("admin.invitations.invitations", slug=slug), 303)
    known = made[0].status == InvitationStatus.ACCEPTED or made[0].comes_along
    said = _("%(name)s is registered already, so no invitation is sent.") if known else _("%(name)s is invited.")
    flash(said % {"name": form.name.data}, "success")
    return redirect(url_for("admin.invitations.invitations", slug=slug), 303)


@blueprint.post("/events/<slug>/invitations/tables")
@access.at_event(Role.ORGANIZER)
@once
def take_table(slug: str) -> ResponseReturnValue:
    """Keep a table and look through it soon."""
    event = get_event(slug)
    form = TableForm(_categories(event), prefix=_TABLE)
    if not form.validate():
        return _page(event, table=form), 422
    upload = form.table.data
    try:
        taken = services.take_list(
            event=event,
            stream=upload.stream,
            name=upload.filename,
            category_id=_category_id(event, form),
            language=form.language.data,
            now=clock.now(),
        )
    except TableInvalidError as refusal:
        form.table.errors = [why_no_guests(str(refusal.details["problem"]))]
        return _page(event, table=form), 422
    return redirect(url_for("admin.invitations.guest_list", slug=slug, list_id=taken.public_id), 303)


@blueprint.get("/events/<slug>/invitations/tables/<list_id>")
@access.at_event(Role.ORGANIZER)
def guest_list(slug: str, list_id: str) -> ResponseReturnValue:
    """What was found in a table, and the decision about it."""
    found = get_list(get_event(slug).id, list_id)
    return render_template(
        "admin/invitations/guest_list.html",
        event=found.event,
        list=found,
        **told_of(found),
        languages=dict(LANGUAGES),
    )


@blueprint.post("/events/<slug>/invitations/tables/<list_id>/invite")
@access.at_event(Role.ORGANIZER)
@once
def invite_list(slug: str, list_id: str) -> ResponseReturnValue:
    event = get_event(slug)
    if queries.availability(event, clock.now()) is not RegistrationAvailability.OPEN:
        return _closed(slug)
    try:
        services.invite_list(guest_list=get_list(event.id, list_id))
    except RegistrationStateError:
        flash(_("The list has changed in the meantime. Nothing was done."), "warning")
    return redirect(url_for("admin.invitations.guest_list", slug=slug, list_id=list_id), 303)


@blueprint.post("/events/<slug>/invitations/tables/<list_id>/discard")
@access.at_event(Role.ORGANIZER)
@once
def discard_list(slug: str, list_id: str) -> ResponseReturnValue:
    services.discard_list(guest_list=get_list(get_event(slug).id, list_id))
    flash(_("The list is deleted."), "success")
    return redirect(url_for("admin.invitations.invitations", slug=slug), 303)


@blueprint.post("/events/<slug>/invitations/remind")
@access.at_event(Role.ORGANIZER)
@once
def remind(slug: str) -> ResponseReturnValue:
    """Write once more to those who are silent."""
    try:
        reminded = services.remind(event=get_event(slug), now=clock.now())
    except RegistrationClosedError:
        return _closed(slug)
    flash(ngettext("%(num)s person is reminded.", "%(num)s people are reminded.", reminded), "success")
    return redirect(url_for("admin.invitations.invitations", slug=slug), 303)


@blueprint.post("/events/<slug>/invitations/<invitation_id>/withdraw")
@access.at_event(Role.ORGANIZER)
@once
def withdraw_invitation(slug: str, invitation_id: str) -> ResponseReturnValue:
    event = get_event(slug)
    if (found := queries.find_invitation(invitation_id)) is None or found.event_id != event.id:
        abort(404)
    try:
        services.withdraw_invitation(invitation=found, now=clock.now())
    except RegistrationStateError:
        flash(_("%(name)s has accepted in the meantime. Nothing has been changed.", name=found.name), "warning")
    else:
        flash(_("The invitation for %(name)s has been withdrawn.", name=found.name), "success")
    return redirect(url_for("admin.invitations.invitations", slug=slug), 303)


def _page(event: "Event", guest: GuestForm | None = None, table: TableForm | None = None) -> str:
    status, number = request.args.get("status", ""), max(1, request.args.get("page", 1, type=int))
    asked, words = Reply(status) if status in set(Reply) else None, request.args.get("q", "")
    found = invitations_of(event.id, reply=asked, words=words, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    categories = _categories(event)
    return render_template(
        "admin/invitations/invitations.html",
        event=event,
        guest=guest or GuestForm(categories, formdata=None),
        table=table or TableForm(categories, formdata=None, prefix=_TABLE),
        found=found,
        refusing=refusing_among(each.email_normal for each in found.invitations),
        page=page_of(number, found.total),
        words=words,
        status=status,
        states=REPLIES,
        answers=replies_of(event.id, words),
        silent=silent_count(event.id),
        lists=lists_of(event.id),
        is_open=queries.availability(event, clock.now()) is RegistrationAvailability.OPEN,
    )


def _closed(slug: str) -> ResponseReturnValue:
    refuse(_("Registration isn’t open. No emails were sent."))
    return redirect(url_for("admin.invitations.invitations", slug=slug), 303)


def _guest(event: "Event", form: GuestForm) -> services.Guest:
    return services.Guest(
        name=form.name.data,
        email=form.email.data,
        organisation=form.organisation.data,
        language=form.language.data,
        category_id=_category_id(event, form),
    )


def _categories(event: "Event") -> list[tuple[str, str]]:
    lang = language.current()
    return [(each.public_id, each.labelled(lang)) for each in queries.setup_of(event.id).terms if each.category_id]


def _category_id(event: "Event", form: GuestForm | TableForm) -> CategoryId | None:
    chosen = form.category.data if "category" in form else ""
    return next((each.category_id for each in queries.setup_of(event.id).terms if each.public_id == chosen), None)
