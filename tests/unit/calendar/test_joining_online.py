"""A link for joining is no place, and a place is no link: each is read as what it is, or said at the date."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.admin.dates.labels import DATE_HINTS
from webapp.calendar.ical.entries import dates_of
from webapp.calendar.ical.lines import parts_of
from webapp.calendar.ical.patience import Patience
from webapp.calendar.joining import links_in
from webapp.calendar.online import where_in
from webapp.calendar.reading import dates_in
from webapp.calendar.types import DateHint

ZOOM = "https://us02web.zoom.us/j/12345678901?pwd=abc.DEF"
TEAMS = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_X%40thread.v2/0?context=%7b%22Tid%22%3a%22x%22%7d"
MEET = "https://meet.google.com/abc-defg-hij"
BBB = "https://bbb.hwk.example/rooms/abc-def/join"
OWN = "https://online.hwk.example/raum"
PAGE = "https://www.chemnitz.de/rathaus"
MAP = "https://maps.app.goo.gl/abcdef"
LINKS = [ZOOM, TEAMS, MEET, BBB, OWN]
NO_LINK, UNCLEAR, IN_TEXT = (DateHint.NO_LINK,), (DateHint.WHERE_UNCLEAR,), (DateHint.LINK_IN_TEXT,)
HALL = "HWK Chemnitz (Saal 2, EG)"


def entry(location="", more="", text=""):
    escaped = location.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:1", "SUMMARY:A", "DTSTART:20270610T120000Z"]
    lines += [f"LOCATION:{escaped}", f"DESCRIPTION:{text}", *more.split("\n"), "END:VEVENT", "END:VCALENDAR"]
    parts = parts_of("\r\n".join(line for line in lines if line).encode())
    (found,) = dates_of(parts, zone="Europe/Berlin", today=date(2027, 1, 1), patience=Patience())
    return found


def row(place, head="Ort", more="", heading=""):
    cell = place.replace('"', '""')
    content = f'Titel|Datum|{head}|{heading}\nA|10.06.2027|"{cell}"|{more}\n'.encode()
    (found,) = dates_in(content, zone="Europe/Berlin", today=date(2027, 1, 1))
    return found


def told(found):
    assert found.faults == ()
    return found.place, found.online, found.hints


@pytest.mark.parametrize(
    ("said", "place", "online", "hints"),
    [
        (ZOOM, "", ZOOM, ()),
        (OWN, "", OWN, ()),
        (f"<{TEAMS}>", "", TEAMS, ()),
        (f"Zoom: {ZOOM}", "", ZOOM, ()),
        (f"Zoom ({ZOOM})", "", ZOOM, ()),
        (f"Microsoft Teams-Besprechung; {TEAMS}", "", TEAMS, ()),
        (f"online – {OWN}.", "", OWN, ()),
        (f"Online via Jitsi, Link: {OWN}", "", OWN, ()),
        (f"{ZOOM}\n{ZOOM}", "", ZOOM, ()),
        ("zoom.us/j/123456", "", "https://zoom.us/j/123456", ()),
        ("www.hwk.example/online", "", "https://www.hwk.example/online", ()),
        # Both.
        (f"{HALL}, {ZOOM}", HALL, ZOOM, ()),
        (f"{HALL} / online: {OWN}", HALL, OWN, ()),
        (f"{HALL} und online ({OWN})", HALL, OWN, ()),
        (f"Rathaus; Microsoft Teams-Besprechung {TEAMS}", "Rathaus", TEAMS, ()),
        # Nobody said how.
        ("Microsoft Teams-Besprechung", "", "", NO_LINK),
        ("Microsoft Teams Meeting", "", "", NO_LINK),
        ("online", "", "", NO_LINK),
        ("Online-Veranstaltung (Zoom)", "", "", NO_LINK),
        ("Webinar, Link folgt per E-Mail", "", "", NO_LINK),
        ("Videokonferenz", "", "", NO_LINK),
        ("virtuell", "", "", NO_LINK),  # codespell:ignore virtuell
        ("Online-Seminar", "", "", NO_LINK),
        ("Web-Seminar via Webex", "", "", NO_LINK),
        ("Zoom, Meeting-ID: 123 456 789", "", "", NO_LINK),
        (f"{HALL}, online", f"{HALL}, online", "", NO_LINK),
        ("Rathaus und Zoom", "Rathaus und Zoom", "", NO_LINK),
        ("Zoom 123 456 789", "", "", NO_LINK),
        ("Online / Präsenz", "", "", NO_LINK),
        # Nowhere.
        ("hybrid", "", "", UNCLEAR),
        ("telefonisch", "", "", UNCLEAR),
        ("wird noch bekannt gegeben", "", "", UNCLEAR),
        ("Ort: noch offen", "", "", UNCLEAR),
        ("TBA", "", "", UNCLEAR),
        ("Offene Werkstatt", "Offene Werkstatt", "", ()),
        ("Hybrid-Hörsaal 2", "Hybrid-Hörsaal 2", "", ()),
        # Something else, or more than a link can hold.
        (MAP, MAP, "", UNCLEAR),
        (f"Rathaus, {PAGE}", f"Rathaus, {PAGE}", "", UNCLEAR),
        (f"{ZOOM} {MEET}", f"{ZOOM} {MEET}", "", UNCLEAR),
        (f"{ZOOM}, Kenncode: 4711", "", ZOOM, UNCLEAR),
        ("zoommtg://zoom.us/join?confno=1", "zoommtg://zoom.us/join?confno=1", "", UNCLEAR),
        ("https://ada:geheim@zoom.us/j/1", "https://ada:geheim@zoom.us/j/1", "", UNCLEAR),
        # Places.
        ("Raum 2", "Raum 2", "", ()),
        ("Erlebniswelt Zoom Gelsenkirchen", "Erlebniswelt Zoom Gelsenkirchen", "", ()),
        ("Besprechung", "Besprechung", "", ()),
        ("Digitalwerk, Saal Online", "Digitalwerk, Saal Online", "", ()),
        ("Code 7", "Code 7", "", ()),
        ("Meetingraum", "Meetingraum", "", ()),
        ("Treffpunkt: Eingang, kontakt@hwk.example", "Treffpunkt: Eingang, kontakt@hwk.example", "", ()),
        ("", "", "", ()),
    ],
)
def test_what_a_place_says(said, place, online, hints):
    for found in (entry(said), row(said), row(said, "Veranstaltungsort")):
        assert told(found) == (place, online, hints)
        assert set(found.quotes) == set(hints)


def test_the_address_beside_a_link_is_taken_apart_as_ever():
    found = entry(f"Haus der Wirtschaft, Am Markt 1, 09648 Mittweida\n{ZOOM}")
    assert told(found) == ("Haus der Wirtschaft", ZOOM, ())
    assert (found.street, found.postcode, found.city) == ("Am Markt 1", "09648", "Mittweida")


@pytest.mark.parametrize(
    "more",
    [
        f"CONFERENCE;VALUE=URI;FEATURE=VIDEO:{OWN}",
        f'CONFERENCE;VALUE=URI;LABEL="Zoom":{OWN}\nCONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+49371',
        f"X-GOOGLE-CONFERENCE:{OWN}",
        f"X-MICROSOFT-SKYPETEAMSMEETINGURL:{OWN}",
        f"CONFERENCE:{OWN}\nX-GOOGLE-CONFERENCE:{OWN}",
        f"RRULE:FREQ=DAILY;COUNT=1\nX-MICROSOFT-SKYPETEAMSMEETINGURL:{OWN}",
    ],
)
@pytest.mark.parametrize(
    ("said", "place"),
    [("", ""), ("Microsoft Teams-Besprechung", ""), ("Rathaus", "Rathaus"), ("Rathaus; Teams", "Rathaus")],
)
def test_links_that_stand_where_those_for_joining_do(more, said, place):
    assert told(entry(said, more)) == (place, OWN, ())


def test_two_links_for_joining_are_named():
    assert told(entry("online", f"CONFERENCE:{OWN}\nX-GOOGLE-CONFERENCE:{MEET}")) == ("online", "", UNCLEAR)


def test_a_link_in_the_text_is_found_and_named_as_everybody_can_read_it():
    text = f"Jetzt teilnehmen<{TEAMS}>\\nOptionen<https://teams.microsoft.com/meetingOptions/?x=1>"
    assert told(entry("Microsoft Teams-Besprechung", text=text)) == ("", TEAMS, IN_TEXT)
    assert told(entry("Rathaus", text=text)) == ("Rathaus", "", IN_TEXT)
    assert told(entry("Rathaus", text=f"Mehr: {PAGE}")) == ("Rathaus", "", ())
    assert told(entry("online", text=f"Mehr: {PAGE}")) == ("", "", NO_LINK)


@pytest.mark.parametrize("heading", ["Zoom-Link", "Online-Link", "Teilnahmelink", "Link zur Videokonferenz"])
def test_a_column_of_links(heading):
    assert told(row("Rathaus", heading=heading, more=OWN)) == ("Rathaus", OWN, ())
    assert told(row("online", heading=heading, more=OWN)) == ("", OWN, ())
    assert told(row("Rathaus", heading=heading, more="folgt")) == ("Rathaus", "", NO_LINK)
    assert told(row("Rathaus", heading=heading, more="-")) == ("Rathaus", "", ())


def test_a_link_may_stand_where_the_street_does():
    assert told(row(ZOOM, "Adresse")) == ("", ZOOM, ())
    assert told(row("Markt 1", "Adresse")) == ("Markt 1", "", ())


def test_a_town_says_where_beside_a_postcode():
    (found,) = dates_in(b"Titel;Datum;PLZ;Ort\nA;10.06.2027;;online\n", zone="Europe/Berlin", today=date(2027, 1, 1))
    assert told(found) == ("", "", NO_LINK)


def test_a_link_that_is_too_long_is_named():
    link = f"{ZOOM}&x={'y' * 500}"
    found = entry(link)
    assert (found.online, DateHint.WHERE_UNCLEAR in found.hints) == ("", True)


NAMES = st.sampled_from(["", "Zoom", "Teams", "online", "Online-Meeting", "Videokonferenz", "Rathaus", HALL, "Markt 1"])
SIGNS = st.sampled_from([": ", ", ", " ", "\n", " – ", " / ", "; ", " (", " <"])


@settings(deadline=None)
@given(NAMES, SIGNS, st.sampled_from([*LINKS, PAGE, MAP]), st.sampled_from(["", ".", ",", ")", ">"]), st.booleans())
def test_no_link_becomes_a_place_and_no_word_of_a_place_is_lost(name, sign, link, end, turned):
    said = f"{link}{end} {name}" if turned else f"{name}{sign}{link}{end}"
    where = where_in(said)
    assert where.online in {"", link}
    assert where.online == link or DateHint.WHERE_UNCLEAR in where.hints
    assert link not in where.place or DateHint.WHERE_UNCLEAR in where.hints
    if name in {"Rathaus", HALL, "Markt 1"}:
        assert name in where.place
    elif link in LINKS:
        assert (where.place, where.online) == ("", link)


@settings(deadline=None)
@given(st.text("az:/.-+ @(),zoomus", max_size=300))
def test_any_words_are_read(said):
    assert where_in(said).hints or where_in(said).place == said or where_in(said).online


@pytest.mark.parametrize("said", ["a" * 400_000, "a." * 200_000, "zoom.us/" * 50_000, " " * 400_000, "a://" * 100_000])
def test_long_texts_are_looked_through_once(said):
    """Would take hours if each letter were a beginning."""
    assert len(links_in(said)) <= len(said)
    where_in(said)
    where_in(said[:2_400])


def test_every_hint_has_words():
    assert set(DATE_HINTS) == {hint.value for hint in DateHint}
