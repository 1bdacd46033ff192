"""A list that is typed line by line."""

from typing import Unpack

from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from wtforms import TextAreaField, ValidationError
from wtforms.form import BaseForm

from webapp.admin.inputs.controls import Checks, FieldWords
from webapp.foundation.text import entries, lines

_MOST, _LONGEST = 30, 200


class EntriesField(TextAreaField):
    """A list, one entry on each line: up to `most` of them, each up to `longest` characters."""

    data: list[str]  # type: ignore[assignment] # a list of entries, where WTForms expects one text

    def __init__(
        self,
        label: LazyString | str | None = None,
        validators: Checks | None = None,
        *,
        most: int = _MOST,
        longest: int = _LONGEST,
        **rest: Unpack[FieldWords],
    ) -> None:
        super().__init__(label, validators, **rest)
        self._most, self._longest = most, longest

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = entries(lines(valuelist[0]).split("\n")) if valuelist else []

    def pre_validate(self, _form: BaseForm) -> None:
        if len(self.data or []) > self._most:
            raise ValidationError(_("Please enter no more than %(most)d.", most=self._most))
        if any(len(entry) > self._longest for entry in self.data or []):
            raise ValidationError(_("Please shorten each line to %(max)d characters at most.", max=self._longest))

    def _value(self) -> str:
        return "\n".join(self.data or [])
