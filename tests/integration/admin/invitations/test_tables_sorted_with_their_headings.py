"""What the desk says of rows above the headings of a table, and of sheets that weren't read."""

import pytest

from tests.html import text_of, tree_of
from tests.integration.admin.dates.test_dates_from_elsewhere import bring
from tests.tables import book, books, text

GUESTS = [["Ada Adam", "ada@example.org"], ["Name", "E-Mail"], ["Ole Olm", "ole@example.org"]]
DATES = [["Messe", "10.06.2027"], ["Titel", "Datum"], ["Zunftabend", "12.06.2027"]]


@pytest.fixture
def guests(guest_table):
    return lambda content: guest_table(content)[1]


@pytest.fixture
def dates(desk):
    def show(content):
        page = bring(desk, content, "termine.xlsx").location.partition("/manage")[2]
        return text_of(tree_of(desk.page(page))).replace("\u00a0", " ")

    return show


@pytest.mark.parametrize("content", [text(*GUESTS), book(GUESTS)])
def test_people_above_the_headings_are_named_at_their_row(guests, content):
    shown = guests(content)
    assert "Diese Zeile steht über den Spaltenüberschriften." in shown
    assert "Ada Adam / ada@example.org" in shown


@pytest.mark.parametrize("content", [text(*DATES), book(DATES)])
def test_dates_above_the_headings_are_named_at_their_row(dates, content):
    shown = dates(content)
    assert "Messe Zeile 1: Diese Zeile steht über den Spaltenüberschriften." in " ".join(shown.split())
    assert "Zunftabend" in shown


def test_sheets_of_people_that_are_not_read_are_named(guests):
    shown = guests(books(("Erste", GUESTS[1:]), ("Herbst", GUESTS[:1])))
    assert "Wir haben das Blatt „Erste“ gelesen. Nicht gelesen wurden diese Blätter: Herbst." in shown


def test_sheets_of_dates_that_are_not_read_are_named(dates):
    shown = dates(books(("Erste", DATES[1:]), ("Herbst", DATES[:1]), ("Winter", [["Notiz"]])))
    assert (
        "Diese Blätter haben keine Spaltenüberschriften, die wir kennen, und wurden nicht gelesen: „Herbst“, „Winter“."
        in shown
    )
