"""What every form of ours is built on."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from gettext import NullTranslations
from itertools import chain
from types import MappingProxyType
from typing import Any, cast

from flask import request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from werkzeug.datastructures import CombinedMultiDict, FileStorage, MultiDict
from wtforms import Field, FileField, SelectField
from wtforms.form import BaseForm
from wtforms.i18n import get_translations
from wtforms.widgets import EmailInput, SearchInput, TextInput

from webapp.foundation.errors import DomainError
from webapp.foundation.http import language
from webapp.foundation.http.kept_fields import kept_by
from webapp.foundation.http.marks import mark
from webapp.foundation.http.refusals import STATUS, Sentence
from webapp.foundation.http.shown_values import shown

_PLAIN_INPUTS = {EmailInput, SearchInput, TextInput}
_WRITES = {"POST", "PUT", "PATCH", "DELETE"}
_FLAGS = ("required", "maxlength", "minlength", "pattern", "disabled", "readonly")


@cache
def _catalogue(lang: str) -> NullTranslations:
    found: NullTranslations = get_translations([lang])
    return found


class OptionalSelectField(SelectField):
    """A list from which nothing need be chosen; what it doesn't offer is refused."""

    def pre_validate(self, form: BaseForm) -> None:
        """Nothing is fine, else only what stands in the list."""
        if self.data:
            super().pre_validate(form)


class Form(FlaskForm):  # type: ignore[misc]
    """A form with a guard against forged requests; Flask-WTF would read its catalogue from disk for each request.

    `page_order` names the fields that stand on the page in another order than they were written down in; so do
    `sections`, whose parts a page draws by their names. `over` is what the form edits: its fields show what they stand
    for. `refusals` says at which field a refusal of the service is told, and how.
    """

    page_order: tuple[str, ...] = ()
    sections: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    refusals: Mapping[type[DomainError], tuple[str, Sentence]] = MappingProxyType({})
    refused: DomainError | None = None
    left_out: tuple[Field, ...] = ()

    def __init__(self, *args: object, over: object = None, **rest: object) -> None:
        if over is not None:
            rest["data"] = self.read(over)
        super().__init__(*args, **rest)

    def read(self, thing: Any) -> dict[str, object]:
        """What the fields show of `thing`, each of what it stands for (`kept_fields`)."""
        return {name: said.read(thing, kind, self) for name, kind, said in kept_by(self)}

    def changes(self) -> dict[str, Any]:
        """What was typed, by the names under which a service takes it; only of a form that is valid."""
        return {said.name: said.value_of(self[name]) for name, _kind, said in kept_by(self) if name in self}

    def __iter__(self) -> Iterator[Field]:
        """The fields in the order of the page, in which the summary of errors names them; the others behind."""
        order = self.page_order or tuple(chain.from_iterable(self.sections.values()))
        first = [self[name] for name in order if name in self]
        return iter([*first, *(field for field in super().__iter__() if field.short_name not in order)])

    def leave_out(self, *names: str) -> None:
        """Take fields off the form that mean nothing as things stand now.

        A page that was opened before may still send them: what somebody chose or typed there is told them, and nothing
        is taken until they sent the form once more without it.
        """
        self.left_out += tuple(self[name] for name in names if self.may_have_shown(name) and _was_typed(self[name]))
        for name in names:
            del self[name]

    def may_have_shown(self, name: str) -> bool:  # noqa: ARG002 - for forms that know more
        """True unless the page from which this was sent can't have held the field."""
        return True

    def validate(self, extra_validators: object = None) -> bool:
        """False also where something was sent that can't be said any more."""
        is_valid = super().validate(extra_validators)
        self.form_errors.extend(self.why_left_out())
        return bool(is_valid) and not self.left_out

    def is_complete(self) -> bool:
        """True when all that was typed fits together; asked of a valid form, which else says what doesn't."""
        return True

    def say_refusal(self, refusal: DomainError) -> bool:
        """Say at its field what a service refused; False for what this form has no words for."""
        named = next((self.refusals[kind] for kind in type(refusal).__mro__ if kind in self.refusals), None)
        if named is None:
            return False
        name, sentence = named
        self[name].errors = [sentence(refusal) if callable(sentence) else str(sentence)]
        self.refused = refusal
        return True

    def why_left_out(self) -> list[str]:
        """What was sent in fields that are gone, a sentence for each."""
        return [_left_out(field) for field in self.left_out]

    @property
    def http_status(self) -> int:
        """What a page with this form answers: 200, 422 when something in it has to be mended, or as it was refused."""
        if self.refused is not None:
            return STATUS[self.refused.kind]
        return 422 if self.errors else 200

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def get_translations(self, form: BaseForm) -> NullTranslations:  # noqa: ARG002 - WTForms calls it so
            return _catalogue(language.current())

        def wrap_formdata(self, form: BaseForm, formdata: object) -> "MultiDict[str, object] | None":
            """What was sent, as fields only: Flask-WTF would also read JSON, in which a text may be anything."""
            if formdata is None or hasattr(formdata, "getlist"):
                return only_awaited_files(form, cast("MultiDict[str, object] | None", formdata))
            if request.method not in _WRITES:
                return None
            both = cast("tuple[MultiDict[str, object], ...]", (request.files, request.form))
            return only_awaited_files(form, CombinedMultiDict(both))

        def render_field(self, field: Any, render_kw: dict[str, object]) -> Markup:
            """As WTForms does it; plain inputs, which are most, in a quarter of the time."""
            if type(field.widget) not in _PLAIN_INPUTS or field.render_kw:
                return Markup(super().render_field(field, render_kw))  # noqa: S704 - WTForms escaped it
            flags = {name: value for name in _FLAGS if (value := getattr(field.flags, name, None))}
            said = {
                **flags,
                **render_kw,
                "id": field.id,
                "name": field.name,
                "type": field.widget.input_type,
                "value": field._value(),  # noqa: SLF001 - as WTForms' own inputs ask for it
            }
            return Markup(f"<input {' '.join(_attributes(said))}>")  # noqa: S704 - escaped


def _was_typed(field: Field) -> bool:
    sent = field.raw_data or []
    is_unread = field.data is None and any(not isinstance(each, str) or each.strip() for each in sent)
    return is_unread or (bool(sent) and mark(field.data) != mark(field.object_data))


def _left_out(field: Field) -> str:
    if isinstance(field, SelectField):  # what its values were called is gone with them
        return str(_("“%(field)s” can’t be chosen here any more. Nothing is saved yet.", field=field.label.text))
    typed = shown(field, field.data) or ", ".join(str(each) for each in field.raw_data or ())
    said = {"field": field.label.text, "typed": typed or _("nothing")}
    return str(_("“%(field)s” can’t be changed here any more. You entered: “%(typed)s”. Nothing is saved yet.", **said))


def only_awaited_files(form: Iterable[Field], sent: "MultiDict[str, object] | None") -> "MultiDict[str, object] | None":
    """What was sent without files where text is meant; nobody's browser does that, and no field expects it."""
    if sent is None or not any(isinstance(value, FileStorage) for _, value in sent.items(multi=True)):
        return sent
    awaited = {field.name for field in form if isinstance(field, FileField)}
    pairs = sent.items(multi=True)
    return MultiDict([(name, value) for name, value in pairs if name in awaited or not isinstance(value, FileStorage)])


def _attributes(said: dict[str, object]) -> Iterator[str]:
    for name, value in said.items():
        if value is True:
            yield name
        elif value is not False and value is not None:
            yield f'{name}="{escape(value)}"'
