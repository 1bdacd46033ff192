"""What makes a set of fields a form that people can fill in, and keys for what its author adds."""

from collections.abc import Collection, Iterable

from webapp.fields.types import CHOOSES, CONDITIONS, NO, YES, YES_OR_NO, Definition, Fault
from webapp.foundation.matching import folded

_LONGEST_KEY = 40


def faults(definitions: Iterable[Definition]) -> dict[str, Fault]:
    """What keeps the set from being asked, by the key of the field; the first fault of each."""
    found: dict[str, Fault] = {}
    before: dict[str, Definition] = {}
    for each in definitions:
        if fault := _fault(each, before):
            found[each.key] = fault
        before[each.key] = each
    return found


def answers_to(definition: Definition) -> tuple[str, ...]:
    """The answers that a condition can hang on; none for a field that takes free text."""
    if definition.kind in YES_OR_NO:
        return (YES, NO)
    return tuple(key for key, _label in definition.choices) if definition.kind in CONDITIONS else ()


def new_key(label: str, taken: Collection[str], otherwise: str) -> str:
    """A key that says what it is for and that nothing else has: `anreise`, `anreise_2`."""
    stem = folded(label).strip().replace(" ", "_")[:_LONGEST_KEY].strip("_") or otherwise
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key


def _fault(definition: Definition, before: dict[str, Definition]) -> Fault | None:
    if definition.key in before:
        return Fault.SAME_KEY
    if definition.kind in CHOOSES and not definition.choices:
        return Fault.NO_CHOICES
    if definition.lowest is not None and definition.highest is not None and definition.lowest > definition.highest:
        return Fault.NO_RANGE
    return _condition_fault(definition, before) if definition.show_when else None


def _condition_fault(definition: Definition, before: dict[str, Definition]) -> Fault | None:
    key, wanted = definition.show_when or ("", ())
    if key not in before:
        return Fault.CONDITION_LATER
    if before[key].of_each != definition.of_each:
        return Fault.CONDITION_OF_OTHERS
    return None if wanted and set(wanted) <= set(answers_to(before[key])) else Fault.CONDITION_GONE
