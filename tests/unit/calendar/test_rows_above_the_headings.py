"""Tables of dates that were sorted with their headings in them, and sheets without any: nothing is lost unsaid."""

from datetime import datetime, time
from itertools import permutations

import pytest

from tests.tables import book, books, hide_row, merge, text
from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault, NotRead

TITLES = ["Azubitag", "Messe", "Zunftabend"]
HEADS = [*permutations(["Titel", "Datum"]), ("Nr", "Titel", "Ort", "Datum"), ("Datum", "Beginn", "Titel")]
CELLS = {"Beginn": "14:00", "Ort": "Saal", "Nr": "7"}


def as_book(*rows):
    return book(rows)


def read(content):
    unread = NotRead()
    return list(dates_in_table(content, most=2_000, unread=unread)), unread


def told(found):
    return [(each.row, each.title, *each.faults) for each in found]


def row_of(head, title, day):
    return [{"Titel": title, "Datum": day, **CELLS}[each] for each in head]


@pytest.mark.parametrize("kind", [text, as_book])
@pytest.mark.parametrize("head", HEADS, ids=" ".join)
@pytest.mark.parametrize("place", range(len(TITLES) + 1))
def test_each_date_is_read_or_named_wherever_the_headings_stand(kind, head, place):
    rows = [row_of(head, title, f"{day}.06.2027") for day, title in enumerate(TITLES, 10)]
    found, _ = read(kind(*rows[:place], list(head), *rows[place:]))
    expected = [(number, title, DateFault.ABOVE_HEADINGS) for number, title in enumerate(TITLES[:place], 1)]
    assert told(found) == expected + [(number, title) for number, title in enumerate(TITLES[place:], place + 2)]


@pytest.mark.parametrize(
    "day",
    [
        "10.06.2027", "Do, 10.06.2027", "10. Juni 2027", "10/06/2027", "2027-06-10", "10.06.2027 abends", "10.6.",
        "10.06.2027, 11.06.2027", "10.-12.06.2027", "Donnerstag 10.6.27 ganztags", "am 10.06.2027", "10. Juni",
        "10.Juni", "Do 10. Juni", "10./11. Juni", "10. bis 12. Juni", "10., 11. und 12.06.2027", "ab 10.06.2027",
        "10.06", "10 June", "voraussichtlich 10.06.2027", "ca. 10.06.2027", "neu: 10.06.2027", "June 10",
        "Anfang Juni, 10. oder 11. Juni",
    ],
)  # fmt: skip
def test_a_day_is_seen_however_it_is_written(day):
    found, _ = read(text(["Messe", day], ["Titel", "Datum"], ["A", "12.06.2027"]))
    assert told(found) == [(1, "Messe", "above_headings"), (3, "A")]
    assert found[0].quotes == {"above_headings": f"Messe / {day}"}


def test_a_day_that_is_one_to_a_workbook_is_seen():
    row = ["A", datetime(2027, 6, 12), time(14)]
    found, _ = read(book([["Messe", datetime(2027, 6, 10), time(9)], ["Titel", "Datum", "Beginn"], row]))
    assert told(found) == [(1, "Messe", "above_headings"), (3, "A")]


