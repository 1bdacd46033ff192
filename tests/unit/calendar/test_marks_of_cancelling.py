"""A column of its own may say that a date is off: „Abgesagt: ja“, „Findet statt: nein“."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tables import book
from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault, NotRead
from webapp.foundation.matching import folded

OFF, MOVED, NOBODY_KNOWS = (DateFault.IS_CANCELLED,), (DateFault.IS_MOVED,), (DateFault.STATUS_UNCLEAR,)
OFFS = [
    *("Abgesagt", "Absage", "abgesagt?", "Abgesagt (ja/nein)", "Ausgefallen", "Ausfall", "entfällt", "Entfallen"),
    *("fällt aus", "Fällt leider aus", "Storniert", "Storno", "Stornierungsdatum", "Abgesagt am", "Absagegrund"),
    *("Grund der Absage", "Termin abgesagt", "Veranstaltung entfällt", "Status abgesagt", "Findet nicht statt"),
    *("Cancelled", "Canceled (yes/no)", "Cancellation", "called off", "Not taking place"),
]
MOVES = ["Verschoben", "verlegt", "Verschoben auf", "Verschoben (x)", "Postponed", "Rescheduled to", "Terminverlegung"]
HELDS = [
    "Findet statt",
    "Findet statt?",
    "Findet statt (ja/nein)",
    "Termin findet statt",
    "Takes place",
    "Stattfindend",
]
YES = ["ja", "Ja", "JA", "x", "X", "1", "true", "WAHR", "yes", "✓", "☑", "j"]
NO = ["nein", "Nein", "n", "0", "false", "FALSCH", "no"]
NOTHING = ["", "-", "–", "☐", "/"]
RIDDLES = ["?", "vielleicht", "in Klärung", "✗", "❌", "Müller", "noch nicht", "siehe Mail", "a" * 300]


def date_of(heading, said):
    (found,) = dates_in_table(f"Titel;Datum;{heading}\nA;10.06.2027;{said}\n".encode(), most=9)
    assert (found.starts is None) == bool(found.faults)
    return found


def faults(heading, said):
    return date_of(heading, said).faults


@given(st.sampled_from(OFFS), st.sampled_from([*YES, "ja, wegen Krankheit", "abgesagt", "05.01.2027", "fällt aus"]))
def test_a_date_that_is_marked_as_off_is_off(heading, said):
    assert faults(heading, said) == OFF


@given(st.sampled_from(MOVES), st.sampled_from([*YES, "05.01.2027", "5.1."]))
def test_a_date_that_is_marked_as_moved_is_moved(heading, said):
    assert faults(heading, said) == MOVED


@given(st.sampled_from(HELDS), st.sampled_from([*NO, "nein, wegen Krankheit", "abgesagt", "entfällt"]))
def test_a_date_that_is_not_held_is_off(heading, said):
    assert faults(heading, said) == OFF


@given(st.sampled_from([*OFFS, *MOVES]), st.sampled_from([*NO, *NOTHING, "findet statt", "nein, findet statt"]))
def test_a_date_without_a_mark_is_good(heading, said):
    found = date_of(heading, said)
    assert (found.faults, found.hints) == ((), ())


@given(st.sampled_from(HELDS), st.sampled_from([*YES, *NOTHING, "ja, wie geplant", "findet statt"]))
def test_a_date_that_is_held_is_good(heading, said):
    assert faults(heading, said) == ()


@given(st.sampled_from([*OFFS, *MOVES, *HELDS]), st.sampled_from(RIDDLES))
def test_what_is_neither_yes_nor_no_is_named(heading, said):
    found = date_of(heading, said)
    assert found.faults == NOBODY_KNOWS
    assert found.quotes["status_unclear"].startswith(f"{heading}: ")


@given(st.sampled_from([*OFFS, *MOVES, *HELDS]), st.text(st.sampled_from("abejnostxyäß ?!✗+"), min_size=1))
def test_no_mark_passes_that_is_no_clear_answer(heading, said):
    answers = {each.casefold() for each in [*YES, *NO, "y", "fest", "ok"]}
    is_clear = not any(map(str.isalpha, said)) or folded(said).split()[0] in answers
    assert is_clear or faults(heading, said)


@pytest.mark.parametrize(("heading", "said"), [(OFFS[0], "ja"), (HELDS[0], "nein"), ("Entfällt", "x")])
def test_a_mark_counts_where_nobody_sees_it_as_well(heading, said):
    def hide(page):
        page.column_dimensions["C"].hidden = True

    (found,) = dates_in_table(book([["Titel", "Datum", heading], ["A", "10.06.2027", said]], hide), most=9)
    assert found.faults == OFF


def test_a_mark_that_is_a_tick_of_the_program_is_read():
    rows = [
        ["Titel", "Datum", "Abgesagt", "Findet statt"],
        ["A", "10.06.2027", True, None],
        ["B", "11.06.2027", False, 1],
    ]
    found = dates_in_table(book([*rows, ["C", "12.06.2027", None, False]]), most=9)
    assert [each.faults for each in found] == [OFF, (), OFF]


def test_a_mark_is_read_and_named_with_its_heading():
    unread = NotRead()
    content = b"Titel;Datum;Abgesagt;Status\nA;10.06.2027;ja;fest\nB;10.06.2027;;abgesagt\nC;10.06.2027;;fest\n"
    found = list(dates_in_table(content, most=9, unread=unread))
    assert [(each.title, each.faults, dict(each.quotes)) for each in found] == [
        ("A", OFF, {"is_cancelled": "Abgesagt: ja"}),
        ("B", OFF, {"is_cancelled": "abgesagt"}),
        ("C", (), {}),
    ]
    assert unread == NotRead()


@pytest.mark.parametrize(
    "heading", ["Status (geplant/abgesagt)", "Terminstatus", "Event status", "Status der Veranstaltung"]
)
def test_a_status_with_its_words_in_the_heading_is_one(heading):
    assert (faults(heading, "abgesagt"), faults(heading, "geplant")) == (OFF, ())


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        *(("Absage bis", "01.06.2027"), ("Stornofrist", "ja"), ("Ausfallhonorar", "ja"), ("Status Anmeldung", "offen")),
        *(
            ("Durchführung", "online"),
            ("Absagen an", "Müller"),
            ("Verleger", "x"),
            ("Held", "nein"),
            ("Ausfallrisiko", "1"),
        ),
    ],
)
def test_other_columns_say_nothing_of_it(heading, said):
    unread = NotRead()
    (found,) = dates_in_table(f"Titel;Datum;{heading}\nA;10.06.2027;{said}\n".encode(), most=9, unread=unread)
    assert (found.faults, found.hints, unread.columns) == ((), (), [heading])


@pytest.mark.parametrize("said", ["online", "Präsenz", "in Präsenz", "vor Ort", "hybrid", "per Zoom", "nur online"])
def test_how_it_takes_place_is_no_riddle(said):
    assert faults("Findet statt", said) == ()


@pytest.mark.parametrize(
    "heading", ["Wird durchgeführt von", "Wird durchgeführt durch", "Termin wird durchgeführt von"]
)
def test_who_carries_it_out_says_nothing_of_it(heading):
    assert faults(heading, "HWK Chemnitz") == ()


@pytest.mark.parametrize("heading", ["Stornierung", "Stornierung (ja/nein)", "Annulliert", "Gestrichen"])
def test_other_words_for_it_count_in_headings(heading):
    assert (faults(heading, "ja"), faults(heading, "nein")) == (OFF, ())


def test_a_table_whose_first_date_is_off_keeps_its_row():
    found = list(dates_in_table(b"Titel;Datum;Info\nVeranstaltung;abgesagt;\nB;10.06.2027;\n", most=9))
    assert [each.title for each in found] == ["Veranstaltung", "B"]
