"""Cells of names that name nobody, only wrap a name, or count companions: nobody is greeted as „-“ or „1“."""

from itertools import product

import pytest

from tests.tables import book
from webapp.foundation.spreadsheets import tables_in
from webapp.registration.rules import guests as rules
from webapp.registration.services.guest_rows import fault_of, guest_in, layout_of, notes_of


@pytest.fixture
def read(tmp_path):
    """The name that is read or the fault of the row, and what is told of a row that is taken."""

    def run(cells, head=("Name",)):
        path = tmp_path / "list.xlsx"
        path.write_bytes(book([[*head, "E-Mail"], [*cells, "ada@example.org"]]))
        (table,) = tables_in(path, rules.HEADINGS)
        layout = layout_of(table.head)
        (row,) = table.rows
        guest = guest_in(row, layout, "de", None)
        why = fault_of(row, guest, layout)
        if why is not None:
            return why["field"], why["problem"]
        return guest.name, [(note["field"], note["problem"], note["said"]) for note in notes_of(row, layout)]

    return run


@pytest.mark.parametrize("said", ["-", "–", ".", "/", "?", "???", "--", "---", "...", "_", "*", "1", "-/-"])
def test_signs_are_no_name(read, said):
    assert read([said]) == ("name", "missing")
    assert read([said, said], ("Vorname", "Nachname")) == ("name", "missing")


@pytest.mark.parametrize("said", ["-", "?", ".", "/"])
def test_signs_beside_a_name_are_no_part_of_it(read, said):
    assert read([said, "Müller"], ("Vorname", "Nachname")) == ("Müller", [])
    assert read(["Ada", said], ("Vorname", "Nachname")) == ("Ada", [])


@pytest.mark.parametrize(
    "said",
    [
        *("N.N.", "N. N.", "NN", "nn", "n.n.", "unbekannt", "Unbekannt", "k. A.", "k.A.", "keine Angabe", "n/a", "tba"),
        *(
            "noch offen",
            "wird nachgereicht",
            "wird noch benannt",
            "nicht bekannt",
            "unknown",
            "TBD",
            "XXX",
            "Name folgt",
        ),
        *("nicht benannt", "to be announced", "anonym"),
    ],
)
def test_words_for_nobody_are_named(read, said):
    assert read([said]) == ("name", "nobody")
    assert read(["Ada", said], ("Vorname", "Nachname")) == ("name", "nobody")


@pytest.mark.parametrize(
    "said", ["Nina Neumann", "Nan Nan", "N. Neumann", "Ada Unbekannt", "李明", "Offermann", "Ng", "O"]
)
def test_real_names_stay_names(read, said):
    assert read([said]) == (said, [])


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Ada\nMüller", "Ada Müller"),
        ("Dr. Ada\nMüller", "Dr. Ada Müller"),
        ("Prof. Dr.\nAda Müller", "Prof. Dr. Ada Müller"),
        ("Frau\nMüller", "Frau Müller"),
        ("Müller,\nAda", "Ada Müller"),
        ("Ada\nvon der Heide", "Ada von der Heide"),
        ("Ada Maria\nvon der Heide", "Ada Maria von der Heide"),
        ("Ada Müller-\nLüdenscheidt", "Ada Müller-Lüdenscheidt"),
        ("Ada\n\nMüller\n", "Ada Müller"),
    ],
)
def test_a_name_that_is_wrapped_in_its_cell_is_one(read, said, name):
    assert read([said])[0] == name
    assert [note for note in read([said])[1] if note[0] == "second"] == []


def test_lines_that_may_be_two_people_are_told_of(read):
    for said in ("Ada Müller\nBo", "Ada Maria\nMüller", "Ada\nBo Müller"):
        line = said.replace("\n", " ")
        assert read([said]) == (line, [("name", "wrapped", line)])
    assert read(["Ada Müller\nBo Beck"]) == ("Ada Müller", [("second", "left", "Bo Beck")])


SIGNS = ("+ 1", "+1", "+ 2", "(+1)", "plus 1", "& 1", "und 1", "+ 1 Person", "und eine Begleitung", "und Begleitung")
MORE = ("mit Begleitung", "+ Begleitung", "+ Begleitperson", "(mit Begleitung)", "+ Partner", "+ Gast", "mit Familie")


def test_a_companion_without_a_name_is_nobody_and_told_of(read):
    for said, sign in product(("Ada Müller", "Müller, Ada", "Dr. Ada Müller"), (*SIGNS, *MORE, ", Begleitung")):
        name, notes = read([f"{said} {sign}"])
        assert name == ("Dr. Ada Müller" if "Dr" in said else "Ada Müller"), (said, sign)
        assert [note[:2] for note in notes] == [("second", "unnamed")], (said, sign)
        assert notes[0][2] in sign, (said, sign)


def test_whoever_has_a_name_is_told_apart_from_whoever_has_none(read):
    left = [("second", "left", "Bo Beck"), ("second", "unnamed", "+ 1")]
    assert read(["Ada Müller / Bo Beck + 1"]) == ("Ada Müller", left)
    assert read(["Ada + 1", "Müller"], ("Vorname", "Nachname")) == ("Ada Müller", [("second", "unnamed", "+ 1")])
    for said in ("1", "ja", "+1", "x", "1 Person", "N.N."):
        assert read(["Ada Müller", said], ("Name", "Begleitung")) == ("Ada Müller", [("second", "unnamed", said)])
    assert read(["Ada Müller", "Bo Beck"], ("Name", "Begleitung"))[1] == [("second", "left", "Bo Beck")]


@pytest.mark.parametrize("said", ["Schulz & Partner", "Ada Müller 2", "Mann und Söhne", "Elke Kind", "Peter Gast"])
def test_what_only_looks_like_a_companion_is_none(read, said):
    assert read([said]) == (said, [])


def test_a_formula_for_a_name_is_named(read):
    assert read(['=A1&" "&B1']) == ("row", "formula")
    assert read(["Ada", "=A1"], ("Vorname", "Nachname")) == ("row", "formula")
    assert read(["Ada Müller", "=2*3"], ("Name", "Kosten")) == ("Ada Müller", [])
