"""Dates from elsewhere as plain values, to be kept or handed on."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from webapp.calendar.types import DateFault, DateHint, FoundDate

_MOMENTS = ("starts", "ends")


def as_row(found: FoundDate) -> dict[str, Any]:
    """The date as values that JSON knows."""
    row = asdict(found)
    moments = {name: row[name].isoformat() if row[name] else None for name in _MOMENTS}
    return {**row, **moments, "faults": [*found.faults], "hints": [*found.hints]}


def from_row(row: dict[str, Any]) -> FoundDate:
    """The date that `as_row` wrote down."""
    moments = {name: datetime.fromisoformat(row[name]) if row[name] else None for name in _MOMENTS}
    faults, hints = map(DateFault, row["faults"]), map(DateHint, row.get("hints", ()))
    return FoundDate(**{**row, **moments, "faults": tuple(faults), "hints": tuple(hints)})
