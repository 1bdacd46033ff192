"""What every form of ours is built on."""

from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, SelectField
from wtforms.form import BaseForm

from webapp.foundation.errors import DomainError
from webapp.foundation.http.form_meta import FormMeta
from webapp.foundation.http.kept_fields import kept_by
from webapp.foundation.http.marks import mark
from webapp.foundation.http.refusals import STATUS, Sentence
from webapp.foundation.http.shown_values import shown


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

    Meta = FormMeta


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
