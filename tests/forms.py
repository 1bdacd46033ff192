"""Forms as a browser would send them: everything that stands in the page, with what is typed over it."""

from typing import Any


def sent_from(document: Any, marker: str) -> dict[str, list[str]]:
    """The values of the page's form that holds a field named `marker`, as a browser sends them untouched."""
    for form in document.iter("form"):
        values = dict(_values(form))
        if marker in values:
            found: dict[str, list[str]] = {}
            for name, value in _values(form):
                found.setdefault(name, []).append(value)
            return found
    raise LookupError(marker)


def _values(form: Any) -> list[tuple[str, str]]:
    found = []
    for each in form.iter():
        name, kind = each.get("name"), each.get("type", "")
        if not name or each.get("disabled") is not None or kind in {"submit", "file"}:
            continue
        if each.tag == "input" and (kind not in {"radio", "checkbox"} or each.get("checked") is not None):
            found.append((name, each.get("value", "")))
        elif each.tag == "textarea":
            found.append((name, (each.text or "").removeprefix("\n")))
        elif each.tag == "select":
            options = list(each.iter("option"))
            chosen = [one for one in options if one.get("selected") is not None] or options[:1]
            found += [(name, one.get("value", "")) for one in chosen]
    return found
