"""Times, days and places as offices write them every day: all read, none refused."""

from datetime import date, datetime
from itertools import product

import pytest

from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault

GERMAN = (
    ("Januar", "Jan.", "Jan", "Jänner", "Jän.", "Jaenner", "JÄNNER"),
    ("Februar", "Feb.", "Feb", "Feber", "Febr."),
    ("März", "Mär.", "Mrz", "Maerz", "MÄRZ"),
    ("April", "Apr.", "Apr"),
    ("Mai",),
    ("Juni", "Jun.", "Jun"),
    ("Juli", "Jul.", "Jul"),
    ("August", "Aug.", "Aug"),
    ("September", "Sept.", "Sep.", "Sep"),
    ("Oktober", "Okt.", "Okt"),
    ("November", "Nov.", "Nov"),
    ("Dezember", "Dez.", "Dez"),
)
ENGLISH = (
    ("January", "Jan"),
    ("February", "Feb"),
    ("March", "Mar"),
    ("April", "Apr"),
    ("May",),
    ("June", "Jun"),
    ("July", "Jul"),
    ("August", "Aug"),
    ("September", "Sep", "Sept"),
    ("October", "Oct"),
    ("November", "Nov"),
    ("December", "Dec"),
)
BOTH = tuple((*german, *english) for german, english in zip(GERMAN, ENGLISH, strict=True))


def read(heads, *cells):
    table = f"Titel;{heads}\nA;{';'.join(cells)}\n"
    (found,) = dates_in_table(table.encode(), most=10, zone="Europe/Berlin")
    return found


def days(said):
    found = read("Datum", said)
    return found.faults or (found.starts.date(), found.ends.date())


def hours(said, heads="Datum;Uhrzeit"):
    found = read(heads, *(["10.06.2027", said] if ";" in heads else [f"10.06.2027, {said}"]))
    return found.faults or (f"{found.starts:%H:%M}", "" if found.open_end else f"{found.ends:%H:%M}")


CLOCKS = [
    ("14:00", "14:00"),
    ("14.00", "14:00"),
    ("14:30", "14:30"),
    ("08:30", "08:30"),
    ("9.15", "09:15"),
    ("14", "14:00"),
]
UNITS = (" Uhr", "Uhr", " Uhr.", "Uhr.", " h", "h", " h.", " UHR", "")
DASHES = ("-", " - ", "–", " – ", " bis ")


@pytest.mark.parametrize("heads", ["Datum;Uhrzeit", "Datum;Beginn", "Datum"])
def test_a_time_is_read_with_any_unit(heads):
    wrong = []
    for (said, hour), unit in product(CLOCKS, UNITS):
        if said == "14" and heads == "Datum" and not unit:
            continue  # a bare number behind a day
        found = hours(f"{said}{unit}", heads)
        wrong += [] if found == (hour, "") else [(said + unit, found)]
    assert wrong == []


@pytest.mark.parametrize("heads", ["Datum;Uhrzeit", "Datum"])
def test_a_span_is_read_with_any_unit_at_either_end(heads):
    ends = [("16:00", "16:00"), ("16.00", "16:00"), ("17:45", "17:45"), ("16", "16:00")]
    wrong = []
    for (begin, first), (end, last), one, other, dash in product(
        CLOCKS, ends, ("", " Uhr", "Uhr", " h", "h"), UNITS, DASHES
    ):
        said = f"{begin}{one}{dash}{end}{other}"
        found = hours(said, heads)
        wrong += [] if found == (first, last) else [(said, found)]
    assert wrong == []


@pytest.mark.parametrize(("begin", "end"), [("14:00 h", "16:00 h"), ("14.00 h", "16.30 h"), ("14.00h", "16.00h")])
def test_units_in_two_columns_are_read(begin, end):
    found = read("Datum;Beginn;Ende", "10.06.2027", begin, end)
    assert (found.faults, found.starts.hour, found.ends.hour) == ((), 14, 16)


def test_twenty_hours_of_the_clock_are_no_length():
    found = read("Datum;Beginn;Ende", "10.06.2027", "14:00", "16.00 h")
    assert (found.faults, found.ends) == ((), datetime(2027, 6, 10, 16))


@pytest.mark.parametrize("said", ["1:30 h", "1.30 h", "2:00 h", "2.00h", "6:00 h", "2 h.", "8 h.", "1:30 h."])
def test_a_length_with_its_unit_is_still_no_begin(said):
    assert hours(said) == (DateFault.TIME_UNREADABLE,)


@pytest.mark.parametrize("said", ["14:00 - 2:00 h", "14.00-2.30h", "14 Uhr - 1:30 h", "14:00 - 2 h."])
def test_nor_an_end(said):
    assert hours(said) == (DateFault.TIME_UNREADABLE,)


def test_every_name_of_a_month_is_read_in_every_place():
    ways = ("10. {} 2027", "10.{}2027", "10 {} 2027", "10.{} 2027", "10-{}-2027", "10/{}/2027", "10-{}-27", "10. {} 27")
    wrong = []
    for month, names in enumerate(BOTH, 1):
        for name, way in product(names, ways):
            found = days(way.format(name))
            wrong += [] if found == (date(2027, month, 10),) * 2 else [(way.format(name), found)]
    assert wrong == []


