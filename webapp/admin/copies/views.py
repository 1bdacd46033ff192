"""A copy of an event, and the next date of its series."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access, rights
from webapp.accounts.types import Role, Scope
from webapp.admin.copies.blueprint import blueprint
from webapp.admin.copies.forms import CopyForm, FirstNextForm, NextForm
from webapp.admin.copies.queries import day_next_year, day_of_the_next, originals
from webapp.admin.hosts import first_one, hosts_of
from webapp.events.queries import get_event
from webapp.events.services import add_next_date
from webapp.events.services import copy_event as copy
from webapp.foundation import clock
from webapp.foundation.http.form_page import done, form_page
from webapp.foundation.http.idempotency import once


@blueprint.get("/events/new/copy")
@access.host
def choose_original() -> ResponseReturnValue:
    """Which event to copy; nobody asks who could make none."""
    if not hosts_of():
        return first_one()
    words = request.args.get("q", "")
    return render_template("admin/copies/choose_original.html", found=originals(words), words=words)


@blueprint.route("/events/<slug>/copy", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def copy_event(slug: str) -> ResponseReturnValue:
    """A copy on another date, with what is chosen."""
    event = get_event(slug)
    if not (hosts := hosts_of()):
        return _for_whoever_works_there(slug)
    form = CopyForm(day=day_next_year(event, clock.now()), over=event, hosts=hosts)

    def make() -> ResponseReturnValue:
        made = copy(event=event, now=clock.now(), **form.changes())
        return done(
            _("The copy is ready as a draft. Please check the date and the texts before you publish it."),
            "admin.events.event",
            slug=made.slug,
        )

    return form_page(
        form, make, lambda: render_template("admin/copies/copy_event.html", form=form, event=event, hosts=hosts)
    )


@blueprint.route("/events/<slug>/next", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def next_date(slug: str) -> ResponseReturnValue:
    """The next date of the event's series, on the day that its rhythm leads to."""
    event = get_event(slug)
    if not rights.may(Role.ORGANIZER, Scope.of_organisation(event.host_id)):
        return _for_whoever_works_there(slug)
    day = day_of_the_next(event, clock.now())
    form = (NextForm if event.series_id is not None else FirstNextForm)(day=day, over=event)

    def make() -> ResponseReturnValue:
        made = add_next_date(event=event, now=clock.now(), **{"series": "", **form.changes()})
        return done(
            _("The next date is ready as a draft. Once it is published, you can invite the same people again."),
            "admin.events.event",
            slug=made.slug,
        )

    return form_page(form, make, lambda: render_template("admin/copies/next_date.html", form=form, event=event))


def _for_whoever_works_there(slug: str) -> ResponseReturnValue:
    """Said before anything is typed."""
    said = _("Only people who organise for the whole organisation can make further events. Please ask one of them.")
    return done(said, "admin.events.event", kind="warning", slug=slug)
