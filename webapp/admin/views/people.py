"""What the organizer changes at one registration for those who can't do it themselves."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, cast

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.blueprint import blueprint
from webapp.admin.forms.registrations import PersonForm, TagsForm
from webapp.admin.groups import too_large_to_seat, warn_of_many
from webapp.admin.insisting import ask_again, insisting, insists, keeping_files
from webapp.admin.labels import called
from webapp.admin.refused_decisions import HAS_CHANGED, closed
from webapp.admin.views.registration import (
    category_form,
    find,
    registration_page,
)
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http.idempotency import once, refuse
from webapp.registration import queries, services
from webapp.registration.errors import (
    AlreadyCameError,
    ChoiceFullError,
    GroupTooLargeError,
    NoPlaceError,
    PersonInvalidError,
    RegistrationClosedError,
    RegistrationStateError,
)
from webapp.registration.forms import NewcomerQuestions
from webapp.registration.queries.lists import as_tagged_before
from webapp.registration.types import Head, Problem
from webapp.stations.offered import offered_to_newcomer

if TYPE_CHECKING:
    from webapp.registration.models import Attendee, Registration

_ONE = "/events/<slug>/registrations/<registration_id>"


@blueprint.post(f"{_ONE}/tags")
@access.at_event(Role.ORGANIZER)
@once
def set_tags(slug: str, registration_id: str) -> ResponseReturnValue:
    event, found = find(slug, registration_id)
    form = TagsForm(data={"tags": found.tags})
    if not form.validate():
        return registration_page(event, found, tagging=form), form.http_status
    tags = as_tagged_before(event.id, form.tags.data)
    services.set_tags(registration=found, tags=tags, now=clock.now())
    flash(_("Saved."), "success")
    return _back(slug, registration_id)


@blueprint.post(f"{_ONE}/move")
@access.at_event(Role.ORGANIZER)
@once
def move_registration(slug: str, registration_id: str) -> ResponseReturnValue:
    event, found = find(slug, registration_id)
    setup = queries.setup_of(event.id)
    form = category_form(found, setup)
    if not form.validate():
        return registration_page(event, found, moving=form), form.http_status
    chosen = [each.category_id for each in setup.terms if each.public_id and each.public_id == form.category.data]

    def act() -> None:
        services.move(registration=found, category_id=chosen[0], now=clock.now())
        warn_of_many([found])

    return attempt(act, slug, registration_id) if chosen else abort(404)


@blueprint.post(f"{_ONE}/send-again")
@access.at_event(Role.ORGANIZER)
@once
def send_again(slug: str, registration_id: str) -> ResponseReturnValue:
    """Write to somebody once more what they have."""
    event, found = find(slug, registration_id)
    if services.send_again(event=event, email=found.email or ""):
        flash(_("%(name)s will get all current details again by email.", name=called(found.name)), "success")
    else:
        flash(_("%(name)s has no registration now that an email could tell of.", name=called(found.name)), "warning")
    return _back(slug, registration_id)


@blueprint.route(f"{_ONE}/people/new", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def add_person(slug: str, registration_id: str) -> ResponseReturnValue:
    """One more comes along."""

    def act(found: "Registration", head: Head) -> None:
        services.add_head(registration=found, head=head, now=clock.now())

    return _person(slug, registration_id, None, act)


@blueprint.route(f"{_ONE}/people/<person>/replace", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def replace_person(slug: str, registration_id: str, person: str) -> ResponseReturnValue:
    """Somebody else comes instead."""
    event, leaving = get_event(slug), _head(slug, registration_id, person)

    def act(found: "Registration", head: Head) -> None:
        replace = partial(services.replace_head, registration=found, attendee_id=leaving.id, head=head)
        insisting(event, [leaving], lambda insists: replace(now=clock.now(), despite_entry=insists))

    return _person(slug, registration_id, leaving, act)


@blueprint.post(f"{_ONE}/people/<person>/drop")
@access.at_event(Role.ORGANIZER)
@once
def drop_person(slug: str, registration_id: str, person: str) -> ResponseReturnValue:
    """One comes less."""
    event, found = find(slug, registration_id)
    head = _head(slug, registration_id, person)
    drop = partial(services.drop_head, registration=found, attendee_id=head.id)

    def act() -> None:
        insisting(event, [head], lambda insists: drop(now=clock.now(), despite_entry=insists))

    return attempt(act, slug, registration_id)


def _person(
    slug: str, registration_id: str, head: "Attendee | None", act: Callable[["Registration", Head], None]
) -> ResponseReturnValue:
    event, found = find(slug, registration_id)
    form = PersonForm()
    offered = offered_to_newcomer(event, queries.setup_of(event.id), head)
    named = queries.terms_behind(found).named
    asked = NewcomerQuestions(offered.setup, named=named, left=offered.left, values=offered.values)
    if form.validate_on_submit() and asked.validate():
        try:
            joins = partial(act, found, asked.told_by(form.head()))
            return attempt(lambda: keeping_files(asked, joins), slug, registration_id)
        except PersonInvalidError as refusal:
            form.say(cast("Mapping[str, Problem]", refusal.details["fields"]))
    if form.is_submitted():
        asked.let_files_wait()
    page = render_template(
        "admin/edit_person.html",
        event=event,
        registration=found,
        form=form,
        asked=asked,
        head=head,
        insists=insists(),
        passes_on=offered.passes_on,
    )
    return page, 422 if form.errors or asked.form.errors else 200


def attempt(act: Callable[[], object], slug: str, registration_id: str) -> ResponseReturnValue:
    """Do it and go back to the registration; a refusal is said there, and who was let in on a page of its own."""
    try:
        act()
    except AlreadyCameError as refusal:
        return ask_again(*find(slug, registration_id), refusal)
    except (NoPlaceError, ChoiceFullError) as refusal:
        is_too_large = isinstance(refusal, GroupTooLargeError)
        said = too_large_to_seat(refusal) if is_too_large else _("No place is left for that. Nothing was changed.")
        refuse(str(said))
    except RegistrationStateError:
        refuse(str(HAS_CHANGED))
    except RegistrationClosedError:
        refuse(closed(get_event(slug), clock.now()))
    else:
        flash(_("Saved."), "success")
    return _back(slug, registration_id)


def _head(slug: str, registration_id: str, person: str) -> "Attendee":
    _event, found = find(slug, registration_id)
    return next((each for each in found.attendees if each.public_id == person), None) or abort(404)


def _back(slug: str, registration_id: str) -> ResponseReturnValue:
    return redirect(url_for("admin.registration", slug=slug, registration_id=registration_id), 303)
