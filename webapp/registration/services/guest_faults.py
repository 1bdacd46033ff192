"""What keeps rows and tables of people from being taken, with the cell as it was read until somebody decides."""

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from webapp.foundation.spreadsheets import UNREADABLE, Budget, Row, rows_of
from webapp.foundation.spreadsheets.headings import quoted
from webapp.registration.rules import guests as rules
from webapp.registration.services.inviting import Guest, guest_problems
from webapp.registration.types import Problem

HEADINGS = "headings"
TWICE = "twice"
_ROW = "row"
_SEVERAL, _WHICH = "several", "which"
_WITHIN = 50  # rows among which headings are looked for
_MOST_HEADINGS, _LONGEST_HEADING = 12, 40
_SAYS = "said"


def fault(field: str, problem: str, said: str = "") -> dict[str, Any]:
    """A fault of a row; `said` is the cell that it is about."""
    return {"field": field, "problem": problem, **({_SAYS: quoted(said)} if said.strip() else {})}


def fault_of(row: Row, guest: Guest, columns: Mapping[str, int]) -> dict[str, Any] | None:
    """What keeps a row from being taken."""
    if row.broken:
        return fault(_ROW, "unreadable", " / ".join(cell for cell in row.cells if cell))
    for cell in (guest.name, guest.email, guest.organisation):
        if UNREADABLE in cell:
            return fault(_ROW, "letters", cell)
    addresses = rules.addresses_in(row.cells, columns)
    if len(addresses) > 1:
        return fault(rules.EMAIL, _WHICH, " / ".join(addresses))
    for field, problem in guest_problems(guest).items():
        if problem is Problem.NO_ADDRESS and rules.names_several(guest.email):
            return fault(field, _SEVERAL, guest.email)
        return fault(field, problem.value, getattr(guest, field))
    return None


def faults_of_head(path: Path, budget: Budget) -> list[dict[str, Any]]:
    """Which columns a table without fitting headings lacks, and the headings that were seen instead."""
    rows = list(islice(rows_of(path, budget), _WITHIN))
    place = rules.nearest_head([row.cells for row in rows])
    head: Sequence[str] = () if place is None else rows[place].cells
    number = 0 if place is None else rows[place].number
    lacking = [{"row": number, **fault(field, Problem.MISSING.value)} for field in rules.missing_in(head)]
    seen = [" ".join(cell.split())[:_LONGEST_HEADING] for cell in head if cell.strip()][:_MOST_HEADINGS]
    return [*lacking, *([{"row": number, "field": HEADINGS, _SAYS: seen}] if seen else [])]


def without_words(faults: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The faults without what stood in the cells: whom they are about is nobody's business any more."""
    return [{name: value for name, value in each.items() if name != _SAYS} for each in faults]
