"""A name whose parts stand in several columns: none is lost, none is said twice, and titles stand in front."""

from itertools import product

import pytest

from tests.tables import book
from webapp.foundation.spreadsheets import tables_in
from webapp.registration.rules import guests as rules
from webapp.registration.services.guest_rows import guest_in, layout_of


@pytest.fixture
def name(tmp_path):
    def run(**cells):
        path = tmp_path / "list"
        path.write_bytes(book([[*cells, "E-Mail"], [*cells.values(), "ada@example.org"]]))
        (table,) = tables_in(path, rules.HEADINGS)
        (row,) = table.rows
        return guest_in(row, layout_of(table.head), "de", None).name

    return run


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Name": "Ada", "Nachname": "Müller"}, "Ada Müller"),
        ({"Name": "Ada Müller", "Nachname": "Müller"}, "Ada Müller"),
        ({"Name": "Müller, Ada", "Nachname": "Müller"}, "Ada Müller"),
        ({"Name": "Müller", "Nachname": "Müller"}, "Müller"),
        ({"Name": "", "Nachname": "Müller"}, "Müller"),
        ({"Name": "Ada", "Nachname": ""}, "Ada"),
        ({"Vorname": "Ada", "Name": "Ada Müller"}, "Ada Müller"),
        ({"Vorname": "Ada", "Name": "Müller Ada"}, "Ada Müller"),
        ({"Vorname": "Ada", "Name": "Müller, Ada"}, "Ada Müller"),
        ({"Vorname": "Ada", "Name": "Müller"}, "Ada Müller"),
        ({"Vorname": "Ada", "Name": "Dr. Ada Müller"}, "Dr. Ada Müller"),
        ({"Vorname": "Ada", "Nachname": "Ada Müller"}, "Ada Müller"),
        ({"Vorname": "Thomas", "Name": "Thomas"}, "Thomas Thomas"),
        ({"Vorname": "Ada", "Name": "Adam"}, "Ada Adam"),
        ({"Vorname": "Anna", "Nachname": "Dr. Müller"}, "Dr. Anna Müller"),
        ({"Vorname": "Anna", "Nachname": "Müller, Dr."}, "Dr. Anna Müller"),
        ({"Vorname": "Anna", "Name": "Prof. Dr. von der Heide"}, "Prof. Dr. Anna von der Heide"),
        ({"Vorname": "Anna", "Nachname": "Frau Müller"}, "Frau Anna Müller"),
        ({"Vorname": "Dr. Anna", "Nachname": "Müller"}, "Dr. Anna Müller"),
        ({"Vorname": "Anna", "Nachname": "Dr."}, "Anna Dr."),
        ({"Vorname": "Ada", "Nachname": "Müller", "Name": "Ada Müller"}, "Ada Müller"),
        ({"Vorname": "", "Nachname": "", "Name": "Müller, Ada"}, "Ada Müller"),
    ],
)
def test_all_parts_make_one_name(name, cells, expected):
    assert name(**cells) == expected


def test_no_word_is_lost_or_said_twice(name):
    """Whatever part of „Dr. Ada Müller“ stands in which of two columns, the name has each word of it once."""
    parts = ("Ada", "Müller", "Ada Müller", "Dr. Müller", "Dr. Ada Müller", "Müller, Ada", "Müller, Dr. Ada", "Dr. Ada")
    for (one, other), (first, second) in product(
        [("Name", "Nachname"), ("Vorname", "Name"), ("Vorname", "Nachname")], product(parts, parts)
    ):
        words = set(f"{first} {second}".replace(",", "").split())
        if words < {"Ada", "Müller"} or (one == "Vorname") != ("Müller" not in first) or "Müller" not in second:
            continue
        assert sorted(name(**{one: first, other: second}).split()) == sorted(words), (one, first, other, second)
