"""Calendars of other programs: read rightly, or named at the entry; a bad entry takes no neighbour along."""

from datetime import date, datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.calendar.ical.entries import dates_of
from webapp.calendar.ical.expanding import MOST_REPEATS
from webapp.calendar.ical.lines import looks_like_a_calendar, parts_of
from webapp.calendar.ical.patience import Patience, PatienceError
from webapp.calendar.types import DateFault

TODAY = date(2027, 1, 1)
BERLIN = "DTSTART;TZID=Europe/Berlin:20270601T190000"
# What a library that looks for zones in files stumbles over: folders, names too long, the machine's own clock.
ODD_ZONES = ("Europe", "America", "Etc", "..", "x" * 5000, "localtime", "/etc/localtime", "tzdata.zi", "Factory")
NEIGHBOUR = "BEGIN:VEVENT\nUID:n\nSUMMARY:Nachbar\nDTSTART:20270601T100000\nEND:VEVENT"
OUTLOOK_ZONE = (
    "BEGIN:VTIMEZONE\nTZID:Mitteleuropa\nBEGIN:STANDARD\nDTSTART:16011028T030000\n"
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\n"
    "BEGIN:DAYLIGHT\nDTSTART:16010325T020000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\n"
    "TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE"
)


def calendar(*parts: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", *"\n".join(parts).split("\n"), "END:VCALENDAR", ""]).encode(encoding)


def entry(*lines: str, uid: str = "1") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Treffen", *lines, "END:VEVENT"])


def read(content: bytes):
    return list(dates_of(parts_of(content), zone="Europe/Berlin", today=TODAY, patience=Patience()))


def starts(*lines: str) -> list[str]:
    """When an entry begins, each time; what can't be read as the name of its fault."""
    found = read(calendar(entry(*lines)))
    return [f"{each.starts:%d.%m.%Y %H:%M}" if each.starts else each.faults[0].value for each in found]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([BERLIN, "RRULE:FREQ=DAILY;UNTIL=20270603"], ["01.06.2027 19:00", "02.06.2027 19:00", "03.06.2027 19:00"]),
        ([BERLIN, "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20270602"], ["01.06.2027 19:00", "03.06.2027 19:00"]),
        ([BERLIN, "RDATE;TZID=Europe/Berlin:20270701T190000"], ["01.06.2027 19:00", "01.07.2027 19:00"]),
        # New York changes its clocks on 14 March, Berlin on the 28th.
        (
            ["DTSTART;TZID=America/New_York:20270310T130000", "RRULE:FREQ=WEEKLY;COUNT=3"],
            ["10.03.2027 19:00", "17.03.2027 18:00", "24.03.2027 18:00"],
        ),
        (["DTSTART;TZID=W. Europe Standard Time:20270601T190000"], ["01.06.2027 19:00"]),
        (["DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20270601T190000"], ["01.06.2027 19:00"]),
        (["DTSTART:20270601T170000Z"], ["01.06.2027 19:00"]),
        (["DTSTART;VALUE=DATE:20270601", "RRULE:FREQ=YEARLY;COUNT=2"], ["01.06.2027 09:00", "01.06.2028 09:00"]),
        ([BERLIN, "RRULE:FREQ=DAILY;COUNT=2;INTERVAL=1000000000"], ["01.06.2027 19:00"]),
        (["DTSTART:20200101T100000", "RRULE:FREQ=DAILY;COUNT=3"], ["repeats_over"]),
        ([BERLIN, "RRULE:FREQ=YEARLY"], ["01.06.2027 19:00", "01.06.2028 19:00", "repeats_on"]),
        (["DTSTART;TZID=Irgendwo/Anders:20270601T190000"], ["zone_unknown"]),
        *((["DTSTART;TZID=" + zone + ":20270601T190000"], ["zone_unknown"]) for zone in ODD_ZONES),
        *(([BERLIN, f"EXDATE;TZID={zone}:20270601T190000"], ["zone_unknown"]) for zone in ODD_ZONES),
        ([BERLIN, "RRULE:FREQ=HOURLY;COUNT=3"], ["repeats_unreadable"]),
        ([BERLIN, "RRULE:FREQ=DAILY;BYHOUR=8,9,10;COUNT=3"], ["repeats_unreadable"]),
        ([BERLIN, "RRULE:FREQ=DAILY;INTERVAL=0"], ["repeats_unreadable"]),
        ([BERLIN, "RRULE:FREQ=DAILY;COUNT=3", "EXRULE:FREQ=DAILY;INTERVAL=2"], ["repeats_unreadable"]),
        ([BERLIN, "RRULE:FREQ=DAILY;COUNT=3", "RRULE:FREQ=WEEKLY;COUNT=3"], ["repeats_unreadable"]),
        ([BERLIN, "DTEND;TZID=Europe/Berlin:20270601T200000", "DURATION:PT3H"], ["time_unreadable"]),
        ([BERLIN, "DTEND:20270601T200000"], ["time_unreadable"]),
        ([BERLIN, "DURATION:-PT1H"], ["ends_before"]),
    ],
)
def test_it_is_read_as_it_was_meant_or_named(lines, expected):
    assert starts(*lines) == expected


def test_a_rule_that_never_ends_is_cut_and_says_so():
    found = starts(BERLIN, "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z")
    assert len(found) == MOST_REPEATS + 1
    assert found[-1] == "repeats_on"


