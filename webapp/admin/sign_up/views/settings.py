"""How people register for an event: settings and categories."""

from typing import TYPE_CHECKING, cast

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin import prefill
from webapp.admin.groups import warn_of_groups
from webapp.admin.sign_up.blueprint import blueprint
from webapp.admin.sign_up.forms.settings import CategoryForm, EditCategoryForm, SignUpSettingsForm
from webapp.admin.sign_up.labels import CATEGORY_KINDS
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.foundation.http.idempotency import once
from webapp.registration import presets, queries, services
from webapp.registration.errors import LastGateError
from webapp.registration.queries.drafts import draft_of
from webapp.registration.services.setting_up import CategoryChanges
from webapp.registration.types import CategoryKind

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.registration.models import Category


class _Said(CategoryChanges):
    capacity: int | None


@blueprint.route("/events/<slug>/sign-up", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def sign_up(slug: str) -> ResponseReturnValue:
    """Settings, categories, and the way to the questions."""
    event = get_event(slug)
    form = SignUpSettingsForm(data=prefill.of_sign_up(queries.sign_up_of(event.id)))
    if form.validate_on_submit():
        services.set_up(event=event, **form.settings())
        flash(_("Saved."), "success")
        return redirect(url_for("admin.sign_up.sign_up", slug=slug), 303)
    page = render_template(
        "admin/sign_up/sign_up.html",
        event=event,
        form=form,
        categories=queries.categories_of(event.id),
        retired=queries.retired_categories_of(event.id),
        taken=queries.heads_by_category(event.id),
        kinds=CATEGORY_KINDS,
        draft=draft_of(event.id),
        lang=language.current(),
        usual=presets.of_format(event.format),
    )
    return page, form.http_status


@blueprint.post("/events/<slug>/sign-up/categories/usual")
@access.at_event(Role.ORGANIZER)
@once
def usual_categories(slug: str) -> ResponseReturnValue:
    """Start from the categories of the format."""
    added = services.use_usual_categories(event=get_event(slug))
    if added:
        flash(ngettext("%(num)s category is now available.", "%(num)s categories are now available.", added), "success")
    return redirect(url_for("admin.sign_up.sign_up", slug=slug), 303)


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
    if form.validate_on_submit():
        services.add_category(event=event, **_said(form))
        flash(_("The category is now available."), "success")
        return redirect(url_for("admin.sign_up.sign_up", slug=slug), 303)
    page = render_template("admin/sign_up/edit_category.html", event=event, form=form, category=None)
    return page, form.http_status


@blueprint.route("/events/<slug>/sign-up/categories/<category_id>", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def edit_category(slug: str, category_id: str) -> ResponseReturnValue:
    event = get_event(slug)
    category = _category(event, category_id)
    form = EditCategoryForm(begins=event.starts_at, zone=event.zone, data=prefill.of_category(category, event.zone))
    if form.validate_on_submit():
        services.change_category(event=event, category=category, now=clock.now(), **_said(form))
        flash(_("Saved."), "success")
        warn_of_groups(event)
        return redirect(url_for("admin.sign_up.sign_up", slug=slug), 303)
    line_over = queries.line_is_over(event, clock.now())
    page = render_template(
        "admin/sign_up/edit_category.html", event=event, form=form, category=category, line_over=line_over
    )
    return page, form.http_status


@blueprint.post("/events/<slug>/sign-up/categories/<category_id>/retire")
@access.at_event(Role.ORGANIZER)
@once
def retire_category(slug: str, category_id: str) -> ResponseReturnValue:
    """Offer a category no more."""
    event = get_event(slug)
    try:
        services.retire_category(event=event, category=_category(event, category_id), now=clock.now())
    except LastGateError:
        said = _(
            "Not everyone can register in this category, and it is the last one: without it, the form would be open to "
            "everyone. Please add another category first, or remove its code, times and approval."
        )
        flash(said, "warning")
    else:
        flash(_("The category is no longer available. People already registered in it keep their place."), "success")
    return redirect(url_for("admin.sign_up.sign_up", slug=slug), 303)


@blueprint.post("/events/<slug>/sign-up/categories/<category_id>/offer")
@access.at_event(Role.ORGANIZER)
@once
def offer_category_again(slug: str, category_id: str) -> ResponseReturnValue:
    """Offer a category again."""
    event = get_event(slug)
    category = _named(queries.retired_categories_of(event.id), category_id)
    services.offer_again(event=event, category=category)
    flash(_("The category is available again, with the rules it had."), "success")
    return redirect(url_for("admin.sign_up.sign_up", slug=slug), 303)


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
    return redirect(url_for("admin.sign_up.sign_up", slug=slug), 303)


def _category(event: "Event", public_id: str) -> "Category":
    return _named(queries.categories_of(event.id), public_id)


def _named(categories: list["Category"], public_id: str) -> "Category":
    found = [each for each in categories if each.public_id == public_id]
    return found[0] if found else abort(404)


def _said(form: CategoryForm) -> _Said:
    return {
        "kind": CategoryKind(form.kind.data),
        "label": {lang: text for lang, text in (("de", form.label_de.data), ("en", form.label_en.data)) if text},
        "capacity": form.capacity.data,
        "most_heads": cast("int", form.most_heads.data),
        "named": bool(form.named.data),
        "needs_approval": bool(form.needs_approval.data),
        "code": form.code.data,
        "opens_at": form.opens_at.moment,
        "closes_at": form.closes_at.moment,
    }
