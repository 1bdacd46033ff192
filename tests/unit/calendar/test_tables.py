"""Dates as people write them in tables: read rightly, or named; never guessed."""

from datetime import datetime

import pytest

from webapp.calendar.errors import DatesUnreadableError
from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault

D = datetime


def read(text, encoding="utf-8"):
    return list(dates_in_table(text.encode(encoding), most=2_000))


def span(head, *cells):
    (found,) = read("|".join(("Titel", *head)) + "\n" + "|".join(("A", *cells)) + "\n")
    return tuple(found.faults) if found.faults else (found.starts, found.ends)


WHOLE = (D(2027, 6, 10, 9), D(2027, 6, 10, 17))
TWO_DAYS = (D(2027, 6, 10, 9), D(2027, 6, 11, 17))
AFTERNOON = (D(2027, 6, 10, 14), D(2027, 6, 10, 16))
NIGHT = (D(2027, 6, 10, 20), D(2027, 6, 11, 2))
OPEN_END = (D(2027, 6, 10, 14), D(2027, 6, 10, 16))


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("10.06.2027", WHOLE),
        ("10.6.27", WHOLE),
        ("10. 6. 2027", WHOLE),
        ("10.06.2027 00:00:00", WHOLE),
        ("Do., 10.06.2027", WHOLE),
        ("Donnerstag, den 10. Juni 2027", WHOLE),
        ("10. Juni 2027", WHOLE),
        ("10. Jun. 2027", WHOLE),
        ("10. Jun 27", WHOLE),
        ("10 June 2027", WHOLE),
        ("June 10th, 2027", WHOLE),
        ("Thu, 10 Jun 2027", WHOLE),
        ("2027-06-10", WHOLE),
        ("2027-06-10T00:00:00", WHOLE),
        ("2027/06/10", WHOLE),
        ("46548", WHOLE),
        ("10.06.2027 14:00", OPEN_END),
        ("2027-06-10T14:00", OPEN_END),
        ("2027-06-10 14:00:00", OPEN_END),
        ("46548.5833333333", OPEN_END),
        ("46548,5833333333", OPEN_END),
        ("10.06.2027, 14 Uhr", OPEN_END),
        ("10.06.2027 14-16 Uhr", AFTERNOON),
        ("Do, 10. Juni 2027, 14.00 – 16.00 Uhr", AFTERNOON),
        ("10.06.2027 von 14 bis 16 Uhr", AFTERNOON),
        ("10.06.2027 14:00 - 10.06.2027 16:00", AFTERNOON),
        ("June 10, 2027, 2–4 pm", AFTERNOON),
        ("10.-11.06.2027", TWO_DAYS),
        ("10.–11. Juni 2027", TWO_DAYS),
        ("10-11.06.2027", TWO_DAYS),
        ("10–11 June 2027", TWO_DAYS),
        ("10./11.06.2027", TWO_DAYS),
        ("10. und 11. Juni 2027", TWO_DAYS),
        ("10.06.-11.06.2027", TWO_DAYS),
        ("10.06. bis 11.06.2027", TWO_DAYS),
        ("10.06.2027 – 11.06.2027", TWO_DAYS),
        ("vom 10. bis zum 11. Juni 2027", TWO_DAYS),
        ("Do./Fr., 10./11.06.2027", TWO_DAYS),
        ("30.12. - 02.01.2028", (D(2027, 12, 30, 9), D(2028, 1, 2, 17))),
        ("31. Mai – 2. Juni 2027", (D(2027, 5, 31, 9), D(2027, 6, 2, 17))),
        ("6/6/2027", (D(2027, 6, 6, 9), D(2027, 6, 6, 17))),
        ("13/06/2027", (D(2027, 6, 13, 9), D(2027, 6, 13, 17))),
        ("06/13/2027", (D(2027, 6, 13, 9), D(2027, 6, 13, 17))),
        ("29.2.2028", (D(2028, 2, 29, 9), D(2028, 2, 29, 17))),
        ("", (DateFault.NO_DAY,)),
        ("–", (DateFault.NO_DAY,)),
        ("14 Uhr", (DateFault.NO_DAY,)),
        ("10.06.", (DateFault.DAY_UNREADABLE,)),
        ("Juni 2027", (DateFault.DAY_UNREADABLE,)),
        ("2027-06", (DateFault.DAY_UNREADABLE,)),
        ("ab 10.06.2027", (DateFault.DAY_UNREADABLE,)),
        ("bis 10.06.2027", (DateFault.DAY_UNREADABLE,)),
        ("10.06.2027?", (DateFault.DAY_UNREADABLE,)),
        ("ca. 10.06.2027", (DateFault.DAY_UNREADABLE,)),
        ("10.06.2027 oder 17.06.2027", (DateFault.DAY_UNREADABLE,)),
        ("10.06.2027T14:00:00Z", (DateFault.DAY_UNREADABLE,)),
        ("2027-06-10T14:00:00+02:00", (DateFault.DAY_UNREADABLE,)),
        ("31.6.2027", (DateFault.DAY_UNREADABLE,)),
        ("29.2.2027", (DateFault.DAY_UNREADABLE,)),
        ("10.06.1999", (DateFault.DAY_UNREADABLE,)),
        ("99999999", (DateFault.DAY_UNREADABLE,)),
        ("14", (DateFault.DAY_UNREADABLE,)),
        ("nächsten Dienstag", (DateFault.DAY_UNREADABLE,)),
        ("Mo, 10.06.2027", (DateFault.WEEKDAY_DIFFERS,)),
        ("10. und 17. Juni 2027", (DateFault.SEVERAL_DAYS,)),
        ("10.06.2027 und 17.06.2027", (DateFault.SEVERAL_DAYS,)),
        ("06/10/2027", (DateFault.DAY_AMBIGUOUS,)),
        ("11.06.2027 - 10.06.2027", (DateFault.ENDS_BEFORE,)),
        ("#REF!", (DateFault.LETTERS_UNREADABLE, DateFault.DAY_UNREADABLE)),
    ],
)
def test_days(said, days):
    assert span(["Datum"], said) == days


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("14:00", OPEN_END),
        ("14.00 Uhr", OPEN_END),
        ("14 Uhr", OPEN_END),
        ("14", OPEN_END),
        ("14h", OPEN_END),
        ("ab 14 Uhr", OPEN_END),
        ("2 pm", OPEN_END),
        ("2:00:00 PM", OPEN_END),
        ("0.5833333333", OPEN_END),
        ("14 – 16 Uhr", AFTERNOON),
        ("14–16 Uhr", AFTERNOON),
        ("14-16", AFTERNOON),
        ("14 bis 16 Uhr", AFTERNOON),
        ("von 14:00 bis 16:00 Uhr", AFTERNOON),
        ("14.00-16.00", AFTERNOON),
        ("14 Uhr - 16 Uhr", AFTERNOON),
        ("14 – 16.00 Uhr", AFTERNOON),
        ("20–2 Uhr", NIGHT),
        ("20:00 – 02:00", NIGHT),
        ("20–24 Uhr", (D(2027, 6, 10, 20), D(2027, 6, 11))),
        ("9 Uhr 30", (D(2027, 6, 10, 9, 30), D(2027, 6, 10, 11, 30))),
        ("", WHOLE),
        ("ganztägig", WHOLE),
        ("nachmittags", (DateFault.TIME_UNREADABLE,)),
        ("ca. 14 Uhr", (DateFault.TIME_UNREADABLE,)),
        ("14 Uhr s.t.", (DateFault.TIME_UNREADABLE,)),
        ("14 Uhr (Einlass 13 Uhr)", (DateFault.TIME_UNREADABLE,)),
        ("10–12 und 14–16 Uhr", (DateFault.TIME_UNREADABLE,)),
        ("24:00", (DateFault.TIME_UNREADABLE,)),
        ("25 Uhr", (DateFault.TIME_UNREADABLE,)),
        ("15:60", (DateFault.TIME_UNREADABLE,)),
        ("14 pm", (DateFault.TIME_UNREADABLE,)),
        ("10–2 pm", (DateFault.TIME_UNREADABLE,)),
        ("16–14 Uhr", (DateFault.ENDS_BEFORE,)),
        ("1400", (DateFault.TIME_UNREADABLE,)),
    ],
)
def test_times(said, times):
    assert span(["Datum", "Uhrzeit"], "10.06.2027", said) == times


