"""Where a row of a table of dates takes place."""

import re
from collections.abc import Sequence
from dataclasses import replace

from webapp.calendar import rules
from webapp.calendar.joining import links_in
from webapp.calendar.online import Where, where_in
from webapp.calendar.tables import columns as c
from webapp.calendar.tables.columns import Columns, all_of, values_of
from webapp.calendar.types import DateHint
from webapp.foundation.text import lines

_TOWN = re.compile(r"((?:[A-Z]{1,2}-)?\d{4,5})\s+(.+)")


def place_of(cells: Sequence[str], columns: Columns) -> tuple[dict[str, str], Where]:
    """Where it takes place: in columns of its own, or all in one as calendar programs have it; and how to join."""
    said = {what: all_of(cells, columns, what) for what in (c.PLACE, c.STREET, c.POSTCODE, c.CITY)}
    if match := _TOWN.fullmatch(all_of(cells, columns, c.TOWN)):
        said[c.POSTCODE], said[c.CITY] = match[1], match[2]
    elif town := all_of(cells, columns, c.TOWN):
        said[c.CITY] = town
    # „Ort: online“ beside an empty postcode is a town to us.
    told = next((what for what in (c.PLACE, c.STREET, c.CITY) if said[what]), c.PLACE)
    where = _where(lines(said[told]), cells, columns)
    said[told] = where.place
    if said[c.PLACE] and not any(said[what] for what in (c.STREET, c.POSTCODE, c.CITY)):
        said |= rules.place_in(lines(said[c.PLACE]))
    if re.search(r"[,\d\n]", said[c.CITY]) and not any(said[what] for what in (c.PLACE, c.STREET, c.POSTCODE)):
        said |= rules.place_in(lines(said[c.CITY]))
    said[c.PLACE] = said[c.PLACE] or said[c.STREET] or said[c.CITY] or said[c.POSTCODE]
    if told_twice(cells, columns):
        where = replace(where, hints=(*where.hints, DateHint.WHERE_UNCLEAR))
    return said, where


def said_of_place(cells: Sequence[str], columns: Columns) -> str:
    """The words that a hint about the place is about."""
    return told_twice(cells, columns) or all_of(cells, columns, c.PLACE)


def told_twice(cells: Sequence[str], columns: Columns) -> str:
    """Two towns or streets, or „Ort“ and „Ort“ of which nobody knows which is the town; empty where there is one."""
    said = [list(dict.fromkeys(values_of(cells, columns, what))) for what in (c.WHERE, c.STREET, c.CITY, c.TOWN)]
    return " / ".join(next((each for each in said if len(each) > 1), []))


def _where(said: str, cells: Sequence[str], columns: Columns) -> Where:
    told = all_of(cells, columns, c.LINK)
    links = links_in(told)
    where = where_in(said, links, all_of(cells, columns, c.TEXT))
    is_to_come = any(map(str.isalnum, told)) and not links and not where.hints and not where.online
    return replace(where, hints=(DateHint.NO_LINK,)) if is_to_come else where
