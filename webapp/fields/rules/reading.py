"""Answers read with the question as it was asked: whether a value belongs to it, and whether it still reads alike."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from webapp.fields.rules import clean_one
from webapp.fields.types import CHOOSES, NO, YES, Definition, FieldKind, Problem, ProblemCode

_PARTS_OF_FILES = frozenset({"id", "name", "size", "type"})
_PARTS_OF_VOLUMES = frozenset({"amount", "period", "certainty", "note"})


def fits(definition: Definition, value: object) -> bool:
    """True when the value has the form that answers of this kind have."""
    test = _FORMS.get(definition.kind)
    return test(value) if test else isinstance(value, str)


def belongs(definition: Definition, value: object) -> bool:
    """True when it fits and all that was chosen is known to the question."""
    if definition.kind not in CHOOSES or not fits(definition, value):
        return fits(definition, value)
    return set(chosen_in(value)) <= {key for key, _label in definition.choices}


def offered(definition: Definition, value: object) -> bool:
    """True when all that was chosen is among the definition's answers; nothing else can take places of its own."""
    if definition.kind is FieldKind.STATION:
        return isinstance(value, str)
    known = {key for key, _label in definition.choices}
    return (
        definition.kind in CHOOSES and (isinstance(value, str) or _is_texts(value)) and set(chosen_in(value)) <= known
    )


def reads_alike(before: Definition, now: Definition, value: object) -> bool:
    """True when the answer could be given to the newer question and would say the same there.

    Else a form mustn't show it as given: the words around it have changed, or it can't be taken any more.
    """
    if before.kind is not now.kind or not same_words(before.label, now.label):
        return False
    if now.kind is FieldKind.STATION or before == now:
        return True
    if now.kind in CHOOSES:
        old, new = dict(before.choices), dict(now.choices)
        return all(key in old and key in new and same_words(old[key], new[key]) for key in chosen_in(value)) and fits(
            now, value
        )
    return fits(now, value) and bool(clean_one(now, value) == value)


def same_words(before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """True when two texts say the same in each language that both have; a translation added changes nothing."""
    both = {lang for lang in before if before[lang]} & {lang for lang in now if now[lang]}
    return all(before[lang] == now[lang] for lang in both)


def chosen_in(value: Any) -> list[str]:
    """The keys of the answers that a value of `CHOOSES` names."""
    return [value] if isinstance(value, str) else list(value)


def plain(value: object) -> str:
    """Any value as text, for what has no question to read it by."""
    if isinstance(value, list | tuple):
        return ", ".join(plain(each) for each in value)
    if isinstance(value, dict):
        return plain(value["name"]) if "name" in value else ", ".join(plain(each) for each in value.values() if each)
    return "" if value is None else str(value)


def _is_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_FORMS: dict[FieldKind, Callable[[object], bool]] = {
    FieldKind.SEVERAL: _is_texts,
    FieldKind.TAGS: _is_texts,
    FieldKind.NUMBER: _is_number,
    FieldKind.DATE: _is_day,
    FieldKind.YES_NO: lambda value: value in (YES, NO),
    FieldKind.PHOTOS: lambda value: value in (YES, NO),
    FieldKind.FILE: lambda value: isinstance(value, dict) and value.keys() >= _PARTS_OF_FILES,
    FieldKind.VOLUME: lambda value: isinstance(value, dict) and value.keys() >= _PARTS_OF_VOLUMES,
}


def fully_booked(given: Mapping[str, object], left: Mapping[tuple[str, str], int | None]) -> dict[str, Problem]:
    """The questions whose one answer has no place left; None is left of what has no limit."""
    full = [choice for choice, number in left.items() if number is not None and number < 1]
    return {key: Problem(ProblemCode.FULL) for key, choice in full if given.get(key) == choice}