@pytest.mark.parametrize(
    ("head", "cells", "when"),
    [
        (["Datum", "von", "bis"], ("10.06.2027", "14:00", "16:00"), AFTERNOON),
        (["Datum", "von", "bis"], ("10.06.2027", "14", "16"), AFTERNOON),
        (["Datum", "von", "bis"], ("10.06.2027", "14 Uhr", "16 Uhr"), AFTERNOON),
        (["Datum", "von", "bis"], ("10.06.2027", "20:00", "02:00"), NIGHT),
        (["Datum", "von", "bis"], ("10.06.2027", "", ""), WHOLE),
        (["von", "bis"], ("10.06.2027", "11.06.2027"), TWO_DAYS),
        (["von", "bis"], ("10.06.2027 14:00", "10.06.2027 16:00"), AFTERNOON),
        (["von", "bis"], ("10.06.2027 14:00", "16:00"), AFTERNOON),
        (["von", "bis", "Beginn", "Ende"], ("10.06.2027", "10.06.2027", "14:00", "16:00"), AFTERNOON),
        (["Beginn", "Ende"], ("2027-06-10T20:00:00", "2027-06-11T02:00:00"), NIGHT),
        (["Datum", "Beginn", "Ende"], ("10.-11.06.2027", "9 Uhr", "17 Uhr"), (DateFault.HOURS_OF_EACH_DAY,)),
        (["Datum", "Beginn", "Ende"], ("10.-11.06.2027", "20:00", "2:00"), NIGHT),
        (["Datum", "Ende"], ("10.06.2027 14:00", "16:00"), AFTERNOON),
        (["Tag", "Datum"], ("Do", "10.06.2027"), WHOLE),
        (["Tag", "Datum"], ("Mo", "10.06.2027"), (DateFault.WEEKDAY_DIFFERS,)),
        (["Datum", "Einlass", "Beginn"], ("10.06.2027", "13:00", "14:00"), OPEN_END),
        (["Datum", "Einlass"], ("10.06.2027", "13:00"), WHOLE),
        (["Datum", "Beginn", "Dauer"], ("10.06.2027", "14:00", "2 Std."), AFTERNOON),
        (["Datum", "Beginn", "Dauer"], ("10.06.2027", "14:00", "120 Min."), AFTERNOON),
        (["Datum", "Beginn", "Dauer"], ("10.06.2027", "14:00", "lang"), (DateFault.TIME_UNREADABLE,)),
        (["Datum", "Beginn", "Ende", "Dauer"], ("10.06.2027", "14", "16", "3 h"), (DateFault.TIMES_DIFFER,)),
        (["Datum", "von"], ("10.06.2027", "11.06.2027"), (DateFault.DAYS_DIFFER,)),
        (["Datum", "Beginn"], ("10.06.2027 14:00", "15:00"), (DateFault.TIMES_DIFFER,)),
        (["Datum", "bis"], ("10.06.2027", "16:00"), (DateFault.NO_BEGIN,)),
        (["Datum", "von", "bis"], ("10.06.2027", "14:00", "später"), (DateFault.TIME_UNREADABLE,)),
        (["Datum", "von", "bis"], ("10.06.2027", "16:00", "14:00"), (DateFault.ENDS_BEFORE,)),
        (["Datum", "von", "bis"], ("10.06.2027", "14:00", "13–16"), (DateFault.TIME_UNREADABLE,)),
        (["von", "bis"], ("14:00", "16:00"), (DateFault.NO_DAY,)),
        (["von", "bis"], ("", "10.06.2027"), (DateFault.NO_DAY,)),
        (["von", "bis"], ("bald", ""), (DateFault.DAY_UNREADABLE,)),
        # Outlook in German and in English, Thunderbird, Google.
        (["Beginnt am", "Beginnt um", "Endet am", "Endet um", "Ganztägiges Ereignis"],
         ("10.6.2027", "14:00:00", "10.6.2027", "16:00:00", "Aus"), AFTERNOON),
        (["Beginnt am", "Beginnt um", "Endet am", "Endet um", "Ganztägiges Ereignis"],
         ("10.6.2027", "00:00:00", "11.6.2027", "00:00:00", "Ein"), WHOLE),
        (["Beginnt am", "Beginnt um", "Endet am", "Endet um", "Ganztägiges Ereignis"],
         ("10.6.2027", "20:00:00", "10.6.2027", "02:00:00", "Falsch"), (DateFault.ENDS_BEFORE,)),
        (["Start Date", "Start Time", "End Date", "End Time", "All day event"],
         ("6/10/2027", "2:00:00 PM", "6/10/2027", "4:00:00 PM", "False"), (DateFault.DAY_AMBIGUOUS,)),
        (["Start Date", "Start Time", "End Date", "End Time", "All Day Event"],
         ("06/20/2027", "2:00 PM", "06/20/2027", "4:00 PM", "FALSE"), (D(2027, 6, 20, 14), D(2027, 6, 20, 16))),
    ],
)  # fmt: skip
def test_several_cells_say_it_together(head, cells, when):
    assert span(head, *cells) == when


