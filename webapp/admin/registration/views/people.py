"""What the organizer changes at one registration for those who can't do it themselves."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.registration.attempting import attempt_at, back_to
from webapp.admin.registration.blueprint import blueprint
from webapp.admin.registration.forms.registration import PersonForm, TagsForm
from webapp.admin.registration.insisting import insisting, insists, keeping_files
from webapp.admin.registration.views.registration import category_form, registration_page
from webapp.admin.registrations import find
from webapp.admin.wording.groups import warn_of_many
from webapp.admin.wording.labels import called
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http.form_page import form_page, sent_form
from webapp.foundation.http.idempotency import once
from webapp.registration import queries, services
from webapp.registration.forms import NewcomerQuestions
from webapp.registration.queries.lists import as_tagged_before
from webapp.registration.types import Head
from webapp.stations.offered import offered_to_newcomer

if TYPE_CHECKING:
    from webapp.registration.models import Attendee, Registration

_ONE = "/events/<slug>/registrations/<registration_id>"


@blueprint.post(f"{_ONE}/tags")
@access.at_event(Role.ORGANIZER)
@once
def set_tags(slug: str, registration_id: str) -> ResponseReturnValue:
    event, found = find(slug, registration_id)
    form = TagsForm(over=found)

    def tag() -> ResponseReturnValue:
        tags = as_tagged_before(event.id, form.tags.data)
        services.set_tags(registration=found, tags=tags, now=clock.now())
        return back_to(slug, registration_id, _("Saved."))

    return sent_form(form, tag, lambda: registration_page(event, found, tagging=form))


@blueprint.post(f"{_ONE}/move")
@access.at_event(Role.ORGANIZER)
@once
def move_registration(slug: str, registration_id: str) -> ResponseReturnValue:
    event, found = find(slug, registration_id)
    setup = queries.setup_of(event.id)
    form = category_form(found, setup)

    def move() -> ResponseReturnValue:
        chosen = [each.category_id for each in setup.terms if each.public_id and each.public_id == form.category.data]
        category_id = chosen[0] if chosen else abort(404)
        services.move(registration=found, category_id=category_id, now=clock.now())
        warn_of_many([found])
        return back_to(slug, registration_id, _("Saved."))

    return sent_form(
        form,
        lambda: attempt_at(slug, registration_id, move),
        lambda: registration_page(event, found, moving=form),
    )


@blueprint.post(f"{_ONE}/send-again")
@access.at_event(Role.ORGANIZER)
@once
def send_again(slug: str, registration_id: str) -> ResponseReturnValue:
    """Write to somebody once more what they have."""
    event, found = find(slug, registration_id)
    if services.send_again(event=event, email=found.email or ""):
        said = _("%(name)s will get all current details again by email.", name=called(found.name))
        return back_to(slug, registration_id, said)
    said = _("%(name)s has no registration now that an email could tell of.", name=called(found.name))
    return back_to(slug, registration_id, said, kind="warning")


@blueprint.route(f"{_ONE}/people/new", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def add_person(slug: str, registration_id: str) -> ResponseReturnValue:
    """One more comes along."""

    def act(found: "Registration", head: Head) -> None:
        services.add_attendee(registration=found, head=head, now=clock.now())

    return _person(slug, registration_id, None, act)


@blueprint.route(f"{_ONE}/people/<person>/replace", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def replace_person(slug: str, registration_id: str, person: str) -> ResponseReturnValue:
    """Somebody else comes instead."""
    event, leaving = get_event(slug), _head(slug, registration_id, person)

    def act(found: "Registration", head: Head) -> None:
        replace = partial(services.replace_attendee, registration=found, attendee_id=leaving.id, head=head)
        insisting(event, [leaving], lambda insists: replace(now=clock.now(), despite_entry=insists))

    return _person(slug, registration_id, leaving, act)


@blueprint.post(f"{_ONE}/people/<person>/drop")
@access.at_event(Role.ORGANIZER)
@once
def drop_person(slug: str, registration_id: str, person: str) -> ResponseReturnValue:
    """One comes less."""
    event, found = find(slug, registration_id)
    head = _head(slug, registration_id, person)
    drop = partial(services.drop_attendee, registration=found, attendee_id=head.id)

    def act() -> ResponseReturnValue:
        insisting(event, [head], lambda insists: drop(now=clock.now(), despite_entry=insists))
        return back_to(slug, registration_id, _("Saved."))

    return attempt_at(slug, registration_id, act)


def _person(
    slug: str, registration_id: str, head: "Attendee | None", act: Callable[["Registration", Head], None]
) -> ResponseReturnValue:
    event, found = find(slug, registration_id)
    terms = queries.terms_behind(found)
    offered = offered_to_newcomer(event, queries.setup_of(event.id).asking(terms), head)
    asked = NewcomerQuestions(offered.setup, named=terms.named, left=offered.left, values=offered.values)
    form = PersonForm(asked)

    def join() -> ResponseReturnValue:
        keeping_files(asked, partial(act, found, form.head()))
        return back_to(slug, registration_id, _("Saved."))

    def show() -> str:
        if form.is_submitted():
            asked.let_files_wait()
        shown = {"asked": asked, "head": head, "insists": insists(), "passes_on": offered.passes_on}
        return render_template(
            "admin/registration/edit_person.html", event=event, registration=found, form=form, **shown
        )

    return form_page(form, lambda: attempt_at(slug, registration_id, join), show)


def _head(slug: str, registration_id: str, person: str) -> "Attendee":
    _event, found = find(slug, registration_id)
    return next((each for each in found.attendees if each.public_id == person), None) or abort(404)
