"""Tables of dates as offices keep them: filtered, struck through, merged, with headings in two rows."""

from datetime import date, datetime, time

import pytest

from tests.tables import book, half_struck, hide_row, merge, strike, text
from webapp.calendar.errors import DatesUnreadableError
from webapp.calendar.reading import dates_in
from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault, NotRead

D = datetime
HEAD = ["Titel", "Datum", "Beginn"]
A, B, C = (["A", D(2027, 6, 10), time(14)], ["B", D(2027, 6, 11), time(14)], ["C", D(2027, 6, 12), time(14)])
AFTERNOON = (D(2027, 6, 10, 14), D(2027, 6, 10, 16))


def read(content):
    unread = NotRead()
    return list(dates_in_table(content, most=2_000, unread=unread)), unread


def told(found):
    return [(each.title, *each.faults) for each in found]


@pytest.mark.parametrize("hide", [hide_row(3), lambda page: page.row_dimensions.group(3, 3, hidden=True)])
def test_rows_that_nobody_sees_are_left_out_and_counted(hide):
    found, unread = read(book([HEAD, A, B, C], hide))
    assert told(found) == [("A",), ("C",)]
    assert unread == NotRead(hidden_rows=1)


def test_columns_that_nobody_sees_are_left_out_and_named():
    def hide(page):
        page.column_dimensions["D"].hidden = True

    found, unread = read(book([[*HEAD, "Bemerkung"], [*A, "intern: zu teuer"]], hide))
    assert (found[0].text, unread) == ("", NotRead(hidden_columns=["Bemerkung"]))


def test_a_status_counts_where_nobody_sees_it_as_well():
    def hide(page):
        page.column_dimensions["D"].hidden = True

    found, _ = read(book([[*HEAD, "Status"], [*A, "abgesagt"], [*B, None]], hide))
    assert told(found) == [("A", "is_cancelled"), ("B",)]


@pytest.mark.parametrize("places", [("A3", "B3", "C3"), ("A3",), ("B3",), ("C3",)])
def test_what_is_struck_through_is_a_fault_at_its_row(places):
    found, _ = read(book([HEAD, A, B, C], strike(*places)))
    assert told(found) == [("A",), ("B", "struck"), ("C",)]
    assert found[1].quotes["struck"]


def test_a_time_that_is_struck_through_in_part_is_named():
    found, _ = read(book([HEAD, ["A", D(2027, 6, 10), half_struck("14:00", " 15:00")]]))
    assert "struck" in found[0].faults


def test_a_day_that_is_merged_over_several_rows_counts_for_each():
    rows = [HEAD, A, ["B", None, time(15)], ["C", None, time(16)]]
    found, _ = read(book(rows, merge("B2:B4")))
    assert [(each.title, each.starts) for each in found] == [
        ("A", D(2027, 6, 10, 14)),
        ("B", D(2027, 6, 10, 15)),
        ("C", D(2027, 6, 10, 16)),
    ]


def test_a_row_that_says_nothing_of_its_own_is_named():
    rows = [[*HEAD, "Beschreibung"], [*A, "Zeile 1"], [None, None, None, "Zeile 2"], [*B, ""]]
    found, _ = read(book(rows, merge("A2:A3", "B2:B3", "C2:C3")))
    assert told(found) == [("A",), ("A", "merged"), ("B",)]


def test_rows_that_are_merged_whole_are_one():
    found, _ = read(book([HEAD, A, [None, None, None], C], merge("A2:A3", "B2:B3", "C2:C3")))
    assert told(found) == [("A",), ("C",)]