def test_one_row_gives_away_in_which_order_day_and_month_stand():
    found = read("Subject,Start Date,Start Time\nA,6/10/2027,2:00 PM\nB,6/20/2027,2:00 PM\n")
    assert [each.starts for each in found] == [D(2027, 6, 10, 14), D(2027, 6, 20, 14)]
    found = read("Subject,Start Date\nA,6/10/2027\nB,6/20/2027\nC,20/6/2027\n")
    assert [each.faults for each in found] == [(DateFault.DAY_AMBIGUOUS,), (), ()]


@pytest.mark.parametrize(
    ("head", "cells", "place"),
    [
        (["Ort"], ["Haus der Wirtschaft, Am Markt 1, 09648 Mittweida"],
         ("Haus der Wirtschaft", "Am Markt 1", "09648", "Mittweida")),
        (["Ort", "PLZ", "Stadt"], ["Rathaus", "1067", "Dresden"], ("Rathaus", "", "01067", "Dresden")),
        (["Veranstaltungsort", "Straße", "PLZ", "Ort"], ["Rathaus", "Markt 1", "01067", "Dresden"],
         ("Rathaus", "Markt 1", "01067", "Dresden")),
        (["Raum", "PLZ Ort"], ["Saal", "D-01067 Dresden"], ("Saal", "", "01067", "Dresden")),
        (["Ort", "PLZ", "Stadt", "Land"], ["Haus", "1010", "Wien", "Österreich"], ("Haus", "", "1010", "Wien")),
        (["Straße", "PLZ", "Ort"], ["Markt 1", "80331", "München"], ("Markt 1", "Markt 1", "80331", "München")),
        (["PLZ", "Ort"], ["", "Rathaus, Markt 1, 01067 Dresden"], ("Rathaus", "Markt 1", "01067", "Dresden")),
        (["PLZ", "Ort"], ["", "Wien, Stephansplatz 1, 1010 Wien"], ("Wien, Stephansplatz 1, 1010 Wien", "", "", "")),
        (["PLZ", "Ort"], ["", "Dresden"], ("Dresden", "", "", "Dresden")),
        (["Raum", "PLZ"], ["Saal", "106"], (DateFault.POSTCODE_UNREADABLE,)),
        (["Raum", "PLZ"], ["Saal", "unbekannt, bitte fragen"], (DateFault.POSTCODE_UNREADABLE,)),
    ],
)  # fmt: skip
def test_places(head, cells, place):
    (each,) = read("|".join(("Titel", "Datum", *head)) + "\n" + "|".join(("A", "10.06.2027", *cells)))
    assert (tuple(each.faults) or (each.place, each.street, each.postcode, each.city)) == place


