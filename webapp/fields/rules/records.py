"""Definitions as they are stored, and back."""

from typing import Any

from webapp.fields.types import Definition, FieldKind


def to_record(definition: Definition) -> dict[str, Any]:
    """The definition as plain data for the database."""
    return {
        "key": definition.key,
        "kind": definition.kind.value,
        "label": definition.label,
        "help": definition.help,
        "required": definition.required,
        "choices": [[key, label] for key, label in definition.choices],
        "longest": definition.longest,
        "section": definition.section,
    }


def from_record(record: dict[str, Any]) -> Definition:
    """The definition behind a record of `to_record`."""
    choices = tuple((str(key), dict(label)) for key, label in record["choices"])
    return Definition(**{**record, "kind": FieldKind(record["kind"]), "choices": choices})
