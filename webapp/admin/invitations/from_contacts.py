"""Invite the people of a list of contacts: chosen, counted, invited."""

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.accounts import access, rights
from webapp.accounts.types import Role, Scope
from webapp.admin.invitations.blueprint import blueprint
from webapp.admin.invitations.labels import NOT_SENT
from webapp.admin.wording.contact_labels import missing_said, said_of
from webapp.admin.wording.refusals import REFUSALS
from webapp.contacts import services
from webapp.contacts.errors import ContactListNotFoundError
from webapp.contacts.queries.lists import Row, get_list, invitable, lists_of
from webapp.contacts.services.lists import MOST_AT_ONCE
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http.form_page import attempt
from webapp.foundation.http.idempotency import once
from webapp.foundation.seen import FIELD as SEEN
from webapp.registration import queries
from webapp.registration.types import RegistrationAvailability

if TYPE_CHECKING:
    from webapp.contacts.models import ContactList
    from webapp.events.models import Event


def lists_at(event: "Event") -> list[Row]:
    """The lists of the event's host, that of its series first, for whoever works for it and not only at this event."""
    found = lists_of(event.host_id) if _works_for_host(event) else []
    return sorted(found, key=lambda row: event.series_id is None or row.list.series_id != event.series_id)


def _works_for_host(event: "Event") -> bool:
    return rights.may(Role.ORGANIZER, Scope.of_organisation(event.host_id))


@blueprint.get("/events/<slug>/invitations/contacts")
@access.at_event(Role.ORGANIZER)
def choose_list(slug: str) -> ResponseReturnValue:
    """How many of a list would be invited, before anybody is."""
    event = get_event(slug)
    found = _list_at(event, request.args.get("list", ""))
    counted = invitable(found, event.id)
    return render_template(
        "admin/invitations/from_contacts.html",
        event=event,
        list=found,
        seen=counted.seen,
        left=counted.left,
        missing=missing_said(counted.left),
        why=said_of(counted.left),
        at_once=min(counted.left.invited, MOST_AT_ONCE),
        is_open=queries.availability(event, clock.now()) is RegistrationAvailability.OPEN,
    )


@blueprint.post("/events/<slug>/invitations/contacts/<list_id>")
@access.at_event(Role.ORGANIZER)
@once
def invite_from_list(slug: str, list_id: str) -> ResponseReturnValue:
    event = get_event(slug)
    found = _list_at(event, list_id)

    def invite() -> ResponseReturnValue:
        done = services.invite_from(event=event, contact_list=found, now=clock.now(), seen=request.form.get(SEEN))
        said = ngettext("%(num)s person is invited.", "%(num)s people are invited.", done.made)
        if done.rest:
            said += " " + _("%(num)s more are left; please continue with the same list.", num=done.rest)
        flash(said, "success" if done.made else "warning")

        return redirect(url_for("admin.invitations.invitations", slug=slug), 303)

    counted_anew = redirect(url_for("admin.invitations.choose_list", slug=slug, list=list_id), 303)
    return attempt(invite, lambda: counted_anew, NOT_SENT, REFUSALS)


def _list_at(event: "Event", list_id: str) -> "ContactList":
    if not _works_for_host(event):
        raise ContactListNotFoundError
    return get_list(event.host_id, list_id)