def test_every_month_is_read_before_its_days():
    ways = ("{} 10, 2027", "{} 10 2027", "{} 10th, 2027")
    spans = ("{} 10-12, 2027", "{} 10–12 2027", "{} 10 - 12, 2027", "{} 10 to 12, 2027", "{} 10th–12th, 2027")
    wrong = []
    for (month, names), way in product(enumerate(ENGLISH, 1), (*ways, *spans)):
        for name in names:
            found, last = days(way.format(name)), 12 if way in spans else 10
            wrong += [] if found == (date(2027, month, 10), date(2027, month, last)) else [(way.format(name), found)]
    assert wrong == []


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        *((said, 10, 10) for said in ("10. 6. 27", "10. 06. 27", "10.6. 27", "10. 6.27", "Do, 10. 6. 27", "20270610")),
        *((said, 10, 12) for said in ("10.-12. 6. 27", "10. 6. - 12. 6. 27", "20270610-20270612", "10.-12.Juni2027")),
        *((said, 10, 11) for said in ("June 10 and 11, 2027", "June 10 & 11, 2027")),
    ],
)
def test_days_in_digits_are_read(said, first, last):
    assert days(said) == (date(2027, 6, first), date(2027, 6, last))


def test_hours_stand_behind_any_of_them():
    for day, time in product(
        ("10. 6. 27", "10-Jun-27", "10.Juni2027", "20270610", "June 10, 2027"), ("14-16Uhr", "14:00-16:00 h")
    ):
        found = read("Datum", f"{day}, {time}")
        assert (found.faults, found.starts, found.ends) == ((), datetime(2027, 6, 10, 14), datetime(2027, 6, 10, 16))
    found = read("Datum", "June 10-12, 2027, 14:00")
    assert found.faults or found.starts == datetime(2027, 6, 10, 14)


@pytest.mark.parametrize(
    "said", ["27-Jun-28", "June 31, 2027", "20271310", "10062027", "20102027", "10. 6. 14", "June 12-10, 2027"]
)
def test_what_is_no_day_or_may_be_two_is_named(said):
    assert isinstance(days(said)[0], DateFault)


MOST = ("", "max. ", "max ", "max.", "maximal ", "Max. ", "höchstens ", "bis ", "bis zu ", "up to ", "at most ")
NUMBERS = (("30", 30), ("30.0", 30), ("30,0", 30), ("30,00", 30), ("1.200", 1200), ("1 200", 1200), ("1200", 1200))
PEOPLE = (
    *(
        "",
        " Personen",
        " Pers.",
        " Pers",
        " Teilnehmer",
        " Teilnehmende",
        " TN",
        "TN",
        " Pl.",
        " Plätze",
        " Sitzplätze",
    ),
    *(" Teilnehmerinnen und Teilnehmer", " Teilnehmer*innen", " Teilnehmer:innen", " Gäste", " people", " seats"),
    *(" freie Plätze", " TeilnehmerInnen", " TN*innen", " Plätze (max.)"),
)


def test_places_are_read_whatever_stands_around_the_number():
    wrong = []
    for most, (number, places), people in product(MOST, NUMBERS, PEOPLE):
        found = read("Datum;Plätze", "10.06.2027", f"{most}{number}{people}")
        wrong += [] if (found.faults, found.capacity) == ((), places) else [f"{most}{number}{people}"]
    assert wrong == []


@pytest.mark.parametrize(
    "said",
    [
        *(
            "unbegrenzt",
            "Unbegrenzt.",
            "offen für alle",
            "ohne Begrenzung",
            "keine Begrenzung",
            "unlimited",
            "no limit",
        ),
        *("unbeschränkt", "ohne Limit", "kein Limit", "keine Teilnehmerbegrenzung", "open to all", "", "-", "–"),
    ],
)
def test_no_limit_is_read(said):
    found = read("Datum;Plätze", "10.06.2027", said)
    assert (found.faults, found.capacity) == ((), None)


@pytest.mark.parametrize(
    "said", ["keine", "Keine", "ohne", "none", "?", "keine mehr", "keine Plätze", "0", "ausgebucht", "20-30"]
)
def test_none_may_be_none_left_and_is_named(said):
    found = read("Datum;Plätze", "10.06.2027", said)
    assert found.faults == (DateFault.CAPACITY_UNREADABLE,)
    assert found.quotes[DateFault.CAPACITY_UNREADABLE] == said


@pytest.mark.parametrize("heads", ["Datum;Uhrzeit", "Datum"])
@pytest.mark.parametrize("said", ["2-4", "2 - 4", "1–3", "2 bis 4", "5-7", "6-8", "6-12"])
def test_bare_hours_are_no_night(said, heads):
    found = read(heads, *(["10.06.2027", said] if ";" in heads else [f"10.06.2027, {said}"]))
    assert found.faults == (DateFault.TIME_UNREADABLE,)


def test_nor_are_they_in_two_columns():
    assert read("Datum;Beginn;Ende", "10.06.2027", "2", "4").faults == (DateFault.TIME_UNREADABLE,)
    assert read("Datum;Uhrzeit", "10.06.2027", "2").faults == (DateFault.TIME_UNREADABLE,)


@pytest.mark.parametrize(
    ("said", "begins", "ends"),
    [
        *(
            ("7-9", "07:00", "09:00"),
            ("9-12", "09:00", "12:00"),
            ("6-18", "06:00", "18:00"),
            ("02-04", "02:00", "04:00"),
        ),
        *(("2:00-4:00", "02:00", "04:00"), ("0-4", "00:00", "04:00"), ("2–4 pm", "14:00", "16:00")),
    ],
)
def test_hours_that_say_which_they_are_are_read(said, begins, ends):
    assert hours(said) == (begins, ends)
