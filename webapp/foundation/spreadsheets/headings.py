"""Which column of somebody's table holds what."""

from collections.abc import Collection, Mapping, Sequence

from webapp.foundation.matching import folded


def meanings(said: Mapping[str, Collection[str]]) -> Mapping[str, str]:
    """From heading to meaning; compared as all words are: without umlauts, double letters and signs."""
    return {" ".join(folded(word).split()): meaning for meaning, words in said.items() for word in words}


def columns_in(head: Sequence[str], known: Mapping[str, str]) -> dict[str, int]:
    """Which column holds what, by its heading; the first of two that say the same counts."""
    found: dict[str, int] = {}
    for place, heading in enumerate(head):
        meant = known.get(" ".join(folded(heading).split()))
        if meant is not None:
            found.setdefault(meant, place)
    return found


def value_of(row: Sequence[str], columns: Mapping[str, int], what: str) -> str:
    """What a row says in a column; nothing where it is short or the table has no such column."""
    place = columns.get(what)
    return row[place].strip() if place is not None and place < len(row) else ""
