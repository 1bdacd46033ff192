"""Invitations: who is asked to come, who said what, and lists of guests from a table."""

from functools import partial
from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.invitations import from_contacts, guest_lists  # noqa: F401 - its routes
from webapp.admin.invitations.blueprint import blueprint
from webapp.admin.invitations.forms import GuestForm, TableForm, again_as
from webapp.admin.invitations.labels import CHANGED, NOT_SENT, REPLIES
from webapp.admin.paging import PER_PAGE, page_of
from webapp.admin.wording.refusals import REFUSALS
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http.form_page import Undo, attempt, done, sent_form
from webapp.foundation.http.idempotency import once
from webapp.foundation.seen import FIELD as SEEN
from webapp.foundation.seen import mark_of
from webapp.mail.opt_outs.links import refusing_among
from webapp.registration import queries, services
from webapp.registration.errors import RegistrationStateError
from webapp.registration.queries.invitations import (
    invitations_of,
    lists_of,
    mark_of_silent,
    replies_of,
    silent_count,
)
from webapp.registration.types import InvitationStatus, RegistrationAvailability, Reply

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
    form = GuestForm(queries.setup_of(event.id).terms)

    def invite() -> ResponseReturnValue:
        made = services.invite(event=event, guests=[services.Guest(**form.changes())], now=clock.now())
        if not made:
            said = _("This address was invited before. One invitation counts for each address.")
            return _back(slug, said, kind="warning")
        known = made[0].status == InvitationStatus.ACCEPTED or made[0].comes_along
        said = _("%(name)s is registered already, so no invitation is sent.") if known else _("%(name)s is invited.")
        return _back(slug, said % {"name": form.name.data})

    return attempt(
        lambda: sent_form(form, invite, lambda: _page(event, guest=form)),
        lambda: _to_invitations(slug),
        NOT_SENT,
        CHANGED,
    )


@blueprint.post("/events/<slug>/invitations/tables")
@access.at_event(Role.ORGANIZER)
@once
def take_table(slug: str) -> ResponseReturnValue:
    """Keep a table and look through it soon."""
    event = get_event(slug)
    form = TableForm(queries.setup_of(event.id).terms, prefix=_TABLE)

    def take() -> ResponseReturnValue:
        upload = form.table.data
        taken = services.take_list(
            event=event, stream=upload.stream, name=upload.filename, now=clock.now(), **form.changes()
        )
        return redirect(url_for("admin.invitations.guest_list", slug=slug, list_id=taken.public_id), 303)

    return sent_form(form, take, lambda: _page(event, table=form))


@blueprint.post("/events/<slug>/invitations/remind")
@access.at_event(Role.ORGANIZER)
@once
def remind(slug: str) -> ResponseReturnValue:
    """Write once more to those who are silent."""
    act = partial(services.remind, event=get_event(slug), now=clock.now(), seen=request.form.get(SEEN))
    return attempt(
        lambda: _back(slug, ngettext("%(num)s person is reminded.", "%(num)s people are reminded.", act())),
        lambda: _to_invitations(slug),
        NOT_SENT,
        REFUSALS,
    )


@blueprint.post("/events/<slug>/invitations/again")
@access.at_event(Role.ORGANIZER)
@once
def invite_again(slug: str) -> ResponseReturnValue:
    """Ask those who were asked to come to the last date of the series."""
    act = partial(services.invite_again, event=get_event(slug), now=clock.now(), seen=request.form.get(SEEN))
    return attempt(
        lambda: _back(slug, ngettext("%(num)s person is invited.", "%(num)s people are invited.", len(act()))),
        lambda: _to_invitations(slug),
        NOT_SENT,
        REFUSALS,
    )


@blueprint.post("/events/<slug>/invitations/<invitation_id>/withdraw")
@access.at_event(Role.ORGANIZER)
@once
def withdraw_invitation(slug: str, invitation_id: str) -> ResponseReturnValue:
    event = get_event(slug)
    if (found := queries.find_invitation(invitation_id)) is None or found.event_id != event.id:
        abort(404)
    accepted = _("%(name)s has accepted in the meantime. Nothing has been changed.", name=found.name)
    said = _("The invitation for %(name)s has been withdrawn.", name=found.name)
    withdraw = partial(services.withdraw_invitation, invitation=found, now=clock.now())
    undo = Undo(url_for("admin.invitations.invite_one", slug=slug), _("Invite again"), again_as(found))
    return attempt(withdraw, lambda: _to_invitations(slug), {RegistrationStateError: accepted}, told=said, undo=undo)


def _page(event: "Event", guest: GuestForm | None = None, table: TableForm | None = None) -> str:
    status, number = request.args.get("status", ""), max(1, request.args.get("page", 1, type=int))
    asked, words = Reply(status) if status in set(Reply) else None, request.args.get("q", "")
    found = invitations_of(event.id, reply=asked, words=words, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    terms = queries.setup_of(event.id).terms
    before = [each.email_normal for each in services.invited_last_time(event=event)]
    return render_template(
        "admin/invitations/invitations.html",
        event=event,
        guest=guest or GuestForm(terms, formdata=None),
        table=table or TableForm(terms, formdata=None, prefix=_TABLE),
        found=found,
        refusing=refusing_among(each.email_normal for each in found.invitations),
        page=page_of(number, found.total),
        words=words,
        status=status,
        states=REPLIES,
        answers=replies_of(event.id, words),
        silent=silent_count(event.id),
        seen={"silent": mark_of_silent(event.id), "again": mark_of(sorted(before))},
        again=len(set(before) - set(refusing_among(before))) if before else 0,
        lists=lists_of(event.id),
        contact_lists=from_contacts.lists_at(event),
        is_open=queries.availability(event, clock.now()) is RegistrationAvailability.OPEN,
    )


def _back(slug: str, said: str, kind: str = "success") -> ResponseReturnValue:
    return done(said, "admin.invitations.invitations", kind=kind, slug=slug)


def _to_invitations(slug: str) -> ResponseReturnValue:
    return redirect(url_for("admin.invitations.invitations", slug=slug), 303)
