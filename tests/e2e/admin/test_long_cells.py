"""What is quoted of an uploaded table fits on the smallest phone, however long its words are."""

import pytest

from tests.e2e.accessibility import check_fits

LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_" + "X" * 200
CELL = "x" * 120


@pytest.fixture
def page(device, signed_in):
    return device(width=320, height=600, storage_state=signed_in)


def _table(text):
    return {"name": "tabelle.csv", "mimeType": "text/csv", "buffer": text.encode()}


def test_links_and_cells_of_dates(page):
    page.goto("/manage/calendar/dates")
    rows = f"A;10.06.2030;{LINK}\nB;{CELL};{LINK}\nC;11.06.2030;{LINK} {LINK}2\n"
    page.set_input_files("input[type=file]", _table(f"Titel;Datum;Ort\n{rows}"))
    page.locator("form[enctype] button[type=submit]").click()
    page.get_by_text("online: https").wait_for()
    check_fits(page)


def test_headings_of_a_table_that_lacks_some(page):
    page.goto("/manage/calendar/dates")
    page.set_input_files("input[type=file]", _table(f"{CELL};Ort\nA;B\n"))
    page.locator("form[enctype] button[type=submit]").click()
    page.locator("#error-summary").wait_for()
    check_fits(page)


def test_cells_and_headings_of_guests(page, event):
    shown = event("Viele Gäste")
    slug = getattr(shown, "slug", shown)
    long = "E-Mail (dienstlich und privat und geschäftlich und beruflich und Arbeit)"
    for table, said in (
        (f"Name;{long};E-Mail 2\nAda;{CELL};\nBen;b@x.de;\n", "Zeilen"),
        (f"{CELL};Ort\n", "Überschriften"),
    ):
        page.goto(f"/manage/events/{slug}/invitations")
        page.set_input_files("input[type=file]", _table(table))
        page.locator("form[enctype] button[type=submit]").click()
        page.get_by_text(said).first.wait_for()
        check_fits(page)
