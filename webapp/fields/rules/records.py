"""Definitions as they are stored, and back."""

from collections.abc import Mapping
from typing import Any

from webapp.fields.types import Definition, FieldKind


def to_record(definition: Definition) -> dict[str, object]:
    """The definition as plain data for the database."""
    return {
        **({"corrects": True} if definition.corrects else {}),
        **({"asked_of": list(definition.asked_of)} if definition.asked_of else {}),
        "key": definition.key,
        "kind": definition.kind.value,
        "label": definition.label,
        "help": definition.help,
        "required": definition.required,
        "choices": [[key, label] for key, label in definition.choices],
        "longest": definition.longest,
        "section": definition.section,
        "lowest": definition.lowest,
        "highest": definition.highest,
        "places": definition.places,
        "show_when": [definition.show_when[0], list(definition.show_when[1])] if definition.show_when else None,
        "of_each": definition.of_each,
        "purpose": definition.purpose,
        "kept_days": definition.kept_days,
    }


def from_record(record: Mapping[str, Any]) -> Definition:
    """The definition behind a record of `to_record`, also of one that was stored when definitions said less."""
    choices = tuple((str(key), dict(label)) for key, label in record["choices"])
    when = record.get("show_when")
    return Definition(
        **{
            **record,
            "kind": FieldKind(record["kind"]),
            "choices": choices,
            "show_when": (str(when[0]), tuple(when[1])) if when else None,
            "asked_of": tuple(map(str, record.get("asked_of", ()))),
        }
    )
