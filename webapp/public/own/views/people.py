"""Who comes with a registration, changed by its link: one more, or somebody else instead."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.foundation import clock
from webapp.foundation.http import form_page
from webapp.foundation.http.idempotency import once, refuse
from webapp.public import presenting
from webapp.public.own.blueprint import blueprint
from webapp.public.own_registration import attempt, back, behind, head_of
from webapp.public.people_forms import NewcomerForm
from webapp.public.refusals import REFUSALS, in_the_way, refusals_at, refused, too_late, why_nobody_joins
from webapp.registration import queries, services
from webapp.registration.queries.joining import joining_of
from webapp.registration.types import STAFF_LINK, Head, Joining, RegistrationAvailability

if TYPE_CHECKING:
    from webapp.registration.models import Attendee, Registration


@blueprint.route("/registrations/<token>/people/new", methods=["GET", "POST"])
@access.by_token
@once
def add_person(token: str) -> ResponseReturnValue:
    """One more comes along."""
    found = behind(token)
    stands = joining_of(found, clock.now())
    if _asks_in_vain(stands):
        refuse(why_nobody_joins(stands) or too_late(found.event, clock.now()))
        return back(token)

    def add(head: Head) -> object:
        return services.add_attendee(registration=found, head=head, now=clock.now())

    return _person(token, found, None, add, _("%(name)s has been added."))


@blueprint.route("/registrations/<token>/people/<person>/replace", methods=["GET", "POST"])
@access.by_token
@once
def replace_person(token: str, person: str) -> ResponseReturnValue:
    """Somebody else comes instead."""
    found = behind(token)
    leaving = head_of(found, person)
    if (request.method == "GET" or not found.is_proved) and (reason := in_the_way(found)):
        refuse(reason)
        return back(token)

    def replace(head: Head) -> object:
        return services.replace_attendee(registration=found, attendee_id=leaving.id, head=head, now=clock.now())

    return _person(token, found, leaving, replace, _("%(name)s is now coming instead."))


@blueprint.post("/registrations/<token>/wishes/<wish>/drop")
@access.by_token
@once
def drop_wish(token: str, wish: str) -> ResponseReturnValue:
    """Somebody about whom the host still has to decide doesn't come after all."""
    found = behind(token)
    asked = queries.get_wish(found, wish)
    return attempt(lambda: services.take_wish_back(request=asked), token, found.event, _("Your wish is taken back."))


@blueprint.route("/join/<token>", methods=["GET", "POST"])
@access.by_token
@once
def join(token: str) -> ResponseReturnValue:
    """Colleagues put themselves down with the registration of their business."""
    found = behind(token, STAFF_LINK)
    terms = queries.terms_behind(found)
    form = NewcomerForm(found.event, terms)
    if _asks_in_vain(stands := joining_of(found, clock.now(), terms)):
        return _nobody_joins(found, stands), 409 if form.is_submitted else 200

    def add(head: Head) -> object:
        return services.add_attendee(registration=found, head=head, now=clock.now())

    try:
        taken = form.take(add) if form.is_submitted else None
    except REFUSALS as refusal:
        if (stands := joining_of(found, clock.now())) is not Joining.OPEN:
            return _nobody_joins(found, stands), 409
        refuse(refused(refusal, found.event))
        return redirect(url_for("public.own.join", token=token), 303)
    if taken is not None:
        return redirect(url_for("public.own.joined", token=token, asked=None if taken.made else 1), 303)
    page = render_template("public/own/join.html", registration=found, event=found.event, form=form)
    return page, 422 if form.is_submitted else 200


@blueprint.get("/join/<token>/done")
@access.by_token
def joined(token: str) -> ResponseReturnValue:
    """What comes next for a colleague."""
    found, now = behind(token, STAFF_LINK), clock.now()
    return render_template(
        "public/own/joined.html",
        registration=found,
        event=found.event,
        token=token,
        asked="asked" in request.args,
        stands=joining_of(found, now).value,
        lies_ahead=presenting.lies_ahead(found.event, now),
        is_over=presenting.is_over(found.event, now),
        line_over=queries.line_is_over(found.event, now),
    )


def _asks_in_vain(stands: Joining) -> bool:
    """True when no form is to be shown; one that was sent learns of the number and of the places where it is taken."""
    by_form = request.method == "POST" and stands in {Joining.FULL, Joining.NO_PLACE}
    return stands is not Joining.OPEN and not by_form


def _nobody_joins(found: "Registration", stands: Joining) -> str:
    """Said before anybody types a name."""
    return render_template(
        "public/own/join_shut.html",
        event=found.event,
        reason=why_nobody_joins(stands),
        is_over=stands is Joining.PAST,
        may_register=queries.availability(found.event, clock.now()) is RegistrationAvailability.OPEN,
    )


def _person(
    token: str, found: "Registration", head: "Attendee | None", act: Callable[[Head], object], said: str
) -> ResponseReturnValue:
    form = NewcomerForm(found.event, queries.terms_behind(found), head)

    def take() -> ResponseReturnValue:
        taken = form.take(act) if form.is_submitted else None
        if taken is None:
            shown = {"registration": found, "form": form, "token": token, "head": head}
            return render_template("public/own/person.html", **shown), 422 if form.is_submitted else 200
        waits = _("The host decides whether %(name)s can come. Until then nothing changes.")
        told = (said if taken.made else waits) % {"name": form.person.head().name or _("one more person")}
        flash(told[:1].upper() + told[1:], "success")
        return back(token)

    return form_page.attempt(take, lambda: back(token), refusals_at(found.event))
