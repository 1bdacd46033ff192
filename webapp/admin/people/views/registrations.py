from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access, rights
from webapp.accounts.types import Role
from webapp.admin.attendance import Attendance
from webapp.admin.people import columns
from webapp.admin.people.blueprint import blueprint
from webapp.admin.people.forms.capacity import CapacityForm
from webapp.admin.people.labels import ATTENDANCES, BULK_ACTIONS
from webapp.admin.people.queries import people
from webapp.admin.wording.groups import warn_of_groups
from webapp.admin.wording.labels import SOURCES, STATES
from webapp.events.queries import get_event
from webapp.events.services import change_capacity
from webapp.events.types import EventStatus
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.foundation.http.form_page import done, sent_form
from webapp.foundation.http.idempotency import once
from webapp.foundation.ordering import in_order
from webapp.registration.queries import (
    Setup,
    availability,
    line_is_over,
    may_change,
    setup_of,
    with_wishes,
)
from webapp.registration.queries.desk import line_of
from webapp.registration.queries.lists import wanted_from
from webapp.registration.queries.offered import offered_of
from webapp.registration.queries.setup import categories_in_use
from webapp.registration.services import set_up
from webapp.registration.types import RegistrationAvailability, RegistrationFilter, RegistrationStatus

if TYPE_CHECKING:
    from webapp.events.models import Event

_SEARCH = ("q", "status", "category", "tag", "source", "attendance")
# Words are looked for in addresses as well, and tags say what the team thinks of somebody.
_OPEN_TO_READERS = ("status", "category", "source", "attendance")


@blueprint.get("/events/<slug>/registrations")
@access.at_event(Role.READER)
def registrations(slug: str) -> ResponseReturnValue:
    event = get_event(slug)
    return _list(event, CapacityForm(formdata=None, over=event.pool))


@blueprint.post("/events/<slug>/registrations/places")
@access.at_event(Role.ORGANIZER)
@once
def change_places(slug: str) -> ResponseReturnValue:
    event = get_event(slug)
    form = CapacityForm(over=event.pool)

    def change() -> ResponseReturnValue:
        change_capacity(event=event, **form.changes())
        said = _("The number of places is changed. No one lost a place.")
        answer = done(said, "admin.people.registrations", slug=slug)
        warn_of_groups(event)
        return answer

    return sent_form(form, change, lambda: _list(event, form))


@blueprint.post("/events/<slug>/registrations/columns")
@access.at_event(Role.ORGANIZER)
@once
def choose_columns(slug: str) -> ResponseReturnValue:
    """What the list shows beside each registration, for the whole team."""
    event = get_event(slug)
    known = columns.columns_of(event, language.current(), Attendance(event))
    picked = columns.chosen(known, request.form.getlist("column"))
    set_up(event=event, columns=[each.key for each in picked])
    return redirect(url_for("admin.people.registrations", slug=slug), 303)


def wanted_at(setup: Setup) -> RegistrationFilter:
    """What the address of the page asks for; what it can't ask for is passed over."""
    return wanted_from(setup, request.args)


def _list(event: "Event", form: CapacityForm) -> str:
    setup, lang = setup_of(event.id), language.current()
    is_organizer = rights.may(Role.ORGANIZER, event.scope)
    asked = {
        name: value for name in (_SEARCH if is_organizer else _OPEN_TO_READERS) if (value := request.args.get(name))
    }
    wanted = wanted_from(setup, asked)
    found, page = people(event.id, wanted, page=request.args.get("page", 1, type=int))
    attendance = Attendance(event)
    attendance.look_up(found.registrations)
    known = columns.columns_of(event, lang, attendance) if is_organizer else columns.open_to_readers(event, lang)
    return render_template(
        "admin/people/registrations.html",
        event=event,
        form=form,
        wanted=wanted,
        found=found,
        page=page,
        offered=(offered := offered_of(event.id, wanted)),
        wishes=with_wishes(event.id) if is_organizer else (),
        states=STATES,
        sources=SOURCES,
        attendances=ATTENDANCES,
        matters=attendance.matters,
        categories=categories_in_use(event.id, setup, among=offered["category"]),
        tags=sorted(offered["tag"], key=lambda tag: in_order(str(tag))) if is_organizer else (),
        lang=lang,
        columns=known,
        shown=columns.chosen(known, setup.columns) if is_organizer else known,
        may_change=is_organizer,
        actions=BULK_ACTIONS,
        line_over=line_is_over(event, clock.now()),
        line=line_of(event, clock.now()) if wanted.status is RegistrationStatus.WAITING else None,
        may_enter=is_organizer and event.status != EventStatus.DRAFT and may_change(event, clock.now()),
        may_register=availability(event, clock.now()) is RegistrationAvailability.OPEN,
        asked=asked,
    )
