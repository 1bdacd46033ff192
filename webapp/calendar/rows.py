"""Dates from elsewhere as plain values, to be kept or handed on."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from webapp.calendar.types import DateFault, DateHint, FoundDate

_MOMENTS = ("starts", "ends")
_AGAIN = " again"  # the second time that a clock shows it


def as_row(found: FoundDate) -> dict[str, object]:
    """The date as values that JSON knows."""
    row = asdict(found)
    moments = {name: _written(row[name]) if row[name] else None for name in _MOMENTS}
    return {**row, **moments, "faults": [*found.faults], "hints": [*found.hints]}


def from_row(row: dict[str, Any]) -> FoundDate:
    """The date that `as_row` wrote down."""
    moments = {name: _read(row[name]) if row[name] else None for name in _MOMENTS}
    faults, hints = map(DateFault, row["faults"]), map(DateHint, row.get("hints", ()))
    return FoundDate(**{**row, **moments, "faults": tuple(faults), "hints": tuple(hints)})


def _written(moment: datetime) -> str:
    return moment.isoformat() + _AGAIN * moment.fold


def _read(written: str) -> datetime:
    moment = datetime.fromisoformat(written.removesuffix(_AGAIN))
    return moment.replace(fold=1) if written.endswith(_AGAIN) else moment
