"""What a field takes: one normal form per kind, and a named problem where a value can't be taken."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from webapp.fields.rules.texts import lines, one_line
from webapp.fields.rules.volumes import clean_volume
from webapp.fields.types import (
    LONGEST_TAG,
    MOST_TAGS,
    Cleaned,
    Definition,
    FieldKind,
    Problem,
    ProblemCode,
)

_GERMAN_DATE = "%d.%m.%Y"


def clean(definitions: Iterable[Definition], given: Mapping[str, Any]) -> Cleaned:
    """The given fields in their normal form, and the problems of those that can't be taken; other fields stay out.

    Cleaning what is clean changes nothing.
    """
    known = {definition.key: definition for definition in definitions}
    values: dict[str, Any] = {}
    problems: dict[str, Problem] = {}
    for key, value in given.items():
        cleaned = clean_one(known[key], value) if key in known else Problem(ProblemCode.UNKNOWN_FIELD)
        if isinstance(cleaned, Problem):
            problems[key] = cleaned
        else:
            values[key] = cleaned
    return Cleaned(values, problems)


def clean_one(definition: Definition, given: Any) -> Any:
    """One value in its normal form, None when it is empty, or the Problem with it."""
    return None if given is None else _CLEANERS[definition.kind](definition, given)


def missing(definitions: Iterable[Definition], values: Mapping[str, Any]) -> dict[str, Problem]:
    """The required fields without a value."""
    return {d.key: Problem(ProblemCode.MISSING) for d in definitions if d.required and values.get(d.key) is None}


def _text(definition: Definition, given: Any) -> str | Problem | None:
    return _measured(definition, one_line(given)) if isinstance(given, str) else Problem(ProblemCode.WRONG_KIND)


def _long_text(definition: Definition, given: Any) -> str | Problem | None:
    return _measured(definition, lines(given)) if isinstance(given, str) else Problem(ProblemCode.WRONG_KIND)


def _measured(definition: Definition, text: str) -> str | Problem | None:
    if len(text) > definition.longest:
        return Problem(ProblemCode.TOO_LONG, definition.longest)
    return text or None


def _choice(definition: Definition, given: Any) -> str | Problem | None:
    if given == "":
        return None
    known = {key for key, _ in definition.choices}
    return given if isinstance(given, str) and given in known else Problem(ProblemCode.NO_CHOICE)


def _tags(_definition: Definition, given: Any) -> list[str] | Problem | None:
    """Tags come one per line or as a list; the same word in another case is the same tag."""
    parts = lines(given).split("\n") if isinstance(given, str) else given
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        return Problem(ProblemCode.WRONG_KIND)
    tags: dict[str, str] = {}
    for part in map(one_line, parts):
        if part:
            tags.setdefault(part.casefold(), part)
    if len(tags) > MOST_TAGS:
        return Problem(ProblemCode.TOO_MANY, MOST_TAGS)
    if any(len(tag) > LONGEST_TAG for tag in tags.values()):
        return Problem(ProblemCode.TOO_LONG, LONGEST_TAG)
    return list(tags.values()) or None


def _date(_definition: Definition, given: Any) -> str | Problem | None:
    if not isinstance(given, str):
        return Problem(ProblemCode.WRONG_KIND)
    typed = one_line(given).replace(" ", "")
    if not typed:
        return None
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        return _german_date(typed)


def _german_date(typed: str) -> str | Problem:
    try:
        return datetime.strptime(typed, _GERMAN_DATE).date().isoformat()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return Problem(ProblemCode.NO_DATE)


def _volume(_definition: Definition, given: Any) -> dict[str, Any] | Problem | None:
    return clean_volume(given)


_CLEANERS: dict[FieldKind, Callable[[Definition, Any], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _long_text,
    FieldKind.CHOICE: _choice,
    FieldKind.TAGS: _tags,
    FieldKind.DATE: _date,
    FieldKind.VOLUME: _volume,
}