def test_what_several_columns_say_of_one_thing_is_all_kept():
    (each,) = read(
        "Veranstaltung|Thema|Datum|Veranstaltungsort|Raum|PLZ|Stadt|Land|Beschreibung|Bemerkung\n"
        "Stammtisch|Energie|10.06.2027|HWK|Saal 2|1010|Wien|Österreich|Kommt alle|Mit Imbiss\n"
    )
    assert (each.title, each.place, each.postcode, each.city) == ("Stammtisch", "HWK, Saal 2", "1010", "Wien")
    assert each.text == "Thema: Energie\n\nLand: Österreich\n\nKommt alle\n\nMit Imbiss"


def test_two_numbers_of_places_that_differ_are_named():
    (each,) = read("Titel|Datum|Plätze|max. Teilnehmer\nA|10.06.2027|30|40\n")
    assert each.faults == (DateFault.CAPACITY_UNREADABLE,)


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("30", 30),
        ("30 Plätze", 30),
        ("1.000", 1000),
        ("", None),
        ("unbegrenzt", None),
        ("30 bis 40", DateFault.CAPACITY_UNREADABLE),
        ("viele", DateFault.CAPACITY_UNREADABLE),
        ("0", DateFault.CAPACITY_UNREADABLE),
        ("-5", DateFault.CAPACITY_UNREADABLE),
        ("9999999", DateFault.CAPACITY_UNREADABLE),
    ],
)
def test_places_that_are_left(said, places):
    (each,) = read(f"Titel;Datum;Plätze\nA;10.06.2027;{said}\n")
    assert (each.faults[0] if each.faults else each.capacity) == places


