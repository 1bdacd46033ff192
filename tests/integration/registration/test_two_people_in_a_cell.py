"""Two people in one cell of a guest list: only one is invited, and the row says so."""

import pytest

from tests.tables import book
from webapp.foundation.spreadsheets import tables_in
from webapp.registration.rules import guests as rules
from webapp.registration.services.guest_rows import fault_of, guest_in, layout_of, notes_of


@pytest.fixture
def read(tmp_path):
    """The name that is read, and whom the row names as left."""

    def run(head, cells):
        path = tmp_path / "list"
        path.write_bytes(book([[*head, "E-Mail"], [*cells, "ada@example.org"]]))
        (table,) = tables_in(path, rules.HEADINGS)
        layout = layout_of(table.head)
        (row,) = table.rows
        guest = guest_in(row, layout, "de", None)
        assert fault_of(row, guest, layout) is None
        return guest.name, [(note["field"], note["problem"], note["said"]) for note in notes_of(row, layout)]

    return run


def left(said):
    return [("second", "left", said)]


JOINERS = [" / ", "/", " und ", " & ", " u. ", " and ", " + ", "; ", " sowie "]
ACROSS_LINES = ["\nund ", " und\n", " &\n", "\n\n", " / und "]


@pytest.mark.parametrize("sign", [*JOINERS, *ACROSS_LINES])
@pytest.mark.parametrize("heading", ["Name", "Ansprechpartner", "Teilnehmer"])
def test_the_second_of_two_whole_names_is_named(read, heading, sign):
    assert read([heading], [f"Ada Arndt{sign}Bo Beck"]) == ("Ada Arndt", left("Bo Beck"))


@pytest.mark.parametrize(
    ("said", "second"),
    [
        ("Ada und Bo Müller", "Bo Müller"),
        ("A und B", "B"),
        ("Herr und Frau Müller", "Frau Müller"),
        ("Müller / Schulz", "Schulz"),
        ("Eheleute A. und B. Kern", "B. Kern"),
        ("Familie Kern und Arndt", "Arndt"),
    ],
)
def test_names_that_are_not_whole_stay_as_they_are_and_are_named(read, said, second):
    assert read(["Name"], [said]) == (said, left(second))


@pytest.mark.parametrize(
    ("said", "name", "second"),
    [
        ("Müller, Ada und Tom", "Ada Müller", "Tom"),
        ("Müller, Ada / Beck, Bo", "Ada Müller", "Beck, Bo"),
        ("von der Heide, Ada & Bo Beck", "Ada von der Heide", "Bo Beck"),
    ],
)
def test_the_first_of_two_is_named_in_order(read, said, name, second):
    assert read(["Name"], [said]) == (name, left(second))


def test_two_first_names_are_two_people(read):
    assert read(["Vorname", "Nachname"], ["Ada und Bo", "Müller"]) == ("Ada und Bo Müller", left("Bo Müller"))


@pytest.mark.parametrize(
    "said",
    [
        "Ada Müller",
        "Hans von und zu Stein",
        "Müller und Söhne",
        "Schulz & Partner",
        "Ada Müller-Lüdenscheidt",
        "Ada Müller / Geschäftsführerin",
        "Ada Müller (m/w/d)",
        "Dr./Ing. Ada Müller",
        "Andrea Sund",
    ],
)
def test_one_person_is_one(read, said):
    assert read(["Name"], [said]) == (said, [])


def test_initials_beside_a_title_are_no_whole_name(read):
    assert read(["Name"], ["Dr. A. u. B. Kern"]) == ("Dr. A. u. B. Kern", left("B. Kern"))
    assert read(["Name"], ["Prof. Dr. und Ina Kern"]) == ("Prof. Dr. und Ina Kern", [])
    assert read(["Name"], ["Dr. A. Kern u. B. Beck"]) == ("Dr. A. Kern", left("B. Beck"))


@pytest.mark.parametrize("said", ["Ada Müller c/o Beck", "Ada Müller C/O Beck GmbH", "Ada Müller, c/o Beck"])
def test_care_of_somebody_is_no_second_person(read, said):
    assert read(["Name"], [said]) == (said, [])
