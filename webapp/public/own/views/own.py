"""What people do with their registration by its link: offers, people, data."""

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.foundation.http.idempotency import once, refuse
from webapp.public.own.blueprint import blueprint
from webapp.public.own_registration import attempt, back, behind, head_of
from webapp.public.refusals import REFUSALS, in_the_way, refused
from webapp.registration import queries, services
from webapp.registration.errors import AnswersChangedError, ChoiceFullError, OthersJoinedError
from webapp.registration.forms.asked import asks_anything
from webapp.registration.forms.class_answers import answers_form
from webapp.registration.types import STAFF_LINK
from webapp.stations.asked import asked_at
from webapp.stations.wished import forms_with_stations

if TYPE_CHECKING:
    from webapp.registration.models import Registration

SEEN = "seen"  # a mark of whom the page showed


@blueprint.post("/registrations/<token>/accept")
@access.by_token
@once
def accept_offer(token: str) -> ResponseReturnValue:
    """Take an offered place."""
    found = behind(token)
    return attempt(lambda: services.accept_offer(registration=found, now=clock.now()), token, found.event)


@blueprint.post("/registrations/<token>/decline")
@access.by_token
@once
def decline_offer(token: str) -> ResponseReturnValue:
    """Leave an offered place to the next one."""
    return _leave(token, services.decline_offer)


@blueprint.post("/registrations/<token>/cancel")
@access.by_token
@once
def cancel_registration(token: str) -> ResponseReturnValue:
    """Give the place, or the rank, up."""
    return _leave(token, services.cancel)


@blueprint.post("/registrations/<token>/people/<person>/leave")
@access.by_token
@once
def drop_person(token: str, person: str) -> ResponseReturnValue:
    """One comes less."""
    found = behind(token)
    head = head_of(found, person)

    def drop() -> None:
        services.drop_attendee(registration=found, attendee_id=head.id, now=clock.now())

    said = _("%(name)s is no longer registered.", name=head.name) if head.name else _("One person has been removed.")
    return attempt(drop, token, found.event, said)


@blueprint.route("/registrations/<token>/answers", methods=["GET", "POST"])
@access.by_token
@once
def change_answers(token: str) -> ResponseReturnValue:
    """Answer once more."""
    found = behind(token)
    terms = queries.terms_behind(found)
    setup, named = queries.setup_of(found.event_id).asking(terms), terms.named
    # A form that was sent is looked at first, unless it can't have been opened.
    if (request.method == "GET" or not found.is_proved) and (reason := _not_now(found, setup)):
        refuse(reason)
        return back(token)
    asked, known = asked_at(found.event, setup, with_levels=True), forms_with_stations(found.event)
    form = answers_form(found, asked, known, named=named)
    if form.is_submitted and form.validate():
        try:
            services.change_answers(registration=found, now=clock.now(), **form.changes())
        except AnswersChangedError:
            form = answers_form(queries.get_by_public_id(found.public_id), asked, known, named=named)
            form.validate()
        except ChoiceFullError as refusal:
            form.say_full(refusal)
        except REFUSALS as refusal:
            refuse(refused(refusal, found.event))
            return back(token)
        else:
            flash(_("Your answers are changed."), "success")
            return back(token)
    if form.is_submitted:
        form.let_files_wait()
    page = render_template("public/own/answers.html", registration=found, form=form, token=token)
    refused_with = 409 if form.is_outdated else 422
    return page, refused_with if form.is_submitted else 200


@blueprint.get("/registrations/<token>/data")
@access.by_token
def own_data(token: str) -> ResponseReturnValue:
    """Everything that is kept, to take along."""
    found = behind(token)
    told = queries.own_data(found, forms_with_stations(found.event))
    if found.event.funding_text:
        told = {**told, "funding_notice": found.event.funding_text}
    said = json.dumps(told, ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="dialogwerk.json"'}
    return Response(said, content_type="application/json", headers=headers)


@blueprint.route("/registrations/<token>/erase", methods=["GET", "POST"])
@access.by_token
@once
def erase(token: str) -> ResponseReturnValue:
    """Cancel what is still to come and delete who one was."""
    found, is_asked_again = behind(token), False
    if request.method == "POST":
        try:
            services.erase(registration=found, now=clock.now(), seen=request.form.get(SEEN, ""))
        except OthersJoinedError:
            is_asked_again = True
        else:
            flash(_("Your data has been deleted."), "success")
            return redirect(url_for("public.events.event", slug=found.event.slug), 303)
    return _ending("erase", token, found, is_asked_again=is_asked_again)


def _leave(token: str, act: Callable[..., object]) -> ResponseReturnValue:
    """Give it up for those whom the page showed; who joined meanwhile is shown first."""
    found = behind(token)
    leave = partial(act, registration=found, now=clock.now(), seen=request.form.get(SEEN, ""))
    try:
        return attempt(leave, token, found.event)
    except OthersJoinedError:
        return _ending("leave", token, found, is_asked_again=True)


def _ending(page: str, token: str, found: "Registration", *, is_asked_again: bool) -> ResponseReturnValue:
    """The page that asks whether all of it shall end, and says for whom."""
    shown = render_template(
        f"public/own/{page}.html",
        registration=found,
        event=found.event,
        token=token,
        seen=queries.mark_of_people(found),
        is_asked_again=is_asked_again,
    )
    return shown, 409 if is_asked_again else 200


def _not_now(found: "Registration", setup: queries.Setup) -> str:
    if asks_anything(setup.definitions):
        return in_the_way(found)
    return in_the_way(found) or _("There are no answers here that can be changed.")


def staff_link(link_id: str) -> str:
    """The address by which colleagues put themselves down."""
    return links.absolute("public.own.join", token=links.seal(STAFF_LINK, link_id))
