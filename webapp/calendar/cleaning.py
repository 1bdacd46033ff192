"""The words of a date from elsewhere, cut to what an event can hold."""

from dataclasses import replace
from typing import Any

from webapp.calendar.types import DateHint, FoundDate
from webapp.foundation.text import lines, one_line

_LONGEST = {"title": 200, "place": 200, "street": 200, "postcode": 12, "city": 120}
_LONGEST_TEXT = 20_000


def cleaned(found: FoundDate) -> FoundDate:
    """The same date with its words brought into one form; whatever had to be shortened is said."""
    whole: dict[str, Any] = {name: one_line(getattr(found, name)) for name in _LONGEST}
    kept = {name: text[: _LONGEST[name]] for name, text in whole.items()}
    text = lines(found.text)
    is_cut = kept != whole or len(text) > _LONGEST_TEXT
    hints = (*found.hints, DateHint.SHORTENED) if is_cut else found.hints
    return replace(found, hints=hints, text=text[:_LONGEST_TEXT], **kept)
