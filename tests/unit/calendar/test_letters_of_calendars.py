"""Letters of foreign calendars: each line in its own code page, and what can't be read is named at its entry."""

import quopri
from base64 import b64encode
from datetime import date

import pytest

from webapp.calendar.ical.entries import dates_of
from webapp.calendar.ical.lines import parts_of
from webapp.calendar.ical.patience import Patience
from webapp.calendar.types import DateFault

LOST = (DateFault.LETTERS_UNREADABLE,)


def calendar(*summaries: bytes, end: bytes = b"\r\n") -> bytes:
    entries = [
        [b"BEGIN:VEVENT", b"UID:%d" % number, *summary.split(b"\r\n"), b"DTSTART:20270601T190000", b"END:VEVENT"]
        for number, summary in enumerate(summaries)
    ]
    return end.join([b"BEGIN:VCALENDAR", *(line for entry in entries for line in entry), b"END:VCALENDAR", b""])


def read(content: bytes):
    return list(dates_of(parts_of(content), zone="Europe/Berlin", today=date(2027, 1, 1), patience=Patience()))


def titles(content: bytes):
    return [each.faults or each.title for each in read(content)]


@pytest.mark.parametrize("bad", [b"Stra\xdfe", b"M\x81ller", b"\xff\xfe", b"K\xc3", b"Gr\xe1\xe1\xdf \x9d"])
@pytest.mark.parametrize("name", [b"SUMMARY", b"LOCATION", b"DESCRIPTION"])
def test_a_byte_that_fits_nowhere_spoils_its_own_entry_alone(bad, name):
    good = "Prüfung für Köche".encode()
    said = b"SUMMARY:A\r\n" + name + b":" + bad if name != b"SUMMARY" else b"SUMMARY:" + bad
    found = titles(calendar(b"SUMMARY:" + good, said, b"SUMMARY:" + good))
    assert found == ["Prüfung für Köche", LOST, "Prüfung für Köche"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850", "mac_roman"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_the_code_page_is_told_by_what_makes_words(encoding, end):
    said = ["Prüfung für Köche", "Große Straße", "Übung macht Ärger"]
    text = calendar(*(f"SUMMARY:{each}".encode() for each in said), end=end.encode()).decode()
    assert titles(text.encode(encoding)) == said


def test_letters_cut_by_a_fold_are_read_beside_a_line_of_another_code_page():
    cut = "SUMMARY:Größe".encode().replace("ö".encode(), b"\xc3\r\n \xb6")
    assert titles(calendar(cut, "SUMMARY:Küche".encode(), b"SUMMARY:Stra\xdfe")) == ["Größe", "Küche", LOST]


def test_a_sign_that_no_text_has_is_named_at_its_entry():
    assert titles(calendar(b"SUMMARY:Mei\x00ster", b"SUMMARY:B")) == [LOST, "B"]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("params", [b"ENCODING=QUOTED-PRINTABLE;CHARSET=%s", b"CHARSET=%s;QUOTED-PRINTABLE"])
def test_quoted_printable_is_read_in_its_code_page(charset, params):
    raw = quopri.encodestring("Prüfung; für Köche".encode(charset))
    assert titles(calendar(b"SUMMARY;" + params % charset.encode() + b":" + raw)) == ["Prüfung; für Köche"]


@pytest.mark.parametrize("params", [b"ENCODING=BASE64;CHARSET=UTF-8", b"ENCODING=b"])
def test_base64_is_read(params):
    assert titles(calendar(b"SUMMARY;" + params + b":" + b64encode("Prüfung".encode()))) == ["Prüfung"]


def test_quoted_printable_goes_on_in_the_next_line():
    said = b"DESCRIPTION;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Erste Zeile=0D=0AGr=C3=\r\n=B6=C3=9Fe =\r\nund mehr"
    (found,) = read(calendar(b"SUMMARY:A\r\n" + said))
    assert found.text == "Erste Zeile\nGröße und mehr"


@pytest.mark.parametrize(
    "said",
    [
        b"SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Pr=FCfung",
        b"SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=X-MOND:Pr=FCfung",
        b"SUMMARY;ENCODING=BASE64:kein Base64!",
        b"SUMMARY:Pr\xef\xbf\xbdfung",
    ],
)
def test_what_its_code_page_does_not_have_is_named(said):
    assert titles(calendar(said, b"SUMMARY:B")) == [LOST, "B"]


def test_a_moved_date_with_lost_letters_leaves_its_series_as_it_is():
    series = b"SUMMARY:Treffen\r\nRRULE:FREQ=DAILY;COUNT=3"
    content = calendar(series, b"SUMMARY:K\xfcche\r\nRECURRENCE-ID:20270602T190000", b"SUMMARY:F\xc3\xbcr").replace(
        b"UID:1", b"UID:0"
    )
    assert titles(content) == ["Treffen", LOST, "Treffen", "Für"]


@pytest.mark.parametrize("title", ["Spaß…", "Spaß“", "MENÜ“", "Viel Spaß–", "Café…“"])
def test_a_letter_and_a_sign_of_windows_are_no_letter_of_another_script(title):
    bad = f"SUMMARY:{title}".encode("cp1252")
    assert titles(calendar(bad)) == [title]
    (first, second, third) = titles(calendar("SUMMARY:Prüfung".encode(), bad, "SUMMARY:Köche".encode()))
    assert (first, second, third) == ("Prüfung", LOST, "Köche")


@pytest.mark.parametrize(
    "title", ["שלום Berlin", "Shalom, שלום", "Karaokeカラオケ", "Žižek", "Привет", "Ελλάδα", "K팝", "Tシャツ"]
)
def test_other_scripts_are_read(title):
    assert titles(calendar(f"SUMMARY:{title}".encode())) == [title]


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac_roman"])
@pytest.mark.parametrize("title", ["GRÖSSE", "Prüfung für Köche", "Ärzte", "Öl", "Straße"])
def test_a_line_of_unicode_amid_another_code_page_is_read(encoding, title):
    others = [f"SUMMARY:{each}".encode(encoding) for each in ("Große Küche", "Übung für alle", "Bäckerei")]
    assert titles(calendar(*others, f"SUMMARY:{title}".encode())) == [
        "Große Küche",
        "Übung für alle",
        "Bäckerei",
        title,
    ]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        (b"Erste=\r\n Zeile", "Erste Zeile"),
        (b"Erste =\r\nZeile", "Erste Zeile"),
        (b"Er=\r\nste=20=\r\nZeile", "Erste Zeile"),
        (b"Erste\r\n =20Zeile", "Erste Zeile"),
        (b"Erste Zeile=", "Erste Zeile"),
    ],
)
def test_wherever_quoted_printable_is_broken_nothing_else_is_lost(said, title):
    rule = b"\r\nRRULE:FREQ=DAILY;COUNT=2"
    content = calendar(b"SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:" + said + rule, b"SUMMARY:B")
    assert titles(content) == [title, title, "B"]


def test_letters_that_were_written_twice_are_their_own_again():
    twice = "Gespräch mit Jürgen Groß – „Übung“".encode().decode("latin-1").encode()
    assert titles(calendar(b"SUMMARY:" + twice)) == ["Gespräch mit Jürgen Groß – „Übung“"]
    assert titles(calendar(b"SUMMARY:" + "Größe und JÃ¼rgen".encode(), b"SUMMARY:B")) == [LOST, "B"]


@pytest.mark.parametrize("title", ["Can Çelik", "Pat O’Neill", "Kosten 20 €", "Šárka"])
def test_letters_of_windows_without_an_umlaut_beside_are_read(title):
    assert titles(calendar(f"SUMMARY:{title}".encode("cp1252"))) == [title]
