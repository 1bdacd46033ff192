"""What a field takes: one normal form per kind, and a named problem where a value can't be taken."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from webapp.fields.rules.cleaners import CLEANERS
from webapp.fields.types import Cleaned, Definition, Problem, ProblemCode


def clean(definitions: Iterable[Definition], given: Mapping[str, object]) -> Cleaned:
    """The given fields in their normal form, and the problems of those that can't be taken; other fields stay out.

    Cleaning what is clean changes nothing.
    """
    known = {definition.key: definition for definition in definitions}
    values: dict[str, object] = {}
    problems: dict[str, Problem] = {}
    for key, value in given.items():
        cleaned = clean_one(known[key], value) if key in known else Problem(ProblemCode.UNKNOWN_FIELD)
        if isinstance(cleaned, Problem):
            problems[key] = cleaned
        else:
            values[key] = cleaned
    return Cleaned(values, problems)


def clean_one(definition: Definition, given: object) -> object:
    """One value in its normal form, None when it is empty, or the Problem with it."""
    return None if given is None else CLEANERS[definition.kind](definition, given)


def visible(definitions: Iterable[Definition], values: Mapping[str, object]) -> tuple[Definition, ...]:
    """The fields that are asked of somebody who gave these answers; what hangs on a hidden field is hidden too."""
    shown: list[Definition] = []
    for definition in definitions:
        if definition.show_when is None or _is_met(definition.show_when, values, {each.key for each in shown}):
            shown.append(definition)
    return tuple(shown)


def asked_in(definitions: Iterable[Definition], group: str) -> tuple[Definition, ...]:
    """The fields that are asked of people of this group; what hangs on one that isn't asked of them isn't either."""
    asked: list[Definition] = []
    others: set[str] = set()
    for each in definitions:
        if (each.asked_of and group not in each.asked_of) or (each.show_when and each.show_when[0] in others):
            others.add(each.key)
        else:
            asked.append(each)
    return tuple(asked)


def asked_of_instead(definitions: Iterable[Definition], renamed: Mapping[str, str]) -> tuple[Definition, ...]:
    """The fields with other keys for the groups that alone are asked; a group without a new key keeps its own."""
    return tuple(replace(each, asked_of=tuple(renamed.get(key, key) for key in each.asked_of)) for each in definitions)


def check(definitions: Iterable[Definition], given: Mapping[str, object]) -> Cleaned:
    """All answers of a form: clean, complete and without those that nobody was asked for.

    Unlike `clean` it takes what isn't given for empty.
    """
    definitions = tuple(definitions)
    known = {definition.key for definition in definitions}
    cleaned = clean(definitions, {key: value for key, value in given.items() if key in known})
    asked = visible(definitions, cleaned.values)
    keys = {definition.key for definition in asked}
    values = {key: value for key, value in cleaned.values.items() if key in keys and value is not None}
    problems = {key: problem for key, problem in cleaned.problems.items() if key in keys}
    for key, problem in missing(asked, values).items():
        problems.setdefault(key, problem)
    return Cleaned(values, problems)


def _is_met(condition: tuple[str, tuple[str, ...]], values: Mapping[str, Any], shown: set[str]) -> bool:
    key, wanted = condition
    given = values.get(key)
    return key in shown and bool({given} & set(wanted) if isinstance(given, str) else set(given or ()) & set(wanted))


def missing(definitions: Iterable[Definition], values: Mapping[str, object]) -> dict[str, Problem]:
    """The required fields without a value."""
    return {d.key: Problem(ProblemCode.MISSING) for d in definitions if d.required and values.get(d.key) is None}
