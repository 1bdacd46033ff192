"""What of somebody's table of people isn't read, so that whoever brought it is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp.foundation.spreadsheets import Row
from webapp.foundation.spreadsheets.headings import heading_or_letters, named_columns
from webapp.registration.services.guest_rows import Layout

_UNREAD, _HIDDEN_COLUMNS, _HIDDEN_ROWS = "unread", "hidden_columns", "hidden_rows"
_QUOTED, _MOST_NAMED = 3, 50


@dataclass(slots=True)
class Unread:
    """Columns that mean nothing to us, and rows and columns that people don't see who open the table."""

    hidden_rows: int = 0
    columns: list[str] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    _held: dict[int, list[str]] = field(default_factory=dict)
    _unseen: set[int] = field(default_factory=set)

    def look(self, row: Row) -> None:
        """Note what stands in a row; only a few cells of each column are kept."""
        if row.hidden:
            self.hidden_rows += 1
            return
        self._unseen.update(row.unseen)
        for place, cell in enumerate(row.cells):
            held = self._held.setdefault(place, [])
            if cell and len(held) < _QUOTED:
                held.append(cell)

    def name(self, head: Row, layout: Layout) -> None:
        """Name the columns in which something stood that nobody read."""
        width = max(self._held, default=-1) + 1
        rows = [
            [held[nth] if nth < len(held := self._held.get(place, [])) else "" for place in range(width)]
            for nth in range(_QUOTED)
        ]
        self.columns = named_columns(head.cells, known=layout.read, rows=rows)[:_MOST_NAMED]
        hidden = [heading_or_letters(head.unseen.get(place, ""), place) for place in sorted(self._unseen)]
        self.hidden_columns = list(dict.fromkeys(hidden))[:_MOST_NAMED]

    def as_told(self) -> dict[str, object]:
        """As the list keeps it until somebody decides."""
        told = {_UNREAD: self.columns, _HIDDEN_COLUMNS: self.hidden_columns, _HIDDEN_ROWS: self.hidden_rows}
        return {name: said for name, said in told.items() if said}


def without_unread(columns: Mapping[str, object]) -> dict[str, object]:
    """What columns hold, without words of what they don't: some are quoted from people's rows."""
    return {name: said for name, said in columns.items() if name not in {_UNREAD, _HIDDEN_COLUMNS}}
