"""One question of a registration form, as its author sets it up."""

from dataclasses import replace
from typing import TypedDict, cast

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
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.admin.controls import LineField, NumberField, Options, options
from webapp.admin.rows_field import RowsField
from webapp.admin.sign_up.forms.choices import ChoiceRow
from webapp.admin.sign_up.labels import QUESTION_KINDS
from webapp.fields.services import answers_to, new_key
from webapp.fields.types import ACCESS_NEEDS_KEPT_DAYS, CHOOSES, YES_OR_NO, Definition, FieldKind
from webapp.fields.wording import yes_no_text
from webapp.foundation.http import language
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm

_TOO_LONG = _l("Please shorten this to %(max)d characters at most.")
_NUMBER = _l("Please enter a number from %(min)d to %(max)d.")
_NEEDED = _l("Please enter a number.")
_MOST_CHOICES = 40
_SPARE_CHOICES = 3
_FEWEST_CHOICES = 4
_LONGEST = {FieldKind.TEXT: 200, FieldKind.ORGANISATION: 200, FieldKind.LONG_TEXT: 2000, FieldKind.ACCESS_NEEDS: 600}


class _Said(TypedDict):
    kind: FieldKind
    label: dict[str, str]
    help: dict[str, str]
    corrects: bool
    required: bool
    of_each: bool
    choices: tuple[tuple[str, dict[str, str]], ...]
    places: dict[str, int]
    lowest: float | None
    highest: float | None
    show_when: tuple[str, tuple[str, ...]] | None
    purpose: dict[str, str]
    kept_days: int
    longest: int


