"""Questions as WTForms fields, built from their definitions and read back into answers."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import Any

from cachetools import LRUCache
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import (
    EmailField,
    Field,
    FileField,
    Form,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.widgets import CheckboxInput, DateInput, ListWidget

from webapp.fields import consents
from webapp.fields.inputs import as_typed
from webapp.fields.problem_wording import problem_text, said_of
from webapp.fields.services import checked
from webapp.fields.types import NO, YES, Cleaned, Definition, FieldKind, Problem, ProblemCode
from webapp.fields.wording import few_left, not_chosen, search_words, trades_by_group, yes_no_text
from webapp.foundation import files, pending_files
from webapp.foundation.file_names import tidy_name
from webapp.foundation.http import language
from webapp.foundation.http.form_meta import only_awaited_files
from webapp.foundation.transaction import after_commit

DROP = "-drop"
Left = Mapping[tuple[str, str], int | None]

_MOST_RADIOS = 6
_ROWS, _FEW_ROWS = 4, 2
_MOST_CLASSES = 256
_classes: LRUCache[tuple[str, str], type[Form]] = LRUCache(_MOST_CLASSES)
_lock = Lock()
_PLAIN: dict[FieldKind, tuple[type[StringField], dict[str, object]]] = {
    FieldKind.TEXT: (StringField, {}),
    FieldKind.ORGANISATION: (StringField, {"autocomplete": "organization"}),
    FieldKind.NUMBER: (StringField, {"inputmode": "decimal"}),
    FieldKind.EMAIL: (EmailField, {}),
    FieldKind.PHONE: (TelField, {}),
    FieldKind.LONG_TEXT: (TextAreaField, {"rows": _ROWS}),
    FieldKind.ACCESS_NEEDS: (TextAreaField, {"rows": _FEW_ROWS}),
    FieldKind.TAGS: (TextAreaField, {"rows": _ROWS}),
}


class _QuestionForm(Form):
    class Meta:
        def wrap_formdata(self, form: Form, formdata: MultiDict[str, object] | None) -> object:
            return only_awaited_files(form, formdata)


def question_form(
    definitions: Sequence[Definition],
    *,
    prefix: str = "",
    sent: Any = None,
    values: Mapping[str, object] | None = None,
    left: Left | None = None,
) -> Form:
    """A form over these questions; `left` says how many places an answer has left, and what is full can't be chosen."""
    lang = language.current()
    typed = {each.key: as_typed(each, (values or {}).get(each.key), lang) for each in definitions}
    # Whoever told access needs before has agreed that they are kept.
    typed |= {key + consents.CONSENT: bool(typed[key]) for key in consents.keys_of_needs(definitions)}
    form = _class_for(definitions, lang)(sent, data=typed, prefix=prefix)
    for definition in definitions:
        if definition.required:
            form[definition.key].flags.required = True
    offer(form, definitions, left or {})
    consents.look_at_notice(form, definitions)
    return form


def offer(form: Form, definitions: Iterable[Definition], left: Left) -> None:
    """Say at the answers of a form what is left of them; what is full can't be chosen."""
    lang = language.current()
    for definition in definitions if left else ():
        if definition.kind in {FieldKind.CHOICE, FieldKind.STATION, FieldKind.SEVERAL}:
            field: Any = form[definition.key]
            field.choices = [_offered(definition, choice, lang, left, field.data) for choice in field.choices]


def read(form: Form, definitions: Sequence[Definition]) -> Cleaned:
    """The answers that were sent, clean and checked; an uploaded file is named but not kept yet."""
    given = {each.key: _given(form, each) for each in definitions}
    cleaned = checked(definitions, given)
    told = [key for key in consents.keys_of_needs(definitions) if key in cleaned.values]
    lacking = {key: problem for key in told if (problem := consents.problem_of(form, key)) is not None}
    return Cleaned(cleaned.values, {**cleaned.problems, **lacking})


def keep_files(
    form: Form, definitions: Iterable[Definition], answers: Mapping[str, object], *, now: datetime
) -> Cleaned:
    """Store the uploaded files of clean answers, now that everything else can be taken."""
    values, problems = dict(answers), {}
    for each in definitions:
        upload = form[each.key].data if each.kind is FieldKind.FILE and each.key in values else None
        if upload is None or isinstance(upload, str):
            continue
        try:
            kept = files.keep(upload.stream, name=upload.filename, now=now)
        except files.FileRefusedError as refusal:
            problems[each.key] = _refused(refusal)
        else:
            values[each.key] = {"id": kept.id, "name": kept.name, "size": kept.size, "type": kept.type}
    return Cleaned(values, problems)


def wait_for_files(
    form: Form, definitions: Iterable[Definition], *, form_key: str, dropped: Container[str], now: datetime
) -> None:
    """Fill in the files that came with the form before, when it was refused; `dropped` names those not wanted."""
    for each in definitions:
        field = form[each.key] if each.kind is FieldKind.FILE and form_key else None
        if field is None or _file_name(field.data):
            continue
        if f"{field.name}{DROP}" in dropped:
            pending_files.drop(form_key=form_key, field=field.name)
        elif waiting := pending_files.held(form_key=form_key, field=field.name, now=now):
            field.data = FileStorage(waiting.stream(), filename=waiting.name)