ROW = [D(2027, 6, 10), time(14), "A"]
TWO_ROWS = [
    ([["Datum", None, "Veranstaltung"], ["Tag", "Uhrzeit", None]], (), ROW),
    ([["Datum", None, "Veranstaltung"], ["Tag", "Uhrzeit", None]], ("A1:B1", "C1:C2"), ROW),
    ([["Termin", None, "Titel"], ["Datum", "Uhrzeit", None]], ("A1:B1", "C1:C2"), ROW),
    ([["Wann", None, "Was"], ["Datum", "Beginn", None]], ("A1:B1", "C1:C2"), ROW),
    ([["Datum", None, "Titel"], [None, "Uhrzeit", None]], (), ROW),
    ([["Lfd", "Zeit", None, "Titel"], [None, "Datum", "Uhrzeit", None]], ("B1:C1", "D1:D2"), [1, *ROW]),
    ([["Datum", None, None, "Titel"], ["Tag", "von", "bis", None]], ("A1:C1",), [*ROW[:2], time(16), "A"]),
    (
        [["Titel", "Beginn", None, "Ende", None], [None, "Datum", "Uhrzeit", "Datum", "Uhrzeit"]],
        ("A1:A2", "B1:C1", "D1:E1"),
        ["A", D(2027, 6, 10), time(14), D(2027, 6, 10), time(16)],
    ),
    ([["Titel", "Datum", "Uhrzeit"], ["Title", "Date", "Time"]], (), ["A", D(2027, 6, 10), time(14)]),
    ([["Titel", "Datum", "Uhrzeit"], [None, "(TT.MM.JJJJ)", "(HH:MM)"]], (), ["A", D(2027, 6, 10), time(14)]),
    ([["Veranstaltungen 2027", None, None], HEAD], ("A1:C1",), A),
    ([["Titel", "Datum", "Uhrzeit", "Anreise", None], [None, None, None, "Datum", "Uhrzeit"]], ("D1:E1",),
     ["A", D(2027, 6, 10), time(14), D(2027, 6, 9), time(20)]),
    ([[None, None, None, "Anreise", None], ["Titel", "Datum", "Uhrzeit", "Datum", "Uhrzeit"]], ("D1:E1",),
     ["A", D(2027, 6, 10), time(14), D(2027, 6, 9), time(20)]),
]  # fmt: skip


@pytest.mark.parametrize(("head", "spans", "row"), TWO_ROWS)
def test_headings_may_stand_in_two_rows(head, spans, row):
    found, _ = read(book([*head, row], merge(*spans)))
    assert told(found) == [("A",)]
    assert (found[0].starts, found[0].ends, found[0].all_day) == (*AFTERNOON, False)


def test_headings_of_two_rows_are_named_where_they_mean_nothing():
    head = [["Titel", "Datum", "Uhrzeit", "Anreise", None], [None, None, None, "Datum", "Uhrzeit"]]
    _, unread = read(book([*head, [*A, D(2027, 6, 9), time(20)]], merge("D1:E1")))
    assert unread.columns == ["Anreise Datum", "Anreise Uhrzeit"]


def test_a_column_without_a_heading_is_named_with_what_it_holds():
    _, unread = read(text(["Titel", "Datum", ""], ["A", "10.06.2027", "14:00"], ["B", "11.06.2027", "15:00"]))
    assert unread.columns == ["C (14:00, 15:00)"]


def test_the_first_date_is_never_taken_for_headings():
    found, _ = read(text(["Titel", "Datum", "Ort"], ["Thema", "noch offen", "Raum"], ["B", "11.06.2027", "Saal"]))
    assert told(found) == [("Thema", "day_unreadable"), ("B",)]


def test_the_head_of_a_table_may_be_seen_while_its_first_row_is_not():
    found, unread = read(book([HEAD, A, B], hide_row(2)))
    assert (told(found), unread.hidden_rows) == ([("B",)], 1)


def test_headings_that_nobody_sees_count_where_there_are_no_others():
    found, unread = read(book([HEAD, A, B], hide_row(1)))
    assert (told(found), unread) == ([("A",), ("B",)], NotRead())


def test_headings_that_people_see_count_before_those_that_nobody_sees():
    found, _ = read(book([["Titel", "Datum", "Ende"], HEAD, A], hide_row(1)))
    assert (found[0].starts, found[0].ends) == AFTERNOON


def test_what_a_heading_that_is_struck_through_stands_above_is_named_and_not_read():
    found, unread = read(book([[*HEAD, "Ort"], [*A, "Saal"]], strike("D1")))
    assert (found[0].place, unread.columns) == ("", ["D (Saal)"])


def test_a_table_of_which_nobody_sees_a_row_says_so():
    with pytest.raises(DatesUnreadableError) as refusal:
        dates_in(book([HEAD, A], hide_row(2)), zone="Europe/Berlin", today=date(2027, 1, 1), unread=NotRead())
    assert refusal.value.details["problem"] == "all_hidden"


LENGTHS = ["2 h", "2h", "2 Std.", "2 Std", "120 min", "120 Min.", "120 Minuten", "2,0 Stunden", "2 Stunden",
           "zwei Stunden", "2h00", "2 h 0 min", "2 Std. 00 Min.", "2 hours", "two hours"]  # fmt: skip


