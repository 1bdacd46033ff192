"""As whom people register for an event: categories with rules and places of their own."""

from functools import partial
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.sign_up.blueprint import blueprint
from webapp.admin.sign_up.forms.settings import CategoryForm, EditCategoryForm
from webapp.admin.sign_up.labels import CATEGORY_KINDS
from webapp.admin.wording.groups import warn_of_groups
from webapp.admin.wording.refusals import REFUSALS
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.foundation.http.form_page import Undo, attempt, done, form_page
from webapp.foundation.http.idempotency import once
from webapp.registration import presets, queries, services
from webapp.registration.types import CategoryKind

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.registration.models import Category


@blueprint.get("/events/<slug>/sign-up/categories")
@access.at_event(Role.ORGANIZER)
def categories(slug: str) -> ResponseReturnValue:
    event = get_event(slug)
    return render_template(
        "admin/sign_up/categories.html",
        event=event,
        categories=queries.categories_of(event.id),
        retired=queries.retired_categories_of(event.id),
        taken=queries.heads_by_category(event.id),
        kinds=CATEGORY_KINDS,
        lang=language.current(),
        usual=presets.of_format(event.format),
    )


@blueprint.post("/events/<slug>/sign-up/categories/usual")
@access.at_event(Role.ORGANIZER)
@once
def usual_categories(slug: str) -> ResponseReturnValue:
    """Start from the categories of the format."""
    added = services.use_usual_categories(event=get_event(slug))
    if added:
        flash(ngettext("%(num)s category is now available.", "%(num)s categories are now available.", added), "success")
    return redirect(url_for("admin.sign_up.categories", slug=slug), 303)


@blueprint.route("/events/<slug>/sign-up/categories/new", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def new_category(slug: str) -> ResponseReturnValue:
    event = get_event(slug)
    form = CategoryForm(
        begins=event.starts_at,
        zone=event.zone,
        data={"kind": CategoryKind.BUSINESS.value, "most_heads": 6, "named": True},
    )

    def add() -> ResponseReturnValue:
        services.add_category(event=event, **form.changes())
        return _back(slug, _("The category is now available."))

    return form_page(
        form, add, lambda: render_template("admin/sign_up/edit_category.html", event=event, form=form, category=None)
    )


@blueprint.route("/events/<slug>/sign-up/categories/<category_id>", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def edit_category(slug: str, category_id: str) -> ResponseReturnValue:
    event = get_event(slug)
    category = _category(event, category_id)
    form = EditCategoryForm(begins=event.starts_at, zone=event.zone, over=category)

    def change() -> ResponseReturnValue:
        services.change_category(event=event, category=category, now=clock.now(), **form.changes())
        answer = _back(slug, _("Saved."))
        warn_of_groups(event)
        return answer

    def show() -> str:
        shown = {"category": category, "line_over": queries.line_is_over(event, clock.now())}
        return render_template("admin/sign_up/edit_category.html", event=event, form=form, **shown)

    return form_page(form, change, show)


@blueprint.post("/events/<slug>/sign-up/categories/<category_id>/retire")
@access.at_event(Role.ORGANIZER)
@once
def retire_category(slug: str, category_id: str) -> ResponseReturnValue:
    """Offer a category no more."""
    event = get_event(slug)

    retire = partial(services.retire_category, event=event, category=_category(event, category_id), now=clock.now())
    undo = Undo(url_for("admin.sign_up.offer_category_again", slug=slug, category_id=category_id))
    said = _("The category is no longer available. People already registered in it keep their place.")
    return attempt(
        retire, lambda: redirect(url_for("admin.sign_up.categories", slug=slug), 303), REFUSALS, told=said, undo=undo
    )


@blueprint.post("/events/<slug>/sign-up/categories/<category_id>/offer")
@access.at_event(Role.ORGANIZER)
@once
def offer_category_again(slug: str, category_id: str) -> ResponseReturnValue:
    """Offer a category again."""
    event = get_event(slug)
    category = _named([*queries.retired_categories_of(event.id), *queries.categories_of(event.id)], category_id)
    services.offer_again(event=event, category=category)
    return _back(slug, _("The category is available again, with the rules it had."))


@blueprint.post("/events/<slug>/sign-up/categories/<category_id>/move")
@access.at_event(Role.ORGANIZER)
@once
def move_category(slug: str, category_id: str) -> ResponseReturnValue:
    """One place up in the list."""
    event = get_event(slug)
    moved = _category(event, category_id)
    ids = [each.public_id for each in queries.categories_of(event.id)]
    place = ids.index(moved.public_id)
    ids.insert(max(0, place - 1), ids.pop(place))
    services.order_categories(event=event, public_ids=ids)
    return redirect(url_for("admin.sign_up.categories", slug=slug), 303)


def _category(event: "Event", public_id: str) -> "Category":
    return _named(queries.categories_of(event.id), public_id)


def _named(categories: list["Category"], public_id: str) -> "Category":
    found = [each for each in categories if each.public_id == public_id]
    return found[0] if found else abort(404)


def _back(slug: str, said: str) -> ResponseReturnValue:
    return done(said, "admin.sign_up.categories", slug=slug)