class QuestionForm(BaseForm):
    """What is asked, of whom, why and for how long it is kept."""

    kind = SelectField(_l("Answer type"), choices=[])
    label_de = LineField(
        _l("Question in German"), [InputRequired(_l("Please enter the question.")), Length(max=300, message=_TOO_LONG)]
    )
    label_en = LineField(_l("Question in English"), [Length(max=300, message=_TOO_LONG)])
    help_de = LineField(_l("Hint in German"), [Length(max=400, message=_TOO_LONG)])
    help_en = LineField(_l("Hint in English"), [Length(max=400, message=_TOO_LONG)])
    corrects = BooleanField(
        _l("The new words only correct the old ones"),
        description=_l("Answers given before get them too. Without a tick they keep the words they were given in."),
    )
    required = BooleanField(_l("Must be answered"))
    of_each = BooleanField(_l("Asked of each person on the registration"))
    choices = RowsField(FormField(ChoiceRow), spare=_SPARE_CHOICES, most=_MOST_CHOICES, fewest=_FEWEST_CHOICES)
    lowest = NumberField(_l("Minimum"), [Optional()])
    highest = NumberField(_l("Maximum"), [Optional()])
    show_when = SelectMultipleField(
        _l("Only ask people who answered"),
        choices=[],
        widget=ListWidget(),
        option_widget=CheckboxInput(),
        validate_choice=False,
        description=_l("If nothing is ticked, everyone is asked."),
    )
    purpose_de = LineField(
        _l("Why do you ask this? In German"),
        [Length(max=400, message=_TOO_LONG)],
        description=_l("Shown with the question."),
    )
    purpose_en = LineField(_l("Why do you ask this? In English"), [Length(max=400, message=_TOO_LONG)])
    kept_days = NumberField(
        _l("Days after the event until the answer is deleted"),
        [InputRequired(_NEEDED), NumberRange(0, 3650, _NUMBER)],
    )

    def __init__(self, others: tuple[Definition, ...], *args: object, **rest: object) -> None:
        super().__init__(*args, **rest)
        self.kind.choices = options(QUESTION_KINDS.items())
        self._others = others
        self.show_when.choices = _conditions(others)

    def validate_label_de(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Please enter the question."))

    def validate_choices(self, _field: Field) -> None:
        if self.kind.data not in CHOOSES:
            return
        if sum(each.form.ask_for_german() for each in self.choices):  # of every row, not of the first one alone
            raise ValidationError("")
        if not self._rows():
            self.choices[0].form.de.errors = [_("Please enter at least one answer.")]
            raise ValidationError("")

    def validate_highest(self, field: Field) -> None:
        if field.data is not None and self.lowest.data is not None and field.data < self.lowest.data:
            raise ValidationError(_("The maximum must not be below the minimum."))

    def validate_show_when(self, field: Field) -> None:
        if len({pair.partition("=")[0] for pair in field.data or []}) > 1:
            raise ValidationError(_("Please tick answers to one question only."))

    def definition(self, before: Definition | None) -> Definition:
        """The question as it was typed; `before` is what it was, an empty key marks a new one."""
        kind = FieldKind(self.kind.data)
        rows = self._rows() if kind in CHOOSES else []
        choices = self._choices(rows, {key for key, _label in before.choices} if before else set())
        numbers = kind is FieldKind.NUMBER
        said: _Said = {
            "kind": kind,
            "label": _texts(self.label_de, self.label_en),
            "help": _texts(self.help_de, self.help_en),
            "corrects": bool(before and self.corrects.data),
            "required": bool(self.required.data),
            "of_each": bool(self.of_each.data),
            "choices": choices,
            "places": {
                key: row.places.data for (key, _label), row in zip(choices, rows, strict=True) if row.places.data
            },
            "lowest": self.lowest.data if numbers else None,
            "highest": self.highest.data if numbers else None,
            "show_when": self._condition(),
            "purpose": _texts(self.purpose_de, self.purpose_en),
            "kept_days": cast("int", self.kept_days.data),
            "longest": before.longest if before and before.kind is kind else _LONGEST.get(kind, 2000),
        }
        return replace(before, **said) if before else Definition(key="", **said)

    def _rows(self) -> list[ChoiceRow]:
        return [each.form for each in self.choices if each.form.de.data]

    def _choices(self, rows: list[ChoiceRow], known: set[str]) -> tuple[tuple[str, dict[str, str]], ...]:
        made: dict[str, dict[str, str]] = {}
        for row in rows:
            key = cast("str", row.key.data)
            is_kept = key in known and key not in made
            made[key if is_kept else new_key(row.de.data, {*made, *known}, "antwort")] = _texts(row.de, row.en)
        return tuple(made.items())

    def _condition(self) -> tuple[str, tuple[str, ...]] | None:
        pairs = [pair.partition("=") for pair in self.show_when.data or []]
        return (pairs[0][0], tuple(answer for _key, _sign, answer in pairs)) if pairs else None


def filled(definition: Definition | None) -> dict[str, object]:
    """What the form shows of a question, or of a new one."""
    if definition is None:
        return {"kind": FieldKind.TEXT.value, "kept_days": 90}
    rows = [
        {"key": key, "de": label.get("de", ""), "en": label.get("en", ""), "places": definition.places.get(key)}
        for key, label in definition.choices
    ]
    asked, answers = definition.show_when or ("", ())
    return {
        "kind": definition.kind.value,
        **_in_both("label", definition.label),
        **_in_both("help", definition.help),
        **_in_both("purpose", definition.purpose),
        "corrects": definition.corrects,
        "required": definition.required,
        "of_each": definition.of_each,
        "choices": rows,
        "lowest": definition.lowest,
        "highest": definition.highest,
        "show_when": [f"{asked}={answer}" for answer in answers],
        "kept_days": definition.kept_days,
    }


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


def _in_both(name: str, texts: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{lang}": texts.get(lang, "") for lang in ("de", "en")}


def _texts(german: LineField, english: LineField) -> dict[str, str]:
    return {lang: field.data for lang, field in (("de", german), ("en", english)) if field.data}


class EditQuestionForm(EditForm, QuestionForm):
    """A question of the draft."""
