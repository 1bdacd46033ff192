"""One question of a registration form, as its author sets it up."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    FormField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.admin.inputs.controls import LineField, NumberField, Options, options
from webapp.admin.inputs.limits import between, up_to
from webapp.admin.inputs.rows_field import RowsField
from webapp.admin.sign_up.forms.both_languages import ask_for, in_both, offer_languages, texts_of
from webapp.admin.sign_up.forms.choices import ChoiceRow
from webapp.admin.sign_up.labels import FAULTS, QUESTION_KINDS
from webapp.fields.services import answers_to, new_key
from webapp.fields.types import ACCESS_NEEDS_KEPT_DAYS, CHOOSES, YES_OR_NO, Definition, FieldKind
from webapp.fields.wording import yes_no_text
from webapp.foundation.errors import DomainError
from webapp.foundation.http import language
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept
from webapp.registration.errors import QuestionsFaultyError

_NEEDED = _l("Please enter a number.")
_MOST_CHOICES = 40
_SPARE_CHOICES = 3
_FEWEST_CHOICES = 4
_LONGEST = {FieldKind.TEXT: 200, FieldKind.ORGANISATION: 200, FieldKind.LONG_TEXT: 2000, FieldKind.ACCESS_NEEDS: 600}


_IN_BOTH = ("label", "help", "purpose")


def _faults(refusal: QuestionsFaultyError) -> list[str]:
    found = [str(FAULTS[fault]) for fault in refusal.faults.values() if fault in FAULTS]
    return found or [_("You have reached the maximum number of questions.")]


class QuestionForm(BaseForm):
    """What is asked, of whom, why and for how long it is kept."""

    kind = kept(SelectField(_l("Answer type"), choices=[]), told=FieldKind)
    label_de = LineField(_l("Question in German"), [up_to(300)])
    label_en = LineField(_l("Question in English"), [up_to(300)])
    help_de = LineField(_l("Hint in German"), [up_to(400)])
    help_en = LineField(_l("Hint in English"), [up_to(400)])
    corrects = kept(
        BooleanField(
            _l("The new words only correct the old ones"),
            description=_l("Answers given before get them too. Without a tick they keep the words they were given in."),
        )
    )
    required = kept(BooleanField(_l("Must be answered")))
    of_each = kept(BooleanField(_l("Asked of each person on the registration")))
    choices = RowsField(FormField(ChoiceRow), spare=_SPARE_CHOICES, most=_MOST_CHOICES, fewest=_FEWEST_CHOICES)
    lowest = kept(NumberField(_l("Minimum"), [Optional()]))
    highest = kept(NumberField(_l("Maximum"), [Optional()]))
    show_when = SelectMultipleField(
        _l("Only ask people who answered"),
        choices=[],
        widget=ListWidget(),
        option_widget=CheckboxInput(),
        validate_choice=False,
        description=_l("If nothing is ticked, everyone is asked."),
    )
    asked_of = kept(
        SelectMultipleField(
            _l("Only ask people who register as"),
            choices=[],
            widget=ListWidget(),
            option_widget=CheckboxInput(),
            description=_l("If nothing is ticked, everyone is asked."),
        ),
        shown=lambda question: list(question.asked_of),
        told=tuple,
    )
    purpose_de = LineField(
        _l("Why do you ask this? In German"),
        [up_to(400)],
        description=_l("Shown with the question."),
    )
    purpose_en = LineField(_l("Why do you ask this? In English"), [up_to(400)])
    kept_days = kept(
        NumberField(
            _l("Days after the event until the answer is deleted"),
            [InputRequired(_NEEDED), between(0, 3650)],
        )
    )

    def __init__(
        self, others: tuple[Definition, ...], categories: Iterable[tuple[str, str]], *args: object, **rest: object
    ) -> None:
        super().__init__(*args, **rest)
        self.kind.choices = options(QUESTION_KINDS.items())
        ask_for(self, "label", _l("Please enter the question."))
        offer_languages(self, *_IN_BOTH)
        self._others = others
        self.show_when.choices = _conditions(others)
        self.asked_of.choices = options(categories)

    def read(self, thing: Definition) -> dict[str, object]:
        """A question as its author said it."""
        rows = [
            {"key": key, "de": label.get("de", ""), "en": label.get("en", ""), "places": thing.places.get(key)}
            for key, label in thing.choices
        ]
        asked, answers = thing.show_when or ("", ())
        texts = {name: getattr(thing, name) for name in _IN_BOTH}
        said = {key: text for name, each in texts.items() for key, text in in_both(name, each).items()}
        return {
            **super().read(thing),
            **said,
            "choices": rows,
            "show_when": [f"{asked}={answer}" for answer in answers],
        }

    def validate_choices(self, _field: Field) -> None:
        if self.kind.data not in CHOOSES:
            return
        if sum(each.form.ask_for_words() for each in self.choices):  # of every row, not of the first one alone
            raise ValidationError("")
        if not self._rows():
            self.choices[0].form.words.errors = [_("Please enter at least one answer.")]
            raise ValidationError("")

    def validate_highest(self, field: Field) -> None:
        if field.data is not None and self.lowest.data is not None and field.data < self.lowest.data:
            raise ValidationError(_("The maximum must not be below the minimum."))

    def validate_show_when(self, field: Field) -> None:
        if len({pair.partition("=")[0] for pair in field.data or []}) > 1:
            raise ValidationError(_("Please tick answers to one question only."))

    def say_refusal(self, refusal: DomainError) -> bool:
        """All that is wrong with the questions as they would be, where their conditions are chosen."""
        if not isinstance(refusal, QuestionsFaultyError):
            return super().say_refusal(refusal)
        self.show_when.errors, self.refused = _faults(refusal), refusal
        return True

    def definition(self, before: Definition | None) -> Definition:
        """The question as it was typed; `before` is what it was, an empty key marks a new one."""
        kind = FieldKind(self.kind.data)
        rows = self._rows() if kind in CHOOSES else []
        choices = self._choices(rows, dict(before.choices) if before else {})
        numbers = kind is FieldKind.NUMBER
        said = {
            **self.changes(),
            **{name: texts_of(self, name, getattr(before, name, None)) for name in _IN_BOTH},
            "corrects": bool(before and self.corrects.data),
            "choices": choices,
            "places": {
                key: row.places.data for (key, _label), row in zip(choices, rows, strict=True) if row.places.data
            },
            "show_when": self._condition(),
            "longest": before.longest if before and before.kind is kind else _LONGEST.get(kind, 2000),
        }
        said |= {} if numbers else {"lowest": None, "highest": None}
        return replace(before, **said) if before else Definition(key="", **said)

    def _rows(self) -> list[ChoiceRow]:
        return [each.form for each in self.choices if each.form.words.data]

    def _choices(
        self, rows: list[ChoiceRow], known: Mapping[str, Mapping[str, str]]
    ) -> tuple[tuple[str, dict[str, str]], ...]:
        made: dict[str, dict[str, str]] = {}
        for row in rows:
            key = cast("str", row.key.data)
            is_kept = key in known and key not in made
            said = texts_of(row, before=known[key] if is_kept else None)
            made[key if is_kept else new_key(row.words.data, {*made, *known}, "antwort")] = said
        return tuple(made.items())

    def _condition(self) -> tuple[str, tuple[str, ...]] | None:
        pairs = [pair.partition("=") for pair in self.show_when.data or []]
        return (pairs[0][0], tuple(answer for _key, _sign, answer in pairs)) if pairs else None


NEW = {"kind": FieldKind.TEXT.value, "kept_days": 90}  # what the form shows of a new question


def usual_days(kind: str) -> int:
    """How long an answer of this kind is usually kept after the event."""
    return ACCESS_NEEDS_KEPT_DAYS if kind == FieldKind.ACCESS_NEEDS else 90


def _conditions(others: tuple[Definition, ...]) -> Options:
    lang = language.current()
    return options(
        (f"{each.key}={answer}", f"{each.labelled(lang)} – {_answer(each, answer, lang)}")
        for each in others
        for answer in answers_to(each)
    )


def _answer(definition: Definition, answer: str, lang: str) -> str:
    return yes_no_text(answer) if definition.kind in YES_OR_NO else definition.chosen(answer, lang)


class EditQuestionForm(EditForm, QuestionForm):
    """A question of the draft."""
