"""The form builder: questions are changed in a draft with a preview beside it, and asked once they are taken over."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.sign_up.blueprint import blueprint
from webapp.admin.sign_up.categories import categories_by_id, categories_to_ask
from webapp.admin.sign_up.forms.questions import NEW, EditQuestionForm, QuestionForm, usual_days
from webapp.admin.sign_up.labels import QUESTION_KINDS
from webapp.admin.sign_up.views.draft import undo_in_draft
from webapp.admin.wording.refusals import REFUSALS
from webapp.events.queries import get_event
from webapp.fields import forms as fields
from webapp.fields.types import Definition, FieldKind
from webapp.foundation.http import language
from webapp.foundation.http.form_page import attempt, done, form_page
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said
from webapp.registration import services
from webapp.registration.errors import QuestionNeededError
from webapp.registration.queries.drafts import Draft, draft_of
from webapp.stations.queries import stations_of

if TYPE_CHECKING:
    from webapp.events.models import Event

_NEW = "new-question"
_PAGE = "admin.sign_up.questions"
_NOT_MOVED: Said = {
    QuestionNeededError: _l("A question must come after the one it depends on. Nothing was moved."),
}


@blueprint.get("/events/<slug>/sign-up/questions")
@access.at_event(Role.ORGANIZER)
def questions(slug: str) -> ResponseReturnValue:
    """The draft, with a preview of the form."""
    event = get_event(slug)
    draft = draft_of(event.id)
    return render_template(
        "admin/sign_up/questions.html",
        event=event,
        draft=draft,
        kinds=QUESTION_KINDS,
        categories=categories_by_id(event),
        lang=language.current(),
        **_preview(event, draft.definitions),
    )


@blueprint.post("/events/<slug>/sign-up/questions/usual")
@access.at_event(Role.ORGANIZER)
@once
def usual_questions(slug: str) -> ResponseReturnValue:
    """Start from the questions of the format."""
    added = services.use_usual_questions(event=get_event(slug))
    said = ngettext("%(num)s question was added to the draft.", "%(num)s questions were added to the draft.", added)
    return _back(slug, said if added else _("All the usual questions have already been added."))


@blueprint.route("/events/<slug>/sign-up/questions/new", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def new_question(slug: str) -> ResponseReturnValue:
    event = get_event(slug)
    return _edit(event, draft_of(event.id), None)


@blueprint.route("/events/<slug>/sign-up/questions/<key>", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def edit_question(slug: str, key: str) -> ResponseReturnValue:
    event = get_event(slug)
    draft = draft_of(event.id)
    return _edit(event, draft, draft.get(key))


@blueprint.post("/events/<slug>/sign-up/questions/<key>/preview")
@access.at_event(Role.ORGANIZER)
def preview_question(slug: str, key: str) -> ResponseReturnValue:
    """What the question that is being typed would look like; nothing is stored."""
    event = get_event(slug)
    draft = draft_of(event.id)
    before = None if key == _NEW else draft.get(key)
    form = QuestionForm(_others(draft, before), categories_to_ask(event, before))
    form.validate()
    typed = (
        replace(form.definition(before), show_when=None, asked_of=()) if form.kind.data in QUESTION_KINDS else before
    )
    shown = () if typed is None else (typed if typed.label else replace(typed, label={"de": "…"}),)
    return render_template("admin/sign_up/_question_preview.html", lang=language.current(), **_preview(event, shown))


@blueprint.post("/events/<slug>/sign-up/questions/<key>/move")
@access.at_event(Role.ORGANIZER)
@once
def move_question(slug: str, key: str) -> ResponseReturnValue:
    by = -1 if request.form.get("up") else 1
    move = partial(services.move_question, event=get_event(slug), key=key, by=by)
    return attempt(move, lambda: _to_questions(slug), _NOT_MOVED, told="")


@blueprint.post("/events/<slug>/sign-up/questions/<key>/remove")
@access.at_event(Role.ORGANIZER)
@once
def remove_question(slug: str, key: str) -> ResponseReturnValue:
    said = _("The question has been removed from the draft. Earlier answers can still be read.")

    def remove() -> ResponseReturnValue:
        step = services.remove_question(event=get_event(slug), key=key)
        return done(said, _PAGE, undo=undo_in_draft(slug, step), slug=slug)

    return attempt(remove, lambda: _to_questions(slug), REFUSALS)


def _edit(event: "Event", draft: Draft, before: Definition | None) -> ResponseReturnValue:
    kind = QuestionForm if before is None else EditQuestionForm
    form = kind(_others(draft, before), categories_to_ask(event, before), over=before, data=NEW)

    def put() -> ResponseReturnValue:
        definition = form.definition(before)
        if definition.kind is FieldKind.ACCESS_NEEDS and before is None:
            definition = replace(definition, kept_days=min(definition.kept_days, usual_days(definition.kind)))
        services.put_question(event=event, definition=definition)
        return _back(event.slug, _("Saved in the draft."))

    shown = (before,) if before else ()
    return form_page(
        form,
        put,
        lambda: render_template(
            "admin/sign_up/edit_question.html",
            event=event,
            form=form,
            question=before,
            key=before.key if before else _NEW,
            lang=language.current(),
            **_preview(event, tuple(replace(each, show_when=None) for each in shown)),
        ),
    )


def _others(draft: Draft, question: Definition | None) -> tuple[Definition, ...]:
    """The questions that come before it, which its condition can hang on."""
    if question is None:
        return draft.definitions
    return draft.definitions[: [each.key for each in draft.definitions].index(question.key)]


def _preview(event: "Event", definitions: tuple[Definition, ...]) -> dict[str, object]:
    if any(each.kind is FieldKind.STATION for each in definitions):
        stations = tuple((each.station.public_id, {"de": each.station.title}) for each in stations_of(event.id)) or (
            ("none", {"de": "…"}),
        )
        definitions = tuple(
            replace(each, choices=stations) if each.kind is FieldKind.STATION else each for each in definitions
        )
    return {"asked": definitions, "preview": fields.question_form(definitions, prefix="preview-", sent=None, left={})}


def _back(slug: str, said: str) -> ResponseReturnValue:
    return done(said, _PAGE, slug=slug)


def _to_questions(slug: str) -> ResponseReturnValue:
    return redirect(url_for(_PAGE, slug=slug), 303)
