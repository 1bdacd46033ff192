"""The list of contacts, the people of a business, and the bin."""

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.contacts.asked import narrowed, organisation_at, today, wanted_from
from webapp.admin.contacts.blueprint import blueprint
from webapp.admin.contacts.labels import CONSENTS
from webapp.admin.hosts import hosts_of
from webapp.admin.paging import PER_PAGE, page_of
from webapp.admin.wording.contact_labels import BASES
from webapp.contacts import queries
from webapp.contacts.queries import lists, traces
from webapp.contacts.types import Basis

if TYPE_CHECKING:
    from webapp.organisations.models import Organisation


@blueprint.get("/contacts")
@access.host
def contacts() -> ResponseReturnValue:
    """The contacts of the only organisation that somebody works for, or which of several."""
    known = hosts_of()
    if not known:
        abort(403)
    if len(known) == 1:
        return redirect(url_for("admin.contacts.people", organisation=known[0].key), 303)
    counts = queries.counts_of([each.id for each in known])
    return render_template("admin/contacts/contacts.html", organisations=known, counts=counts)


@blueprint.get("/contacts/<organisation>")
@access.at_organisation(Role.ORGANIZER)
def people(organisation: str) -> ResponseReturnValue:
    """Whom the organisation knows, searched and narrowed."""
    host, number = organisation_at(organisation), max(1, request.args.get("page", 1, type=int))
    wanted = wanted_from(request.args)
    found = queries.contacts_of(host.id, wanted, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    return render_template(
        "admin/contacts/people.html",
        organisation=host,
        found=found,
        page=page_of(number, min(found.total, queries.MOST_COUNTED)),
        wanted=wanted,
        asked=narrowed(),
        bases=BASES,
        consents=CONSENTS,
        from_events=Basis.EVENTS.value,
        **_choices(host),
    )


def _choices(host: "Organisation") -> dict[str, object]:
    """What the list can be narrowed to, and what is to be done."""
    return {
        "tags": queries.tags_of(host.id),
        "sources": queries.sources_of(host.id),
        "events": queries.events_of(host.id),
        "lists": lists.lists_of(host.id),
        "due": queries.due_counts([host.id], today()).get(host.id, 0),
        "fresh": traces.fresh_count(host.id),
    }


@blueprint.get("/contacts/<organisation>/businesses/<firm>")
@access.at_organisation(Role.ORGANIZER)
def business(organisation: str, firm: str) -> ResponseReturnValue:
    """The people of a business, however its name was spelt."""
    host = organisation_at(organisation)
    found = queries.of_firm(host.id, firm) or abort(404)
    return render_template("admin/contacts/business.html", organisation=host, people=found, bases=BASES)


@blueprint.get("/contacts/<organisation>/bin")
@access.at_organisation(Role.ORGANIZER)
def recycle_bin(organisation: str) -> ResponseReturnValue:
    """What can still be taken back."""
    host = organisation_at(organisation)
    words = request.args.get("q", "")
    return render_template(
        "admin/contacts/bin.html", organisation=host, people=queries.bin_of(host.id, words), words=words
    )
