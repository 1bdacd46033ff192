"""A table of people, looked through: how many can be taken, which rows can't, and what isn't read of it."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from webapp.foundation import files
from webapp.foundation.email_addresses import checked_address, normal_form
from webapp.foundation.spreadsheets import Budget, Row, TableInvalidError, TableProblem, tables_in
from webapp.foundation.stopping import go_on
from webapp.registration.rules import guests as rules
from webapp.registration.services.guest_faults import TWICE, fault, faults_of_head
from webapp.registration.services.guest_rows import Layout, fault_of, guest_in, layout_of, notes_of
from webapp.registration.services.guests_above import fault_above, rows_above
from webapp.registration.services.inviting import Guest
from webapp.registration.services.unread_guests import Unread

MOST_SHOWN = 5  # people, before anybody is invited
MOST_FAULTS = 500  # named one by one; more are counted
_PORTION = 500
NO_COLUMNS = "no_addresses"
Known = Callable[[set[str]], set[str]]


@dataclass(slots=True)
class Found:
    """What was found in a table; `problem` says why nothing was."""

    columns: dict[str, int] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    sheet: str = ""
    left_sheets: str = ""
    rows: int = 0
    good: int = 0
    known: int = 0
    faulty: int = 0
    faults: list[dict[str, object]] = field(default_factory=list)
    notes: list[dict[str, object]] = field(default_factory=list)
    noted: int = 0
    unread: Unread = field(default_factory=Unread)
    sample: list[dict[str, str]] = field(default_factory=list)
    problem: str = ""

    def show(self, row: Row, guest: Guest, notes: Sequence[dict[str, object]]) -> None:
        told = ({"row": row.number, **note, "taken": True} for note in notes)
        self.noted += len(notes)
        self.notes += islice(told, MOST_FAULTS - len(self.notes))
        if len(self.sample) < MOST_SHOWN:
            self.sample.append({name: getattr(guest, name) for name in ("name", "email", "language")})

    def note(self, row: Row, why: dict[str, object]) -> None:
        self.faulty += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append({"row": row.number, **why})


def look_through(file_id: str, language: str, known: Known) -> Found:
    """What the table holds; `known` says which of some addresses, in their normal form, are known already."""
    try:
        return _counted(file_id, language, known)
    except FileNotFoundError:
        return Found(problem=TableProblem.NO_TABLE)
    except TableInvalidError as refusal:
        return Found(problem=str(refusal.problem))


def _counted(file_id: str, language: str, known: Known) -> Found:
    """What the first sheet with people holds; in which others something stands is only named."""
    found: Found | None = None
    left: list[str] = []
    path = files.path_of(file_id)
    for table in tables_in(path, rules.HEADINGS, Budget(go_on=go_on), left=left):
        if found is not None:
            left.append(table.sheet)
            continue
        layout = layout_of(table.head)
        found = Found(columns=dict(layout.columns), sheet=table.sheet[:100])
        found.addresses = rules.headings_of_addresses(table.head.cells)
        for row in rows_above(table, layout, found.unread):
            found.note(row, fault_above(row))
        _count(found, layout, table.rows, language, known)
        found.unread.name(table.head, layout)
    if found is None:
        return Found(problem=NO_COLUMNS, faults=faults_of_head(path, Budget(go_on=go_on)))
    found.left_sheets = textwrap.shorten(", ".join(left), 500, placeholder=" …")
    return found


def _count(found: Found, layout: Layout, rows: Iterator[Row], language: str, known: Known) -> None:
    seen = set[str]()
    while portion := list(islice(rows, _PORTION)):
        fresh: set[str] = set()
        for row in portion:
            found.rows += 1
            found.unread.look(row)
            if row.hidden:
                continue
            guest = guest_in(row, layout, language, None)
            why = fault_of(row, guest, layout)
            normal = "" if why else normal_form(checked_address(guest.email))
            if why is None and normal in seen:
                why = fault(rules.EMAIL, TWICE, guest.email)
            if why is not None:
                found.note(row, why)
                continue
            found.show(row, guest, notes_of(row, layout))
            fresh.add(normal)
            seen.add(normal)
        here = known(fresh)
        found.known += len(here)
        found.good += len(fresh) - len(here)
