"""Form controls that hand over clean text and say in whole sentences what would do."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol, TypedDict, Unpack, cast

from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from wtforms import (
    DateField,
    DateTimeLocalField,
    EmailField,
    Field,
    IntegerField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from webapp.admin.inputs.moments import FIRST_YEAR, LAST_YEAR, moment
from webapp.foundation import clock
from webapp.foundation.email_addresses import AddressInvalidError, checked_address
from webapp.foundation.http.incoming import whole_number
from webapp.foundation.text import lines, one_line
from webapp.foundation.web_addresses import is_web_address

Options = list[SelectChoice]
Checks = list[Callable[[BaseForm, Field], object]]


class FieldWords(TypedDict, total=False):
    """What a form says of a field beside its label and what is checked."""

    description: LazyString | str
    render_kw: dict[str, object]


class _Zoned(Protocol):
    """A form that asks for moments."""

    zone: str


def options(words: Iterable[tuple[object, object]], group: str | None = None) -> Options:
    """Choices of a select field from (value, label), under the heading `group` if there is one."""
    return [SelectChoice(value, label, optgroup=group) for value, label in words]


class LineField(StringField):
    """Text on one line, in one form, without invisible trouble."""

    data: str  # always a text once the form is processed

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = one_line(valuelist[0]) if valuelist else ""


class AddressField(EmailField):
    """An email address, maybe none."""

    data: str  # always a text once the form is processed

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = one_line(valuelist[0]) if valuelist else ""

    def pre_validate(self, _form: BaseForm) -> None:
        if not self.data:
            return
        try:
            self.data = checked_address(self.data)
        except AddressInvalidError:
            raise ValidationError(_("Please check this email address, for example name@example.org.")) from None


class WebAddressField(LineField):
    """The address of a page, maybe none. It is only ever shown; nothing of ours asks there."""

    def pre_validate(self, _form: BaseForm) -> None:
        if self.data and not is_web_address(self.data):
            raise ValidationError(_("Please enter a whole address that begins with https://."))


class ParagraphsField(TextAreaField):
    """Text with line breaks."""

    data: str  # always a text once the form is processed

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = lines(valuelist[0]) if valuelist else ""


class DayField(DateField):
    """A day of the calendar, in years that events take place in."""

    def __init__(
        self, label: LazyString | str | None = None, validators: Checks | None = None, **rest: Unpack[FieldWords]
    ) -> None:
        super().__init__(label, validators, format=["%Y-%m-%d", "%d.%m.%Y"], **rest)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Please choose a day, for example 6 May 2027.")) from None
        if self.data is not None and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            self.data = None
            raise ValueError(_("Please check the year."))


class ClockField(TimeField):
    """A time of day to the minute."""

    def __init__(
        self, label: LazyString | str | None = None, validators: Checks | None = None, **rest: Unpack[FieldWords]
    ) -> None:
        super().__init__(label, validators, format=["%H:%M", "%H:%M:%S"], **rest)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Please enter a time, for example 15:00.")) from None
        _leave(self)


class NumberField(IntegerField):
    """A whole number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            self.data = whole_number(valuelist[0].strip()) if valuelist else self.data
        except ValueError:
            self.data = None
            raise ValueError(_("Please enter a whole number.")) from None

    def pre_validate(self, _form: BaseForm) -> None:
        # What is no number can't be too small a number as well.
        if self.process_errors and any(value.strip() for value in self.raw_data or []):
            raise StopValidation


class DayAndTimeField(DateTimeLocalField):
    """A day with a time of day, on a clock in the `zone` of its form."""

    moment: datetime | None = None  # what was typed means this moment; only of a form that is valid

    def __init__(
        self, label: LazyString | str | None = None, validators: Checks | None = None, **rest: Unpack[FieldWords]
    ) -> None:
        super().__init__(label, validators, format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **rest)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Please choose a day and a time.")) from None
        if self.data is not None and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            self.data = None
            raise ValueError(_("Please check the year."))
        _leave(self)

    def pre_validate(self, form: BaseForm) -> None:
        typed = self.data
        self.moment = None if typed is None else moment(typed.date(), typed.time(), cast("_Zoned", form).zone)
        if typed is not None and self.moment is None:
            raise StopValidation(said_skipped())

    @staticmethod
    def show_kept(kept: datetime | None, form: _Zoned) -> datetime | None:
        """A moment as a clock in the form's zone shows it."""
        return None if kept is None else clock.local(kept, form.zone).replace(tzinfo=None)

    def kept_value(self) -> datetime | None:
        """The moment that was typed; only of a form that is valid."""
        return self.moment


def said_skipped() -> str:
    """What is said of an hour that clocks skip."""
    return str(_("This hour does not exist on that day because the clocks go forward. Please choose another time."))


def _leave(field: ClockField | DayAndTimeField) -> None:
    """Of an hour that clocks show twice, typed text means the first one; what was the second stays it, left alone."""
    if field.object_data is not None and field.data == field.object_data:
        field.data = field.object_data