def let_files_wait(form: Form, definitions: Iterable[Definition], *, form_key: str, now: datetime) -> None:
    """Keep the files of a form that is refused for another reason, and say so at their fields."""
    for each in definitions:
        field: Any = form[each.key] if each.kind is FieldKind.FILE and form_key else None
        if field is None or not (name := _file_name(field.data)):
            continue
        field.data.stream.seek(0)
        try:
            kept = pending_files.hold(field.data.stream, name=name, form_key=form_key, field=field.name, now=now)
        except files.FileRefusedError as refusal:
            put_problems(form, {each.key: _refused(refusal)})
        else:
            field.waiting = tidy_name(name) if kept else ""
            put_problems(form, {} if kept else {each.key: Problem(ProblemCode.FILE_AGAIN)})


def _refused(refusal: files.FileRefusedError) -> Problem:
    is_damaged = isinstance(refusal, files.FileDamagedError)
    return Problem(ProblemCode.FILE_DAMAGED if is_damaged else ProblemCode.NO_FILE)


def forget_waiting_files(form: Form, definitions: Iterable[Definition], *, form_key: str) -> None:
    """Delete what waited for the form, once what was sent is stored."""
    names = [form[each.key].name for each in definitions if each.kind is FieldKind.FILE and form_key]

    def drop() -> None:
        for name in names:
            pending_files.drop(form_key=form_key, field=name)

    if names:
        after_commit(drop)


def put_problems(form: Form, problems: Mapping[str, Problem], *, whose: str = "") -> None:
    """Say at each field what has to be mended, and whose it is where several people are asked."""
    for key, problem in problems.items():
        if key in form:
            form[key].errors = (said_of(whose, problem_text(problem)),)


def say_unasked(form: Form, shown: Iterable[Definition], asked: Iterable[Definition]) -> bool:
    """Say at each question that was `shown` and isn't `asked` of them that it is answered all the same."""
    kept = {each.key for each in asked}
    left = [each for each in shown if each.key not in kept]
    given = read(form, left).values if left else {}
    put_problems(form, dict.fromkeys(given, Problem(ProblemCode.NOT_ASKED)))
    for each in left:
        if each.key in given and isinstance(form[each.key], RadioField):  # nobody could take it back
            form[each.key].data = None
    return bool(given)


def _class_for(definitions: Sequence[Definition], lang: str) -> type[Form]:
    key = repr(definitions), lang
    with _lock:
        if key in _classes:
            return _classes[key]
    fields: dict[str, Field] = {each.key: _field(each, lang) for each in definitions} | consents.boxes(definitions)
    made: type[Form] = type("QuestionForm", (_QuestionForm,), fields)
    with _lock:
        _classes[key] = made
    return made


def _field(definition: Definition, lang: str) -> Field:
    label = definition.labelled(lang)
    helped = definition.helped(lang)
    if definition.kind in _PLAIN:
        kind, shape = _PLAIN[definition.kind]
        size: dict[str, object] = (
            {} if definition.kind in {FieldKind.NUMBER, FieldKind.TAGS} else {"maxlength": definition.longest}
        )
        return kind(label, render_kw={**shape, **size}, description=helped)
    match definition.kind:
        case FieldKind.DATE:
            return StringField(label, widget=DateInput(), description=helped)
        case FieldKind.FILE:
            return FileField(label, description=helped)
        case FieldKind.TRADE:
            choices = [SelectChoice("", not_chosen()), *_trades(lang)]
            search = {"data-search": search_words()}
            return SelectField(label, choices=choices, validate_choice=False, render_kw=search, description=helped)
        case FieldKind.YES_NO | FieldKind.PHOTOS:
            choices = [SelectChoice(each, yes_no_text(each)) for each in (YES, NO)]
            return RadioField(label, choices=choices, validate_choice=False, description=helped)
        case _:
            return _choice(definition, label, lang, helped)


def _trades(lang: str) -> list[SelectChoice]:
    return [
        SelectChoice(trade.key, trade.named(lang), render_kw={"data-words": trade.words}, optgroup=group)
        for group, trade in trades_by_group(lang)
    ]


def _choice(definition: Definition, label: str, lang: str, helped: str) -> Field:
    choices = [SelectChoice(key, definition.chosen(key, lang)) for key, _label in definition.choices]
    if definition.kind is FieldKind.SEVERAL:
        return SelectMultipleField(
            label,
            choices=choices,
            validate_choice=False,
            widget=ListWidget(),
            option_widget=CheckboxInput(),
            description=helped,
        )
    if len(choices) <= _MOST_RADIOS:
        return RadioField(label, choices=choices, validate_choice=False, description=helped)
    return SelectField(
        label, choices=[SelectChoice("", not_chosen()), *choices], validate_choice=False, description=helped
    )


def _offered(definition: Definition, choice: SelectChoice, lang: str, left: Left, chosen: object) -> SelectChoice:
    """A choice with what is left of it; whoever has chosen it keeps it, also when it is full."""
    free = left.get((definition.key, choice.value))
    label = definition.chosen(choice.value, lang) if choice.value else choice.label
    if free is None:
        return SelectChoice(choice.value, label)
    is_own = choice.value == chosen or (isinstance(chosen, list) and choice.value in chosen)
    shut = {"disabled": True} if free < 1 and not is_own else {}
    return SelectChoice(choice.value, few_left(label, free), render_kw=shut)


def _file_name(data: object) -> str:
    """What an uploaded file is called; nothing where none was chosen."""
    return str(getattr(data, "filename", "") or "")


def _given(form: Form, definition: Definition) -> object:
    data = form[definition.key].data
    if definition.kind is FieldKind.FILE:
        name = _file_name(data)
        return {"id": "", "name": name, "size": 0, "type": ""} if name else None
    return data if data is not None else ""