def test_what_a_row_can_not_say_is_a_fault_at_the_row_and_takes_no_neighbour_along():
    text = (
        "Veranstaltungen der Kammer 2027\n\nTitel;Datum;Status\n"
        'A;10.06.2027;fest\n"offen;11.06.2027;\nC;12.06.2027;abgesagt\n'
        f"D;13.06.2027;;zu viel\n;14.06.2027;\n{'x' * 201};15.06.2027;\nG;16.06.2027;\n"
    )
    found = read(text)
    assert [(each.row, each.faults) for each in found] == [
        (4, ()),
        (5, (DateFault.ROW_UNREADABLE,)),
        (6, (DateFault.IS_CANCELLED,)),
        (7, (DateFault.ROW_UNREADABLE,)),
        (8, (DateFault.NO_TITLE,)),
        (9, (DateFault.TOO_LONG,)),
        (10, ()),
    ]
    assert all((each.starts is None) == bool(each.faults) for each in found)


def test_when_the_doors_open_stands_in_the_text():
    (each,) = read("Titel;Datum;Einlass;Beginn;Beschreibung\nA;10.06.2027;13:00:00;14:00;Kommt alle\n")
    assert each.text == "Einlass: 13:00\n\nKommt alle"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850", "mac_roman"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("first", ["", "sep={}\r\n", "Unsere Termine, Stand heute\r\n\r\n"])
def test_whatever_program_wrote_it(encoding, delimiter, first):
    text = first.format(delimiter) + "\r\n".join(
        delimiter.join(row)
        for row in (
            ("Titel", "Datum", "Plätze"),
            ("Bäckerfrühstück", "10.06.2027", "30"),
            ("Über Öfen", "10. Juni 2027", ""),
            ("Größe zählt", "", ""),
        )
    )
    found = read(text, encoding)
    assert [each.title for each in found] == ["Bäckerfrühstück", "Über Öfen", "Größe zählt"]
    assert [each.faults for each in found] == [(), (), (DateFault.NO_DAY,)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "mac_roman"])
