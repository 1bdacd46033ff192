"""Values as people type them: the text that goes into an input and, typed in again, gives the same value."""

import re
from collections.abc import Mapping
from typing import Any

from webapp.fields.types import Certainty, Definition, FieldKind, Period

_OF_MONEY = re.compile(r"€|\beuros?\b|\beur\b", re.IGNORECASE)


def as_typed(definition: Definition, value: Any, lang: str = "de") -> Any:
    """What the field's input shows for a clean value; a mapping of texts for a volume, a list for several choices."""
    if definition.kind is FieldKind.VOLUME:
        return _volume(value or {}, lang)
    if definition.kind is FieldKind.SEVERAL:
        return list(value or ())
    if value is None:
        return ""
    if definition.kind is FieldKind.FILE:
        return value["name"]
    if definition.kind is FieldKind.NUMBER:
        return _number(definition, value) if isinstance(value, float) else str(value)
    return "\n".join(value) if definition.kind is FieldKind.TAGS else str(value)


def is_amount(definition: Definition, value: float) -> bool:
    """True for an amount of money with cents: nobody writes „12,5“ euros."""
    return (
        isinstance(value, float) and round(value, 2) == value and any(map(_OF_MONEY.search, definition.label.values()))
    )


def _number(definition: Definition, value: float) -> str:
    text = f"{value:.2f}" if is_amount(definition, value) else f"{value:f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def _volume(value: Mapping[str, Any], lang: str) -> dict[str, str]:
    return {
        "amount": "" if value.get("amount") is None else typed_number(value["amount"], lang),
        "period": value.get("period", Period.TOTAL.value),
        "certainty": value.get("certainty", Certainty.EXACT.value),
        "note": value.get("note", ""),
    }


def typed_number(amount: float, lang: str) -> str:
    """As in „410.000“ and „12,50“, in English “410,000” and “12.50”."""
    text = f"{amount:,}" if isinstance(amount, int) else f"{amount:,.2f}"
    return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))
