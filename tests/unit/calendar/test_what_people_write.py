"""Ways of writing days, hours, headings and postcodes that offices have: read rightly, or named with the words."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.calendar.reading import dates_in
from webapp.calendar.types import DateFault, DateHint, NotRead

D = datetime
ZONE = "Europe/Berlin"


def row(zone=ZONE, **cells):
    heads, said = zip(*cells.items(), strict=True)
    return rows(f"Titel|{'|'.join(heads)}\nA|{'|'.join(said)}\n", zone)[0]


def rows(text, zone=ZONE, unread=None):
    return dates_in(text.encode(), zone=zone, today=date(2027, 1, 1), unread=unread)


def span(**cells):
    found = row(**cells)
    return found.faults or (found.starts, found.ends, found.all_day)


WHOLE = (D(2027, 6, 10, 9), D(2027, 6, 10, 17), True)
MIDNIGHT = (D(2027, 6, 10), D(2027, 6, 10, 2), False)


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("10.06.2027 0 Uhr", MIDNIGHT),
        ("10.06.2027, 00 Uhr", MIDNIGHT),
        ("10.06.2027 12 am", MIDNIGHT),
        ("10.06.2027 0:00 Uhr", MIDNIGHT),
        ("10.06.2027 0–2 Uhr", MIDNIGHT),
        ("10.06.2027 12 pm", (D(2027, 6, 10, 12), D(2027, 6, 10, 14), False)),
        ("10.06.2027 00:00", WHOLE),
        ("10.06.2027 00:00:00", WHOLE),
        ("46548.0", WHOLE),
        ("10.06.2027, ganztägig", WHOLE),
        ("10.06.2027 (ganztags)", WHOLE),
        ("10.06.2027 all day", WHOLE),
        ("10.06.2027 den ganzen Tag", WHOLE),
        ("10.-11.06.2027, ganztägig", (D(2027, 6, 10, 9), D(2027, 6, 11, 17), True)),
        ("10.06.2027 ganztägig 9 Uhr", (DateFault.DAY_UNREADABLE,)),
        ("2027-06-10T14:00:00Z", (D(2027, 6, 10, 16), D(2027, 6, 10, 18), False)),
        ("2027-06-10 14:00Z", (D(2027, 6, 10, 16), D(2027, 6, 10, 18), False)),
        ("2027-06-10T14:00:00.000Z", (D(2027, 6, 10, 16), D(2027, 6, 10, 18), False)),
        ("2027-06-10T23:30:00Z", (D(2027, 6, 11, 1, 30), D(2027, 6, 11, 3, 30), False)),
        ("2027-06-10T14:00:00+01:00", (D(2027, 6, 10, 15), D(2027, 6, 10, 17), False)),
        ("2027-13-10T14:00:00Z", (DateFault.DAY_UNREADABLE,)),
        ("1800-06-10T14:00:00Z", (DateFault.DAY_UNREADABLE,)),
    ],
)
def test_days_with_hours(said, when):
    assert span(Datum=said) == when


def test_moments_in_world_time_make_a_span():
    cells = {"Beginn": "2027-06-10T14:00:00Z", "Ende": "2027-06-10T16:00:00Z"}
    assert span(**cells) == (D(2027, 6, 10, 16), D(2027, 6, 10, 18), False)


@pytest.mark.parametrize("said", ["14 bis 16", "14-16", "von 14 bis 16", "14 – 16", "14:00 bis 16"])
@pytest.mark.parametrize("head", ["Uhrzeit", "Zeit", "Uhrzeit (von – bis)", "Beginn", "von"])
def test_bare_hours_in_a_column_of_hours(head, said):
    assert span(**{"Datum": "10.06.2027", head: said}) == (D(2027, 6, 10, 14), D(2027, 6, 10, 16), False)


@pytest.mark.parametrize("said", ["10.06.2027, 14 bis 16", "10.06.2027 14-16", "10.06.2027 von 14 bis 16"])
@pytest.mark.parametrize("head", ["Datum / Uhrzeit", "Datum", "Termin (Datum, Uhrzeit)"])
def test_bare_hours_behind_a_day(head, said):
    assert span(**{head: said}) == (D(2027, 6, 10, 14), D(2027, 6, 10, 16), False)


@pytest.mark.parametrize("said", ["31.10.2027 2:30", "31.10.2027 2:30–4:00", "31.10.2027 1:00–2:15"])
def test_an_hour_that_comes_twice_is_named_and_can_be_taken(said):
    found = row(Datum=said)
    assert (found.faults, found.hints) == ((), (DateHint.HOUR_TWICE,))
    assert found.starts is not None


def test_hours_beside_it_are_not():
    assert row(Datum="31.10.2027 3:00–4:00").hints == row(Datum="30.10.2027 2:30").hints == ()


def test_an_entry_of_a_calendar_in_that_hour_is_named_as_well():
    entry = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:A\nDTSTART:20271031T013000Z\nEND:VEVENT\nEND:VCALENDAR\n"
    assert rows(entry)[0].hints == (DateHint.HOUR_TWICE,)


@pytest.mark.parametrize(
    "head",
    [
        ("Name der Veranstaltung", "Datum / Uhrzeit"),
        ("Veranstaltungsname", "Datum & Uhrzeit"),
        ("Titel*", "Datum (TT.MM.JJJJ):"),
        ("Veranstaltung / Titel", "Datum/Zeit"),
        ("Thema der Veranstaltung", "Termin (Datum)"),
        ("Bezeichnung der Veranstaltung", "Datum der Veranstaltung"),
        ("Event name", "Date / Time"),
    ],
)
def test_headings_of_offices(head):
    (found,) = rows(f"{head[0]}|{head[1]}\nA|10.06.2027\n")
    assert (found.title, found.starts) == ("A", D(2027, 6, 10, 9))


@pytest.mark.parametrize(
    ("starts", "ends"),
    [("Beginn (Uhrzeit)", "Ende (Uhrzeit)"), ("Uhrzeit (von)", "Uhrzeit (bis)"), ("Start (Uhr)", "Ende [Uhr]")],
)
def test_headings_of_hours(starts, ends):
    cells = {"Datum": "10.06.2027", starts: "14", ends: "16"}
    assert span(**cells) == (D(2027, 6, 10, 14), D(2027, 6, 10, 16), False)


@pytest.mark.parametrize("head", ["Max. Plätze", "Teilnehmerzahl (max.)", "Max. Teilnehmerzahl", "Anzahl Plätze"])
def test_headings_of_places(head):
    assert row(**{"Datum": "10.06.2027", head: "12"}).capacity == 12


def test_columns_that_nobody_reads_are_told():
    unread = NotRead()
    rows("Titel|Datum|Preis 5 €|leer|Referent|\nA|10.06.2027|5||Ada|noch was\nB|11.06.2027||||\n", unread=unread)
    assert unread.columns == ["Preis 5 €", "Referent", "F (noch was)"]


WORDS = st.text("abcdefghijklmnop", min_size=3, max_size=8).map(lambda word: f"x{word}")


@settings(deadline=None, max_examples=50)
@given(
    heads=st.lists(WORDS, min_size=1, max_size=6, unique=True), cells=st.lists(st.sampled_from(["", "y"]), min_size=6)
)
def test_each_full_column_is_read_or_told(heads, cells):
    unread = NotRead()
    said = dict(zip(heads, cells, strict=False))
    rows(f"Titel|Datum|{'|'.join(heads)}\nA|10.06.2027|{'|'.join(said.values())}\n", unread=unread)
    assert unread.columns == [head for head, cell in said.items() if cell]


KEPT = (DateHint.POSTCODE_AS_WRITTEN,)


@pytest.mark.parametrize(
    ("postcode", "town", "kept", "hints"),
    [
        ("1067", "Dresden", "01067", ()),
        ("9648", "Mittweida", "09648", ()),
        ("9648", "", "09648", ()),
        ("1010", "Wien", "1010", KEPT),
        ("1010", "wien 1. Bezirk", "1010", KEPT),
        ("8001", "Zürich", "8001", KEPT),
        ("5020", "Salzburg", "5020", KEPT),
        ("9490", "Vaduz", "9490", KEPT),
        ("4020", "Linz an der Donau", "4020", KEPT),
        ("5999", "Irgendwo", "5999", KEPT),
        ("1067", "Dresden, Österreich", "1067", KEPT),
        ("01067", "Wien", "01067", ()),
    ],
)
def test_a_zero_is_put_before_a_postcode_only_where_nothing_speaks_against_it(postcode, town, kept, hints):
    for cells in ({"PLZ": postcode, "Stadt": town}, {"PLZ Ort": f"{postcode} {town}"} if town else {"PLZ": postcode}):
        found = row(Datum="10.06.2027", **cells)
        assert (found.faults, found.postcode, found.hints) == ((), kept, hints)


def test_a_country_settles_it():
    assert row(Datum="10.06.2027", PLZ="1010", Stadt="Wien", Land="Österreich").hints == ()
    assert row(Datum="10.06.2027", PLZ="1067", Stadt="Dresden", Land="Deutschland").postcode == "01067"
    assert row(Datum="10.06.2027", PLZ="A-1010", Stadt="Wien").postcode == "A-1010"


@pytest.mark.parametrize(
    ("cells", "fault", "quote"),
    [
        ({"Datum": "nächsten Dienstag"}, DateFault.DAY_UNREADABLE, "nächsten Dienstag"),
        ({"Datum": "10.06.2027", "Uhrzeit": "ca. 14 Uhr"}, DateFault.TIME_UNREADABLE, "ca. 14 Uhr"),
        ({"Datum": "Mo, 10.06.2027"}, DateFault.WEEKDAY_DIFFERS, "Mo, 10.06.2027"),
        ({"Datum": "10.06.2027", "von": "14–16", "bis": "17"}, DateFault.TIMES_DIFFER, "10.06.2027 / 14–16 / 17"),
        ({"Datum": "10.06.2027", "Plätze": "viele"}, DateFault.CAPACITY_UNREADABLE, "viele"),
        ({"Datum": "10.06.2027", "PLZ": "106", "Stadt": "X"}, DateFault.POSTCODE_UNREADABLE, "106"),
        ({"Datum": "10.06.2027", "Status": "offen"}, DateFault.STATUS_UNCLEAR, "offen"),
        ({"Datum": f"bald {'x' * 300}"}, DateFault.DAY_UNREADABLE, f"bald {'x' * 75}…"),
        ({"Datum": "16:00–14:00", "Tag": "10.06.2027"}, DateFault.ENDS_BEFORE, "16:00–14:00 / 10.06.2027"),
        ({"Datum": "10.06.2027", "Dauer": "lang"}, DateFault.TIME_UNREADABLE, "lang"),
    ],
)
def test_a_fault_quotes_the_cell_that_it_is_about(cells, fault, quote):
    found = row(**cells)
    assert (found.faults, found.quotes) == ((fault,), {fault.value: quote})