@pytest.mark.parametrize(
    "title",
    ["Dialog", "„Holz“ im Haus", "„holz“", "Wie’s läuft – und wie nicht", "André", "Žižek & Šimek", "§ 5", "Ö. Müller"],
)
def test_signs_of_typesetters_are_no_letters(title, encoding):
    try:
        text = f"Titel;Datum;von;bis\n{title};10.06.2027;14 – 16 Uhr;\n".encode(encoding)
    except UnicodeEncodeError:
        text = f"Titel;Datum;von;bis\n{title};10.06.2027;14 – 16 Uhr;\n".encode()
    (each,) = dates_in_table(text, most=9)
    assert (each.title, each.starts, each.ends) == (title, *AFTERNOON)


@pytest.mark.parametrize("title", ["ältere", "Öl", "Straße", "Führung", "Gäste und Äpfel", "für Jörg"])
def test_few_umlauts_are_enough_to_tell_code_pages_apart(title):
    for encoding in ("cp1252", "cp850", "mac_roman"):
        (each,) = dates_in_table(f"Titel;Datum\n{title};10.06.2027\n".encode(encoding), most=9)
        assert each.title == title, encoding


def test_an_umlaut_behind_the_first_64_kilobytes_is_read_in_its_code_page():
    text = "Titel;Datum\n" + "A;10.06.2027\n" * 1_500 + "x" * 50_000 + ";10.06.2027\nKüche;10.06.2027\n"
    assert read(text, "cp1252")[-1].title == "Küche"
    assert len(text.partition("ü")[0]) > 65_536


def test_letters_that_fit_no_code_page_are_named_at_their_row():
    found = list(dates_in_table(b"Titel;Datum\nM\xfc\x81ller;10.06.2027\nB;10.06.2027\n", most=9))
    assert [each.faults for each in found] == [(DateFault.LETTERS_UNREADABLE,), ()]


@pytest.mark.parametrize("sign", [b"\x00", b"\x01", b"\x07\x08"])
def test_a_sign_that_no_text_has_is_named_at_its_row(sign):
    content = b"Titel;Datum\nMei" + sign + b"sterfeier;10.06.2027\n" + b"B;10.06.2027\n" * 3
    found = list(dates_in_table(content, most=9))
    assert [each.faults for each in found] == [(DateFault.LETTERS_UNREADABLE,), (), (), ()]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"Titel;Ort\nA;B\n", "no_columns"),
        (b"Kein;Kopf\n" * 60 + b"Titel;Datum\nA;10.06.2027\n", "no_columns"),
        (b"Titel;Datum\n" + b";;\n" * 300 + b"A;10.06.2027\n" * 300, None),
        (b"x\n" * 300, "no_columns"),
        (b"\x00\x01\x02", "no_table"),
        (b"PK\x03\x04broken", "no_table"),
    ],
)
def test_what_is_no_such_table_is_named(content, problem):
    if problem is None:
        assert len(list(dates_in_table(content, most=99))) == 100
        return
    with pytest.raises(DatesUnreadableError) as refusal:
        list(dates_in_table(content, most=99))
    assert refusal.value.details["problem"] == problem


@pytest.mark.parametrize(
    ("text", "lacking", "row", "headings"),
    [
        ("Titel;Ort\nA;B\n", ("day",), 1, ["Titel", "Ort"]),
        ("Plan 2027;\n\nDatum;Referentin;Ort\n10.06.2027;Ada;B\n", ("title",), 3, ["Datum", "Referentin", "Ort"]),
        ("Referentin|Raum\nAda|B\n", ("title", "day"), 1, ["Referentin", "Raum"]),
    ],
)
def test_a_table_without_a_column_says_which_and_what_was_seen(text, lacking, row, headings):
    with pytest.raises(DatesUnreadableError) as refusal:
        read(text)
    told = {"problem": "no_columns", "lacking": lacking, "row": row, "headings": headings}
    assert refusal.value.details == told
