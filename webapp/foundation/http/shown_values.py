"""What stands in a field, in words."""

from datetime import date, datetime, time
from typing import Protocol

from flask_babel import gettext as _
from wtforms import Field

from webapp.foundation.http import formats

_LONGEST_SHOWN = 200


class _Choice(Protocol):
    value: object
    label: object


def shown(field: Field, value: object) -> str:
    """A value in words: the labels of what was chosen, days as they are written."""
    if isinstance(value, list | tuple | set):
        return ", ".join(filter(None, (shown(field, each) for each in value)))
    labels = {str(each.value): str(each.label) for each in _choices(field)}
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, date | time):
        return _of_the_calendar(value)
    text = "" if value is None else str(value)
    said = labels.get(text, text)
    return said if len(said) <= _LONGEST_SHOWN else f"{said[:_LONGEST_SHOWN]}…"


def _of_the_calendar(value: date | time) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return formats.day_and_time(value) if isinstance(value, datetime) else formats.day(value)


def _choices(field: Field) -> list[_Choice]:
    return [each for each in getattr(field, "choices", None) or () if hasattr(each, "label")]