@pytest.mark.parametrize(
    "above",
    [
        ["Einladungsliste 2027"],
        ["Stand: 12.05.2027"],
        ["12.05.2027"],
        ["", "12.05.2027"],
        ["Veranstaltungen", "Stand: 12.05.2027"],
        ["Stand:", "12.05.2027"],
        ["Stand", "12.05.2027"],
        ["Druckdatum:", "12.05.2027"],
        ["Veranstaltungen", "2027"],
        ["Veranstaltungen", "2. Halbjahr 2027"],
        ["Veranstaltungen", "Stand 10. Juni"],
        ["Veranstaltungen", "Juni 2027"],
        ["Kontakt: info@hwk.de", "Tel. 0371 5364-0"],
        ["Handwerkskammer", "Reichenhainer Str. 29, 09126 Chemnitz"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("kind", [text, as_book])
@pytest.mark.parametrize("head", list(permutations(["Titel", "Datum"])), ids=" ".join)
def test_titles_above_the_headings_are_passed_over(kind, head, above):
    found, unread = read(kind(above, list(head), row_of(head, "A", "12.06.2027")))
    assert (told(found), unread) == ([(3, "A")], NotRead())


def test_a_row_without_a_day_is_named_beside_those_with_one_but_no_title_is():
    rows = [["Plan 2027", ""], ["Festakt", "noch offen"], ["Messe", "10.06.2027"], ["Titel", "Datum"]]
    found, _ = read(text(*rows, ["A", "12.06.2027"]))
    assert told(found) == [(2, "Festakt", "above_headings"), (3, "Messe", "above_headings"), (5, "A")]


def test_a_hidden_row_above_the_headings_is_counted_as_all_hidden_ones():
    rows = [["Messe", "10.06.2027"], ["Titel", "Datum"], ["A", "12.06.2027"]]
    found, unread = read(book(rows, hide_row(1)))
    assert (told(found), unread) == ([(3, "A")], NotRead(hidden_rows=1))


def test_headings_in_two_rows_are_no_row_above_them():
    head = [["Datum", None, "Veranstaltung"], ["Tag", "Uhrzeit", None]]
    rows = [["10.06.2027", "14:00", "Messe"], *head, ["12.06.2027", "14:00", "A"]]
    found, _ = read(book(rows, merge("A2:B2", "C2:C3")))
    assert told(found) == [(1, "Messe", "above_headings"), (4, "A")]


def test_a_heading_may_hold_a_day_where_the_other_row_is_none_alone():
    head = [["Termine (Stand 12.05.2027)", None, "Veranstaltung"], ["Tag", "Uhrzeit", None]]
    found, unread = read(book([*head, ["12.06.2027", "14:00", "A"]], merge("A1:B1", "C1:C2")))
    assert (told(found), unread) == ([(3, "A")], NotRead())


def test_what_stands_above_the_headings_heads_nothing():
    rows = [["Messe", "10.06.2027", "Raum"], ["Titel", "Datum", None], ["A", "12.06.2027", "x"]]
    found, unread = read(book(rows))
    assert told(found) == [(1, "Messe", "above_headings"), (3, "A")]
    assert (found[1].place, unread.columns) == ("", ["C (x)"])


DATES, MORE = [["Titel", "Datum"], ["Eins", "10.06.2027"]], [["Zwei", "10.09.2027"], ["Drei", "11.09.2027"]]


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("rows", [MORE, [["Was genau", "Wann?"], *MORE], [["Notizen"]], [[]] * 60 + MORE])
def test_a_sheet_without_headings_is_named(place, rows):
    sheets = [("Frühjahr", DATES), ("Leer", [])]
    found, unread = read(books(*sheets[:place], ("Herbst", rows), *sheets[place:]))
    assert ([each.title for each in found], unread) == (["Eins"], NotRead(sheets=["Herbst"]))


@pytest.mark.parametrize("rows", [[], [[None, None]], [["Titel", "Datum"]]])
def test_a_sheet_in_which_nothing_stands_is_not(rows):
    assert read(books(("Frühjahr", DATES), ("Herbst", rows)))[1] == NotRead()


def test_sheets_that_nobody_sees_are_passed_over():
    assert read(books(("Frühjahr", DATES), ("Herbst", MORE), hidden=["Herbst"]))[1] == NotRead()


def test_rows_above_the_headings_of_a_later_sheet_are_told_with_its_name():
    found, _ = read(books(("Frühjahr", DATES), ("Herbst", [MORE[0], *DATES])))
    above = next(each for each in found if each.faults)
    assert (above.sheet, above.row, above.title) == ("Herbst", 1, "Zwei")
    assert len({each.number for each in found}) == len(found)