def test_a_moved_time_of_a_series_is_taken_at_its_new_time():
    moved = entry("RECURRENCE-ID;TZID=Europe/Berlin:20270602T190000", "DTSTART;TZID=Europe/Berlin:20270609T170000")
    found = read(calendar(entry(BERLIN, "RRULE:FREQ=DAILY;COUNT=2"), moved))
    assert [each.starts for each in found] == [datetime(2027, 6, 1, 19), datetime(2027, 6, 9, 17)]


def test_a_zone_that_only_the_file_knows_is_taken_from_it():
    summer, winter = (entry(f"DTSTART;TZID=Mitteleuropa:2027{day}T190000", uid=day) for day in ("0601", "1201"))
    utc = entry("DTSTART:20271201T180000Z", uid="utc")
    found = read(calendar(OUTLOOK_ZONE, summer, winter, utc))
    assert [each.starts for each in found] == [
        datetime(2027, 6, 1, 19), datetime(2027, 12, 1, 19), datetime(2027, 12, 1, 19),
    ]  # fmt: skip


def test_two_descriptions_are_one_text():
    (found,) = read(calendar(entry(BERLIN, "DESCRIPTION:Erstens", "DESCRIPTION:Zweitens")))
    assert found.text == "Erstens\nZweitens"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_umlauts_are_read_in_every_encoding_in_use(encoding):
    content = calendar(entry(BERLIN, "LOCATION:Büro Größe – „Süd“"), encoding=encoding)
    assert looks_like_a_calendar(content)
    assert read(content)[0].place == "Büro Größe – „Süd“"


def test_a_line_folded_within_a_letter_is_put_together():
    content = calendar(entry(BERLIN, "LOCATION:Größe")).replace("ö".encode(), b"\xc3\r\n \xb6")
    assert read(content)[0].place == "Größe"


@pytest.mark.parametrize(
    "inside",
    [
        "BEGIN:VALARM\nTRIGGER:quatsch\nACTION:\nEND:VALARM",
        "BEGIN:VALARM\nTRIGGER:-PT15M",
        "ATTACH;ENCODING=BASE64;VALUE=BINARY:kein Base64!",
        "GEO:hier",
        "ATTENDEE:::::",
        "Unsinn ohne Doppelpunkt",
        "PRIORITY:hoch",
        'X-FOO;A="B:C',
    ],
)
def test_what_we_do_not_ask_for_spoils_nothing(inside):
    found = read(calendar(entry(BERLIN, inside, "LOCATION:Rathaus"), NEIGHBOUR))
    if "VALARM\nTRIGGER:-" not in inside:
        assert (found[0].starts, found[0].place) == (datetime(2027, 6, 1, 19), "Rathaus")
    assert found[-1].title == "Nachbar"
    assert found[-1].faults == ()


VALUES = {
    "empty": "", "a word": "gestern", "year 1": "00010101T000000", "year 9999": "99991231T235959Z",
    "surprising": "20270230T250000", "huge": "9" * 400, "a duration": "P9999999999D", "an hour": "1h",
    "world time of year 9999": "99991231T235959Z", "world time of year 1": "00010101T000000Z",
}  # fmt: skip
NAMES = ["DTSTART", "DTEND", "DURATION", "EXDATE", "RDATE", "RECURRENCE-ID", "UNTIL", "COUNT", "BYDAY"]


def bent(name: str, value: str, *, twice: bool) -> list[str]:
    base = {"DTSTART": BERLIN, "RRULE": "RRULE:FREQ=DAILY;COUNT=3"}
    if name in ("UNTIL", "COUNT", "BYDAY"):
        base["RRULE"] = f"RRULE:FREQ=DAILY;{name}={value}"
    else:
        base[name] = f"{name}:{value}"
    lines = list(base.values())
    return [*lines, lines[-1]] if twice else lines


@pytest.mark.parametrize(("name", "value", "twice"), [*product(NAMES, VALUES, [False, True])])
def test_any_value_anywhere_is_read_or_named_and_its_neighbour_stays(name, value, twice):
    found = read(calendar(entry(*bent(name, VALUES[value], twice=twice)), NEIGHBOUR))
    assert (found[-1].title, found[-1].faults) == ("Nachbar", ())
    assert len(found) > 1
    for each in found:
        assert (each.starts is None) == bool(each.faults)
        assert each.starts is None or 1970 <= each.starts.year < 2100


@given(st.binary(max_size=400))
@settings(max_examples=150)
def test_any_bytes_in_a_calendar_are_lived_through(noise):
    read(b"BEGIN:VCALENDAR\r\n" + noise + b"\r\n" + calendar(NEIGHBOUR))


@pytest.mark.parametrize("content", [b"BEGIN:VEVENT\r\n" * 5000, b"END:VEVENT\r\n" * 5000, b"BEGIN:X\r\n" * 50_000])
def test_nesting_without_end_is_lived_through(content):
    assert all(each.faults for each in read(b"BEGIN:VCALENDAR\r\n" + content))


def test_a_file_of_rules_without_any_day_is_given_up():
    hopeless = [entry(BERLIN, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", uid=str(number)) for number in range(8)]
    patience = Patience(seconds=0.1)
    dates = dates_of(parts_of(calendar(*hopeless)), zone="Europe/Berlin", today=TODAY, patience=patience)
    assert next(dates).faults == (DateFault.REPEATS_UNREADABLE,)
    with pytest.raises(PatienceError):
        list(dates)
