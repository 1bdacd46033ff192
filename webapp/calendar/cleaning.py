"""The words of a date from elsewhere, cut to what an event can hold."""

from dataclasses import replace

from webapp.calendar.types import DateHint, FoundDate
from webapp.fields.rules.texts import lines, one_line

_LONGEST_TITLE, _LONGEST_PLACE, _LONGEST_CODE, _LONGEST_CITY = 200, 200, 12, 120
_LONGEST_TEXT = 20_000


def cleaned(found: FoundDate) -> FoundDate:
    """The same date with its words brought into one form; whatever had to be shortened is said."""
    whole = {"title": _LONGEST_TITLE, "place": _LONGEST_PLACE, "street": _LONGEST_PLACE, "city": _LONGEST_CITY}
    is_cut = len(lines(found.text)) > _LONGEST_TEXT
    is_cut |= any(len(one_line(getattr(found, name))) > longest for name, longest in whole.items())
    return replace(
        found,
        hints=(*found.hints, DateHint.SHORTENED) if is_cut else found.hints,
        title=one_line(found.title)[:_LONGEST_TITLE],
        place=one_line(found.place)[:_LONGEST_PLACE],
        street=one_line(found.street)[:_LONGEST_PLACE],
        postcode=one_line(found.postcode)[:_LONGEST_CODE],
        city=one_line(found.city)[:_LONGEST_CITY],
        text=lines(found.text)[:_LONGEST_TEXT],
    )