@pytest.mark.parametrize("heading", ["Ende", "bis", "Endzeit", "Dauer"])
@pytest.mark.parametrize("said", LENGTHS)
def test_a_length_is_read_as_one_wherever_it_stands(heading, said):
    found, _ = read(text(["Titel", "Datum", "Beginn", heading], ["A", "10.06.2027", "14:00 Uhr", said]))
    assert (told(found), found[0].starts, found[0].ends) == ([("A",)], *AFTERNOON)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("90 min", 90),
        ("1,5 Stunden", 90),
        ("1.5 h", 90),
        ("2h30", 150),
        ("2 h 30", 150),
        ("2 Std. 30 Min.", 150),
        ("anderthalb Stunden", 90),
        ("eine Stunde", 60),
        ("45'", 45),
        ("eine halbe Stunde", 30),
    ],
)
def test_lengths_of_all_kinds(said, minutes):
    found, _ = read(text(["Titel", "Datum", "Beginn", "Ende"], ["A", "10.06.2027", "14:00", said]))
    assert (found[0].ends - found[0].starts).total_seconds() == minutes * 60


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        ("14 h", "16 h", AFTERNOON),
        ("14h00", "16h00", AFTERNOON),
        ("20 h", "2 h", (D(2027, 6, 10, 20), D(2027, 6, 11, 2))),
        ("14:00", "16 h", AFTERNOON),
        ("14:00", "16:00", AFTERNOON),
        ("20:00", "2 Uhr", (D(2027, 6, 10, 20), D(2027, 6, 11, 2))),
        ("20:00", "02:00", (D(2027, 6, 10, 20), D(2027, 6, 11, 2))),
        ("20:00", "2 Std.", (D(2027, 6, 10, 20), D(2027, 6, 10, 22))),
    ],
)
def test_a_time_stays_a_time(begin, end, said):
    found, _ = read(text(["Titel", "Datum", "Beginn", "Ende"], ["A", "10.06.2027", begin, end]))
    assert (found[0].starts, found[0].ends) == said


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("20:00", "2 h"),
        ("9:00", "10 h"),
        ("14 h", "2 h"),
        ("14:00 - 2 h", ""),
        ("14:00 bis 2h30", ""),
        ("14:00", "2 Tage"),
        ("14:00", "0 min"),
        ("14:00", "nach 2 h"),
        ("", "2 h"),
    ],
)
def test_what_may_be_a_time_or_a_length_is_refused(begin, end):
    found, _ = read(text(["Titel", "Datum", "Beginn", "Ende"], ["A", "10.06.2027", begin, end]))
    assert found[0].faults


@pytest.mark.parametrize(
    ("heading", "said"),
    [("Dauer (h)", "2"), ("Dauer in Stunden", "2,0"), ("Dauer (Min.)", "120"), ("Dauer in Minuten", "120")],
)
def test_the_unit_of_a_length_may_stand_in_its_heading(heading, said):
    found, unread = read(text(["Titel", "Datum", "Beginn", heading], ["A", "10.06.2027", "14:00", said]))
    assert (found[0].starts, found[0].ends, unread) == (*AFTERNOON, NotRead())


def test_two_lengths_that_differ_are_named():
    head = ["Titel", "Datum", "Beginn", "Ende", "Dauer"]
    found, _ = read(text(head, ["A", "10.06.2027", "14:00", "2 Std.", "3 Std."]))
    assert found[0].faults == (DateFault.TIMES_DIFFER,)


HEADINGS = {"Datum": date(2027, 6, 10), "Beginn": time(14), "Ende": time(16), "Ort": "Saal", "Notiz": "x", "Plätze": 30}


@pytest.mark.parametrize("how", ["hidden column", "struck", "no heading", "strange heading"])
@pytest.mark.parametrize("name", list(HEADINGS))
def test_whatever_stands_in_a_row_is_read_or_named(name, how):
    """Each column in turn is hidden, struck through or headed by nothing known: what it holds is never lost unsaid."""
    place = 1 + list(HEADINGS).index(name)
    letter = "ABCDEFG"[place]

    def change(page):
        if how == "hidden column":
            page.column_dimensions[letter].hidden = True
        elif how == "struck":
            strike(f"{letter}2")(page)
        else:
            page.cell(1, place + 1).value = None if how == "no heading" else "Zirkuszelt"

    content = book([["Titel", *HEADINGS], ["A", *HEADINGS.values()]], change)
    found, unread = read(content)
    is_named = {
        "hidden column": bool(unread.hidden_columns),
        "struck": bool(found[0].faults) or unread.columns == ["Notiz"],
        "no heading": any(each.startswith(letter) for each in unread.columns),
        "strange heading": "Zirkuszelt" in unread.columns,
    }
    assert is_named[how]
