"""What keeps rows and tables of people from being taken, with the cell as it was read until somebody decides."""

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

from webapp.foundation.spreadsheets import Budget, Row, rows_of
from webapp.foundation.spreadsheets.headings import quoted
from webapp.registration.rules import guests as rules
from webapp.registration.types import Problem

HEADINGS = "headings"
TWICE = "twice"
HIDDEN = "hidden"
_WITHIN = 50  # rows among which headings are looked for
_MOST_HEADINGS, _LONGEST_HEADING = 12, 40
_SAYS = "said"


def fault(field: str, problem: str, said: str = "") -> dict[str, object]:
    """A fault of a row; `said` is the cell that it is about."""
    return {"field": field, "problem": problem, **({_SAYS: quoted(said)} if said.strip() else {})}


def faults_of_head(path: Path, budget: Budget) -> list[dict[str, object]]:
    """Which columns a table without fitting headings lacks, and the headings that were seen instead."""
    rows = list(islice(rows_of(path, budget), _WITHIN))
    place = rules.nearest_head([row.cells for row in rows])
    nearest = Row(0, ()) if place is None else rows[place]
    head, number = nearest.cells, nearest.number
    lacking = [{"row": number, **fault(field, Problem.MISSING.value)} for field in rules.missing_in(head)]
    seen = [" ".join(cell.split())[:_LONGEST_HEADING] for cell in head if cell.strip()][:_MOST_HEADINGS]
    unseen = [quoted(cell)[:_LONGEST_HEADING] for cell in nearest.unseen.values()][:_MOST_HEADINGS]
    told = {HEADINGS: seen, HIDDEN: unseen}
    return lacking + [{"row": number, "field": name, _SAYS: said} for name, said in told.items() if said]


def without_words(faults: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """The faults without what stood in the cells: whom they are about is nobody's business any more."""
    return [{name: value for name, value in each.items() if name != _SAYS} for each in faults]
