"""Which column of somebody's table holds what."""

from collections.abc import Callable, Collection, Mapping, Sequence

from webapp.foundation.matching import folded

_LONGEST_QUOTE, _LONGEST_HEADING = 80, 60
_CELLS_QUOTED, _LONGEST_CELL_QUOTED = 3, 30


def as_heading(said: str) -> str:
    """The words of a heading as they are compared, also those of „first_name“."""
    return " ".join(folded(said.replace("_", " ")).split())


def meanings(said: Mapping[str, Collection[str]]) -> Mapping[str, str]:
    """From heading to meaning; compared as all words are: without umlauts, double letters and signs."""
    return {as_heading(word): meaning for meaning, words in said.items() for word in words}


def columns_in(head: Sequence[str], known: Mapping[str, str]) -> dict[str, int]:
    """Which column holds what, by its heading; the first of two that say the same counts."""
    found: dict[str, int] = {}
    for place, heading in enumerate(head):
        meant = known.get(as_heading(heading))
        if meant is not None:
            found.setdefault(meant, place)
    return found


def value_of(row: Sequence[str], columns: Mapping[str, int], what: str) -> str:
    """What a row says in a column; nothing where it is short or the table has no such column."""
    place = columns.get(what)
    return row[place].strip() if place is not None and place < len(row) else ""


def likeliest(rows: Sequence[Sequence[str]], columns: Callable[[Sequence[str]], Collection[str]]) -> int | None:
    """The place of the row that looks most like headings: of which most are understood, and else of several cells."""
    if not rows:
        return None
    filled = [sum(map(bool, cells)) for cells in rows]
    return max(range(len(rows)), key=lambda place: (len(columns(rows[place])), min(2, filled[place]), -place))


def quoted(said: str) -> str:
    """The words of a cell as a message can show them."""
    words = " ".join(said.split())
    return f"{words[:_LONGEST_QUOTE]}…" if len(words) > _LONGEST_QUOTE else words


def named_columns(head: Sequence[str], *, known: Collection[int], rows: Sequence[Sequence[str]]) -> list[str]:
    """By headings the columns in which something stands, apart from the known ones; those without by what they hold."""
    full: dict[int, list[str]] = {}
    for cells in rows:
        for place, cell in enumerate(cells):
            if cell and place not in known and len(full.setdefault(place, [])) < _CELLS_QUOTED:
                full[place].append(cell)
    names = [heading_or_letters(head[place] if place < len(head) else "", place, full[place]) for place in sorted(full)]
    return list(dict.fromkeys(names))


def heading_or_letters(heading: str, place: int, cells: Sequence[str] = ()) -> str:
    """What stands above a column, or its letters where nothing does, with some of what it holds."""
    said = " ".join(heading.split())[:_LONGEST_HEADING]
    if said:
        return said
    letters = ""
    while place >= 0:
        place, letter = place // 26 - 1, place % 26
        letters = chr(ord("A") + letter) + letters
    held = ", ".join(dict.fromkeys(" ".join(cell.split())[:_LONGEST_CELL_QUOTED] for cell in cells))
    return f"{letters} ({held})" if held else letters
