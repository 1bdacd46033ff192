"""What Outlook and Google write into calendars besides: zones by the names they show, text for a browser."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.calendar.ical.entries import dates_of
from webapp.calendar.ical.lines import parts_of
from webapp.calendar.ical.outlook_zones import _TOLD
from webapp.calendar.ical.patience import Patience
from webapp.calendar.plain import plain_text
from webapp.calendar.types import DateFault, DateHint

D = datetime
SHOWN = [(f"(UTC{offset}) {name}", zone) for zone, (offset, names) in _TOLD.items() for name in names]
RULES = (
    "BEGIN:VTIMEZONE\nTZID:{}\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:{}\nTZOFFSETTO:{}\n"
    "END:STANDARD\nEND:VTIMEZONE\n"
)


def read(entry, zones="", zone="Europe/Berlin"):
    content = f"BEGIN:VCALENDAR\nVERSION:2.0\n{zones}BEGIN:VEVENT\nUID:1\n{entry}\nEND:VEVENT\nEND:VCALENDAR\n"
    parts = parts_of(content.encode())
    return next(dates_of(parts, zone=zone, today=date(2027, 1, 1), patience=Patience()))


def start(tzid, zones="", day="20270610"):
    found = read(f"SUMMARY:A\nDTSTART;TZID={tzid}:{day}T140000", zones)
    return found.faults or found.starts


@pytest.mark.parametrize(("shown", "zone"), SHOWN)
@pytest.mark.parametrize("day", ["20270610", "20271210"])
@pytest.mark.parametrize("written", ['"{}"', "{}", '"{}";X-A=b'])
def test_a_zone_by_the_name_that_outlook_shows(shown, zone, day, written):
    wall = D.strptime(day, "%Y%m%d").replace(hour=14, tzinfo=ZoneInfo(zone))
    wanted = wall.astimezone(ZoneInfo("Europe/Berlin")).replace(tzinfo=None)
    assert start(written.format(shown), day=day) == wanted


@pytest.mark.parametrize(
    "shown",
    [
        '"(GMT+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"',
        '"(UTC+01:00) Amsterdam\\, Berlin\\, Bern\\, Rom\\, Stockholm\\, Wien"',
        '"(utc+01:00) amsterdam, berlin, bern, rom, stockholm, wien"',
        "Mitteleuropäische Zeit",
        "W. Europe Standard Time",
    ],
)
def test_our_own_zone_by_all_its_names(shown):
    assert start(shown) == D(2027, 6, 10, 14)


@pytest.mark.parametrize(
    "shown",
    [
        '"(UTC+02:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"',
        '"(UTC+01:00) Nirgendwo"',
        '"(UTC+01:00)"',
        "Customized Time Zone",
        '""',
    ],
)
def test_a_zone_that_nobody_knows_is_named(shown):
    assert start(shown) == (DateFault.ZONE_UNKNOWN,)


@pytest.mark.parametrize("written", ['"{}"', "{}"])
@pytest.mark.parametrize(
    "shown", ["(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "(UTC+01:00) Irgendwo"]
)
def test_the_rules_in_the_file_come_first(shown, written):
    assert start(written.format(shown), RULES.format(shown, "+0500", "+0500")) == D(2027, 6, 10, 11)


def test_series_and_their_exceptions_know_the_zone_as_well():
    shown = '"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"'
    entry = (
        f"SUMMARY:A\nDTSTART;TZID={shown}:20270610T140000\nDTEND;TZID={shown}:20270610T150000\n"
        f"RRULE:FREQ=DAILY;COUNT=2\nEXDATE;TZID={shown}:20270610T140000"
    )
    found = read(entry)
    assert (found.faults, found.starts) == ((), D(2027, 6, 11, 14))


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Kommt alle", "Kommt alle"),
        ("1 < 2 und 3 > 2", "1 < 2 und 3 > 2"),
        ("Fragen: <ada@example.org>", "Fragen: <ada@example.org>"),
        ("Kaffee &amp; Kuchen&nbsp;gratis", "Kaffee & Kuchen gratis"),
        ("AT&T; Schluss", "AT&T; Schluss"),
        ("<p>Kommt <b>alle</b>&nbsp;mit!</p><p>Bitte</p>", "Kommt alle mit!\n\nBitte"),
        ("Kommt<br>alle<BR/>mit", "Kommt\nalle\nmit"),
        ("Eins\nzwei<br>drei", "Eins\nzwei\ndrei"),
        ("<ul><li>Hammer</li><li>S&auml;ge</li></ul>", "– Hammer\n– Säge"),
        ('<a href="https://example.org/x">Anmelden</a>', "Anmelden (https://example.org/x)"),
        ('<a href="https://example.org/">https://example.org</a>', "https://example.org"),
        ('<a href="mailto:ada@example.org">ada@example.org</a>', "ada@example.org"),
        ('<a href="javascript:alert(1)">los</a>', "los"),
        ("<b>Fragen:</b> <ada@example.org>", "Fragen: <ada@example.org>"),
        ("<html><head><style>p {x}</style></head><body><p>Kommt\nalle</p></body></html>", "Kommt alle"),
        ("<script>boese()</script>Kommt <i>alle", "Kommt alle"),
        ("<table><tr><td>A</td><td>B</td></tr></table>", "A B"),
    ],
)
def test_text_for_a_browser_becomes_text_for_people(said, text):
    assert plain_text(said) == text
    line = said.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")
    assert read(f"SUMMARY:A\nDTSTART:20270610T120000Z\nDESCRIPTION:{line}").text == text


_TAGS = ["p", "b", "i", "div", "span", "li", "td", "strong", "h2", "font"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(_TAGS), st.text("abcäöü <>&;", max_size=12)), min_size=1, max_size=8))
def test_no_word_is_lost_and_no_tag_stays(pieces):
    escaped = [(tag, words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")) for tag, words in pieces]
    told = plain_text("".join(f"<{tag}>{words}</{tag}>" for tag, words in escaped))
    assert re.sub(r"[\s\u2013]", "", told) == re.sub(r"\s", "", "".join(words for _, words in pieces))


@pytest.mark.parametrize("name", ["SUMMARY", "LOCATION"])
def test_what_had_to_be_shortened_is_said(name):
    entry = {"SUMMARY": "A", "DTSTART": "20270610T120000Z", name: "x" * 300}
    assert read("\n".join(f"{key}:{value}" for key, value in entry.items())).hints == (DateHint.SHORTENED,)
