"""The canvas as a form: built from its definitions, filled with its values, read back as it was typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, FormField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.widgets import DateInput

from webapp.canvases.errors import CanvasConflictError
from webapp.fields.inputs import as_typed
from webapp.fields.problem_wording import problem_text, said_of
from webapp.fields.types import Certainty, Definition, FieldKind, Period, Problem, ProblemCode
from webapp.fields.wording import certainty_text, period_text, shown
from webapp.foundation.http import language

Typed = str | dict[str, str]  # what somebody typed into a field, or into the parts of one

PREFIX = "f_"
_PICK, _THEIRS = "pick-", "theirs-"
_JOINED = {FieldKind.LONG_TEXT: "\n\n", FieldKind.TAGS: "\n"}
_ROWS = {FieldKind.LONG_TEXT: 5, FieldKind.TAGS: 3}


@dataclass(frozen=True, slots=True)
class Choice:
    """A field on which two people disagree, as the conflict page shows it."""

    key: str
    label: str
    theirs: str
    mine: str
    theirs_typed: str
    can_join: bool


def typed_values(definitions: Iterable[Definition], values: Mapping[str, object]) -> dict[str, object]:
    """Every field as its input shows it."""
    lang = language.current()
    return {definition.key: as_typed(definition, values.get(definition.key), lang) for definition in definitions}


def form_for(
    definitions: Iterable[Definition], values: Mapping[str, object], sent: MultiDict[str, str] | None = None
) -> Form:
    """The form over the canvas's values; what was sent takes their place."""
    definitions = tuple(definitions)
    fields = {PREFIX + definition.key: _field(definition) for definition in definitions}
    typed = typed_values(definitions, values)
    form: Form = type("CanvasForm", (Form,), fields)(sent, data={PREFIX + key: value for key, value in typed.items()})
    return form


def read_typed(definitions: Iterable[Definition], sent: Mapping[str, str]) -> dict[str, Typed]:
    """The fields that were sent, as they were typed, after the choices that a conflict page offered."""
    values: dict[str, Typed] = {}
    for definition in definitions:
        pick = sent.get(_PICK + definition.key, "mine")
        value = _sent_value(definition, sent)
        if value is None or pick == "theirs":
            continue
        if pick == "both" and definition.kind in _JOINED:
            value = _JOINED[definition.kind].join((sent.get(_THEIRS + definition.key, ""), str(value)))
        values[definition.key] = value
    return values


def put_problems(form: Form, problems: Mapping[str, Problem]) -> None:
    """Say at each field what has to be mended, with its name: above the canvas one error stands beside the others."""
    for key, problem in problems.items():
        field = form[PREFIX + key]
        target = _part_at_fault(field, problem) if isinstance(field, FormField) else field
        target.errors = (said_of(str(field.label.text), problem_text(problem)),)


def _part_at_fault(volume: "FormField[Form]", problem: Problem) -> Field:
    amount, note = volume.form["amount"], volume.form["note"]
    is_note = problem.code is ProblemCode.TOO_LONG and len(note.data or "") > len(amount.data or "")
    return note if is_note else amount


def choices_of(definitions: Iterable[Definition], conflict: CanvasConflictError) -> list[Choice]:
    """The fields in conflict, with both versions in words."""
    return [
        Choice(
            key=definition.key,
            label=definition.labelled(language.current()),
            theirs=shown(definition, found.theirs),
            mine=shown(definition, found.mine),
            theirs_typed="" if definition.kind is FieldKind.VOLUME else as_typed(definition, found.theirs),
            can_join=definition.kind in _JOINED and found.theirs is not None and found.mine is not None,
        )
        for definition in definitions
        if (found := conflict.conflicts.get(definition.key)) is not None
    ]


def inputs_of(definition: Definition, typed: Typed) -> tuple[tuple[str, str], ...]:
    """Name and value of the hidden inputs that carry on what `read_typed` read."""
    name = PREFIX + definition.key
    if isinstance(typed, dict):  # a volume has parts
        return tuple((f"{name}-{part}", str(text)) for part, text in typed.items())
    return ((name, typed),)


def _sent_value(definition: Definition, sent: Mapping[str, str]) -> Typed | None:
    name = PREFIX + definition.key
    if definition.kind is FieldKind.VOLUME:
        parts = ("amount", "period", "certainty", "note")
        return {part: sent[f"{name}-{part}"] for part in parts if f"{name}-{part}" in sent} or None
    return sent.get(name)


def _field(definition: Definition) -> Field:
    lang = language.current()
    label, hint = definition.labelled(lang), definition.helped(lang)
    match definition.kind:
        case FieldKind.TEXT:
            return StringField(label, description=hint)
        case FieldKind.DATE:
            return StringField(label, description=hint, widget=DateInput())
        case FieldKind.CHOICE:
            offered = [SelectChoice(key, definition.chosen(key, lang)) for key, _label in definition.choices]
            choices = [SelectChoice("", _("Not yet chosen")), *offered]
            return SelectField(label, description=hint, choices=choices, validate_choice=False)
        case FieldKind.VOLUME:
            return FormField(_volume_form(), label, description=hint)
        case _:
            # No maxlength: what is pasted would be cut without a word; what is too long is named when it is saved.
            return TextAreaField(label, description=hint, render_kw={"rows": _ROWS[definition.kind]})


def _volume_form() -> type[Form]:
    fields = {
        "amount": StringField(_("Amount in euros"), description=_("For example 410,000 or 2.5 million")),
        "period": SelectField(_("Period"), choices=[SelectChoice(each.value, period_text(each)) for each in Period]),
        "certainty": SelectField(
            _("How certain"), choices=[SelectChoice(each.value, certainty_text(each)) for each in Certainty]
        ),
        "note": StringField(_("Note"), description=_("For example jobs, shares, conditions")),
    }
    return type("VolumeForm", (Form,), fields)
