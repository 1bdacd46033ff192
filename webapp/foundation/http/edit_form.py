"""Forms over something that is there already: in two windows, the second one overwrites nothing that it hasn't seen."""

import json
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, HiddenField

from webapp.foundation.http import formats
from webapp.foundation.http.forms import Form
from webapp.foundation.http.marks import mark, read_marks

_LONGEST_SHOWN = 200


class EditForm(Form):
    """A form that carries a mark of what each of its fields showed when it was opened; made with `data` that is kept.

    What somebody else saved meanwhile stays where this window left the field alone. Where both said something else,
    nothing is taken: both are named at the field, and from then on both are seen.
    """

    seen = HiddenField()

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        now = {field.short_name: mark(field.object_data) for field in self._kept()}
        before = read_marks(self.seen.data) if self.is_submitted() and rest.get("formdata", self) is not None else {}
        self._both = [
            field
            for field in self._kept()
            if before.get(field.short_name, now[field.short_name]) != now[field.short_name]
            and not _take_over(field, before[field.short_name])
            and mark(field.data) != now[field.short_name]
        ]
        self.seen.data = json.dumps(now)

    def validate(self, *args: Any, **rest: Any) -> bool:
        """False also where somebody else said something else meanwhile; the fields say so."""
        is_valid = super().validate(*args, **rest)
        for field in self._both:
            if hasattr(field, "entries") or hasattr(field, "form"):
                said = _("“%(field)s” was changed meanwhile. Please check and save again.", field=field.label.text)
                self.form_errors.append(said)
            else:
                field.errors = [*field.errors, _meanwhile(field)]
        return is_valid and not self._both

    @property
    def http_status(self) -> int:
        """As every form's; 409 when somebody was quicker."""
        return 409 if self._both and self.errors else super().http_status

    def _kept(self) -> list[Field]:
        return [field for field in self if getattr(field.widget, "input_type", "") not in {"hidden", "submit"}]


def _take_over(field: Any, before: str) -> bool:
    """Show what was saved meanwhile, if this window left the field as it was."""
    if mark(field.data) != before:
        return False
    field.process(None, field.object_data)
    _count_as_sent(field)
    return True


def _count_as_sent(field: Any) -> None:
    """Give a field and those within it what the page would send for what they show: required ones look only there."""
    within = [*getattr(field, "entries", ()), *getattr(field, "form", ())]
    for each in within:
        _count_as_sent(each)
    field.raw_data = None  # else the field would show what was sent
    if within or field.data is None or field.data is False:
        return
    shown = field._value() if hasattr(field, "_value") else field.data  # noqa: SLF001 - as WTForms' inputs ask for it
    field.raw_data = [str(each) for each in shown] if isinstance(shown, list | tuple | set) else [str(shown)]


def _meanwhile(field: Any) -> str:
    said = {
        "saved": _shown(field, field.object_data) or _("nothing"),
        "typed": _shown(field, field.data) or _("nothing"),
    }
    return str(_("Saved meanwhile: “%(saved)s”. You entered: “%(typed)s”. Please check and save again.", **said))


def _shown(field: Any, value: Any) -> str:
    """A value in words: the labels of what was chosen, days as they are written."""
    if isinstance(value, list | tuple | set):
        return ", ".join(filter(None, (_shown(field, each) for each in value)))
    labels = {str(each.value): str(each.label) for each in _choices(field)}
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, date | time):
        return _of_the_calendar(value)
    text = "" if value is None else str(value)
    shown = labels.get(text, text)
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"


def _of_the_calendar(value: date | time) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return formats.day_and_time(value) if isinstance(value, datetime) else formats.day(value)


def _choices(field: Any) -> list[Any]:
    return [each for each in getattr(field, "choices", None) or () if hasattr(each, "label")]
