"""The normal form of each kind of field."""

from collections.abc import Callable
from datetime import date, datetime

from webapp.fields.rules.singles import clean_email, clean_file, clean_number, clean_phone, clean_trade
from webapp.fields.rules.volumes import clean_volume
from webapp.fields.types import (
    LONGEST_TAG,
    MOST_TAGS,
    NO,
    YES,
    Definition,
    FieldKind,
    Problem,
    ProblemCode,
    Volume,
)
from webapp.foundation.text import distinct, lines, one_line

_GERMAN_DATE = "%d.%m.%Y"
_FIRST_YEAR, _LAST_YEAR = 1900, 2199  # birthdays of the oldest, and what spreadsheets know as a day


def _text(definition: Definition, given: object) -> str | Problem | None:
    return _measured(definition, one_line(given)) if isinstance(given, str) else Problem(ProblemCode.WRONG_KIND)


def _long_text(definition: Definition, given: object) -> str | Problem | None:
    return _measured(definition, lines(given)) if isinstance(given, str) else Problem(ProblemCode.WRONG_KIND)


def _measured(definition: Definition, text: str) -> str | Problem | None:
    if len(text) > definition.longest:
        return Problem(ProblemCode.TOO_LONG, definition.longest)
    return text or None


def _choice(definition: Definition, given: object) -> str | Problem | None:
    if given == "":
        return None
    known = {key for key, _ in definition.choices}
    return given if isinstance(given, str) and given in known else Problem(ProblemCode.NO_CHOICE)


def _tags(_definition: Definition, given: object) -> list[str] | Problem | None:
    """Tags come one per line or as a list; the same word in another case is the same tag."""
    parts = lines(given).split("\n") if isinstance(given, str) else given
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        return Problem(ProblemCode.WRONG_KIND)
    tags = distinct(parts)
    if len(tags) > MOST_TAGS:
        return Problem(ProblemCode.TOO_MANY, MOST_TAGS)
    if any(len(tag) > LONGEST_TAG for tag in tags):
        return Problem(ProblemCode.TOO_LONG, LONGEST_TAG)
    return tags or None


def _date(_definition: Definition, given: object) -> str | Problem | None:
    if not isinstance(given, str):
        return Problem(ProblemCode.WRONG_KIND)
    typed = one_line(given).replace(" ", "")
    if not typed:
        return None
    day = _day_in(typed)
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return Problem(ProblemCode.NO_DATE)
    return day.isoformat()


def _day_in(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        pass
    try:
        return datetime.strptime(typed, _GERMAN_DATE).date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def _volume(_definition: Definition, given: object) -> Volume | Problem | None:
    return clean_volume(given)


def _yes_no(_definition: Definition, given: object) -> str | Problem | None:
    if given in ("", None):
        return None
    return given if given in (YES, NO) else Problem(ProblemCode.NO_CHOICE)


def _several(definition: Definition, given: object) -> list[str] | Problem | None:
    """Choices in the order of the definition, each once."""
    chosen = [given] if isinstance(given, str) else given
    if not isinstance(chosen, list | tuple):
        return Problem(ProblemCode.WRONG_KIND)
    known = [key for key, _ in definition.choices]
    wanted = [key for key in chosen if key != ""]
    if not all(key in known for key in wanted):
        return Problem(ProblemCode.NO_CHOICE)
    return [key for key in known if key in wanted] or None


CLEANERS: dict[FieldKind, Callable[[Definition, object], object]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _long_text,
    FieldKind.CHOICE: _choice,
    FieldKind.TAGS: _tags,
    FieldKind.DATE: _date,
    FieldKind.VOLUME: _volume,
    FieldKind.NUMBER: clean_number,
    FieldKind.EMAIL: clean_email,
    FieldKind.PHONE: clean_phone,
    FieldKind.SEVERAL: _several,
    FieldKind.YES_NO: _yes_no,
    FieldKind.PHOTOS: _yes_no,
    FieldKind.FILE: clean_file,
    FieldKind.TRADE: clean_trade,
    FieldKind.ORGANISATION: _text,
    FieldKind.STATION: _choice,
    FieldKind.ACCESS_NEEDS: _long_text,
}
