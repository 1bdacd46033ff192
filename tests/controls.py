"""A form as a browser holds it: what stands in its controls, what scripts hide, and what is sent."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

TICKED = {"checkbox", "radio"}
_UNTOUCHED = {"hidden", "submit", "button", "file", "search"}


@dataclass(frozen=True, slots=True)
class Control:
    """`key` tells the boxes of one name apart; `state` is a text, or whether it is ticked."""

    name: str
    type: str
    value: str
    state: Any
    options: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    marked_optional: bool = False
    is_disabled: bool = False

    @property
    def key(self) -> str:
        return f"{self.name}={self.value}" if self.type in TICKED else self.name

    @property
    def is_typed(self) -> bool:
        """True for what people fill in by hand."""
        return self.type not in _UNTOUCHED


def form_with(document: Any, name: str) -> Any:
    """The form of the page that has a control of this name."""
    return next(form for form in document.iter("form") if any(each.get("name") == name for each in form.iter()))


def controls(form: Any) -> dict[str, Control]:
    """Everything with a name in the order of the page."""
    marked = {label.get("for") for label in form.iter("label") if _says_optional(label)}
    found = list(_walk(form, Control("", "", "", "")))
    return {each.key: replace(each, marked_optional=each.marked_optional or id_ in marked) for id_, each in found}


def _says_optional(words: Any) -> bool:
    return any("kern-label__optional" in (each.get("class") or "") for each in words.iter())


def _walk(element: Any, around: Control) -> Iterator[tuple[str | None, Control]]:
    """The controls with their ids; `around` holds what a fieldset says of all in it."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag == "template":
            continue
        when = child.get("data-show-when")
        is_marked = child.tag == "fieldset" and any(each.tag == "legend" and _says_optional(each) for each in child)
        inside = replace(
            around,
            conditions=(*around.conditions, when) if when else around.conditions,
            marked_optional=around.marked_optional or is_marked,
        )
        if child.tag in {"input", "select", "textarea"} and child.get("name"):
            control = _control(child)
            yield (
                child.get("id"),
                replace(
                    control,
                    conditions=inside.conditions,
                    marked_optional=inside.marked_optional,
                    is_disabled=child.get("disabled") is not None,
                ),
            )
        yield from _walk(child, inside)


def _control(element: Any) -> Control:
    name = element.get("name")
    if element.tag == "textarea":
        return Control(name, "textarea", "", (element.text or "").removeprefix("\n"))
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = next((each for each in options if each.get("selected") is not None), options[0])
        return Control(name, "select", "", chosen.get("value"), tuple(each.get("value") for each in options))
    kind = element.get("type", "text")
    if kind in TICKED:
        return Control(name, kind, element.get("value", "on"), element.get("checked") is not None)
    return Control(name, kind, "", element.get("value", ""))


def with_scripts(found: dict[str, Control]) -> dict[str, Control]:
    """The controls that scripts leave to be seen; what they hide is neither shown nor sent."""
    shown = dict(found)
    for _ in range(len(found)):
        left = {key: each for key, each in shown.items() if all(_is_met(when, shown) for when in each.conditions)}
        if len(left) == len(shown):
            break
        shown = left
    return shown


def _is_met(condition: str, shown: dict[str, Control]) -> bool:
    """As `_conditions.js` reads it."""
    return any(_holds(part, shown) for part in condition.split(";"))


def _holds(part: str, shown: dict[str, Control]) -> bool:
    name, _, wanted = part.removeprefix("!").partition("=")
    given = [
        each.value if each.type in TICKED else each.state
        for each in shown.values()
        if each.name == name and (each.type not in TICKED or each.state)
    ]
    met = bool(set(given) & set(wanted.split("|"))) if wanted else any(str(each).strip() for each in given)
    return met != part.startswith("!")


def sent(found: dict[str, Control]) -> dict[str, list[str]]:
    """What a browser sends of these controls."""
    data: dict[str, list[str]] = {}
    for each in found.values():
        if each.is_disabled or each.type in {"submit", "button", "file"} or (each.type in TICKED and not each.state):
            continue
        data.setdefault(each.name, []).append(each.value if each.type in TICKED else each.state)
    return data


def put(found: dict[str, Control], **states: Any) -> dict[str, Control]:
    """These controls with other states; a radio button that is ticked unticks its neighbours."""
    changed = dict(found)
    for key, state in states.items():
        control = changed[key]
        if control.type == "radio" and state:
            changed |= {
                k: replace(c, state=False) for k, c in changed.items() if c.type == "radio" and c.name == control.name
            }
        changed[key] = replace(control, state=state)
    return changed
