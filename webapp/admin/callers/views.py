from typing import TYPE_CHECKING

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.callers.blueprint import blueprint
from webapp.admin.callers.forms import CallerForm
from webapp.admin.wording.refusals import refusals_at
from webapp.events.queries import get_event
from webapp.events.types import EventStatus
from webapp.foundation import clock
from webapp.foundation.http.form_page import attempt, done, form_page
from webapp.foundation.http.idempotency import once
from webapp.registration import queries, services
from webapp.registration.errors import RegistrationClosedError
from webapp.registration.types import RegistrationAvailability, RegistrationStatus
from webapp.stations.offered import offered_to_newcomer

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.registration.models import Registration


@blueprint.route("/events/<slug>/registrations/new", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def new_caller(slug: str) -> ResponseReturnValue:
    """Put somebody down who calls: with or without an address, also while the public can't register."""
    event = get_event(slug)
    form = CallerForm(event, offered_to_newcomer(event, queries.setup_of(event.id).on_offer))
    back = redirect(url_for("admin.people.registrations", slug=slug), 303)

    def take() -> ResponseReturnValue:
        _refuse_too_late(event)
        return form_page(form, lambda: _take(event, form), lambda: _page(event, form))

    return attempt(take, lambda: back, refusals_at(event))


def _refuse_too_late(event: "Event") -> None:
    """Nobody types a name in vain."""
    if event.status == EventStatus.DRAFT or not queries.may_change(event, clock.now()):
        raise RegistrationClosedError


def _page(event: "Event", form: CallerForm) -> str:
    if form.is_submitted():
        form.asked.let_files_wait()
    stands = queries.availability(event, clock.now())
    return render_template(
        "admin/callers/new_caller.html",
        event=event,
        form=form,
        is_scarce=event.pool.level.full or bool(form.when_full.errors or form.when_full.data),
        is_shut=stands is not RegistrationAvailability.OPEN,
    )


def _take(event: "Event", form: CallerForm) -> ResponseReturnValue:
    made = services.take_call(
        event=event,
        application=form.application(),
        now=clock.now(),
        when_full=form.decided(),
        is_told=bool(form.is_told.data),
        note=form.note.data,
    )
    said = f"{_stands(made)} {_is_written_to(made, is_told=bool(form.is_told.data))}"
    return done(said, "admin.registration.registration", slug=event.slug, registration_id=made.public_id)


def _stands(made: "Registration") -> str:
    if made.status == RegistrationStatus.CONFIRMED:
        return str(_("%(name)s has a place now.", name=made.name))
    return str(
        _(
            "%(name)s is on the waiting list, at position %(position)s.",
            name=made.name,
            position=queries.waiting_position(made),
        )
    )


def _is_written_to(made: "Registration", *, is_told: bool) -> str:
    if not made.email:
        return str(_("Nothing is sent: there is no address."))
    if not is_told:
        return str(_("No email is sent."))
    return str(_("The email goes to %(address)s.", address=made.email))
