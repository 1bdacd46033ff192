from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin import queries, services
from webapp.admin.blueprint import blueprint
from webapp.admin.forms.registrations import CapacityForm
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http.once import once
from webapp.registration.queries import counts_of, get_by_public_id
from webapp.registration.queries.desk import line_of
from webapp.registration.services import cancel
from webapp.registration.types import LIVE, RegistrationStatus


@blueprint.get("/events/<slug>/registrations")
@access.at_event(Role.ORGANIZER)
def registrations(slug: str) -> ResponseReturnValue:
    return _list(slug, CapacityForm(formdata=None, data={"capacity": get_event(slug).pool.capacity}))


@blueprint.post("/events/<slug>/registrations/places")
@access.at_event(Role.ORGANIZER)
@once
def change_places(slug: str) -> ResponseReturnValue:
    form = CapacityForm()
    if not form.validate():
        return _list(slug, form), 422
    event = get_event(slug)
    services.change_capacity(event=event, capacity=form.capacity.data, now=clock.now())
    flash(_("The number of places is changed. Nobody lost a place."), "success")
    return redirect(url_for("admin.registrations", slug=slug), 303)


@blueprint.route("/events/<slug>/registrations/<registration_id>/cancel", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def cancel_registration(slug: str, registration_id: str) -> ResponseReturnValue:
    event = get_event(slug)
    registration = get_by_public_id(registration_id)
    if registration.event_id != event.id:
        abort(404)
    if request.method == "POST":
        if registration.status in LIVE:
            cancel(registration=registration, actor=access.actor(), now=clock.now())
        flash(_("The registration of %(name)s is cancelled.", name=registration.name), "success")
        return redirect(url_for("admin.registrations", slug=slug), 303)
    return render_template("admin/cancel_registration.html", event=event, registration=registration)


def _list(slug: str, form: CapacityForm) -> str:
    event = get_event(slug)
    words, status = request.args.get("q", ""), _status(request.args.get("status", ""))
    found, page = queries.people(event.id, status=status, words=words, page=request.args.get("page", 1, type=int))
    return render_template(
        "admin/registrations.html",
        event=event,
        form=form,
        words=words,
        status=status,
        found=found,
        page=page,
        counts=counts_of(event.id),
        line=line_of(event, clock.now()) if status is RegistrationStatus.WAITING else None,
        live=LIVE,
    )


def _status(name: str) -> RegistrationStatus | None:
    return RegistrationStatus(name) if name in set(RegistrationStatus) else None
