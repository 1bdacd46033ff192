"""Places as people write them: taken apart where that is certain, and no word is ever lost."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.calendar import rules
from webapp.calendar.ical.entries import dates_of
from webapp.calendar.ical.lines import parts_of
from webapp.calendar.ical.patience import Patience
from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateHint


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("Rathaus, Markt 1, 09648 Mittweida", ("Rathaus", "Markt 1", "09648", "Mittweida")),
        ("Rathaus, D-09648 Mittweida", ("Rathaus", "", "09648", "Mittweida")),
        ("Rathaus", ("Rathaus", "", "", "")),
        ("Rathaus\nMarkt 1\n09648 Mittweida", ("Rathaus", "Markt 1", "09648", "Mittweida")),
        ("", ("", "", "", "")),
        ("09648 Mittweida", ("Mittweida", "", "09648", "Mittweida")),
        ("Rathaus, 15230 Frankfurt (Oder)", ("Rathaus", "", "15230", "Frankfurt (Oder)")),
        ("Markt 1, Rathaus, 09648 Mittweida", ("Rathaus", "Markt 1", "09648", "Mittweida")),
        ("09648 Mittweida, Rathaus, Markt 1", ("Rathaus", "Markt 1", "09648", "Mittweida")),
        ("Limbacher Str. 195, 09116 Chemnitz", ("Limbacher Str. 195", "", "09116", "Chemnitz")),
        (
            "Haus des Handwerks, Saal 2, Limbacher Str. 195, 09116 Chemnitz",
            ("Haus des Handwerks, Saal 2", "Limbacher Str. 195", "09116", "Chemnitz"),
        ),
        (
            "Haus des Handwerks, Saal 2, 09116 Chemnitz",
            ("Haus des Handwerks, Saal 2", "", "09116", "Chemnitz"),
        ),
        ("Haus, Werkstatt 3, 09116 Chemnitz", ("Haus, Werkstatt 3", "", "09116", "Chemnitz")),
        ("Haus, Am Ring 3a, Markt 5, 09116 Chemnitz", ("Haus, Am Ring 3a, Markt 5", "", "09116", "Chemnitz")),
        ("HWK (Saal 2, EG), Markt 1, 09116 Chemnitz", ("HWK (Saal 2, EG)", "Markt 1", "09116", "Chemnitz")),
        *(
            (said, (said, "", "", ""))
            for said in (
                "Haus des Handwerks, Saal 2",
                "Limbacher Str. 195, Chemnitz",
                "Rathaus, Markt 1, 9111 Chemnitz",
                "Wien, Stephansplatz 1, 1010 Wien",
                "Rathaus, Stephansplatz 1, A-1010 Wien",
                "HWK Chemnitz (Limbacher Str. 195), Eingang B",
                "Rathaus, Markt 1, 09648 Mittweida, Österreich",
                "Haus, Rue 1, 75001 Paris, Frankreich",
                "Rathaus, 09648 Mittweida, 09116 Chemnitz",
                "Teams (online), https://example.org/a,b",
            )
        ),
    ],
)
def test_places_are_taken_apart_where_they_can_be(said, parts):
    assert tuple(rules.place_in(said).values()) == parts


_NAMES = ["Rathaus", "Haus des Handwerks", "HWK Chemnitz (Foyer)", "Gasthof „Zur Post“", "Café 1900", "online", ""]
_ROOMS = ["Saal 2", "Eingang B", "1. OG", "Raum 3.14", "Werkstatt 3", "Hörsaal 7, links", ""]
_STREETS = ["Limbacher Str. 195", "Am Markt 1a", "Straße des 17. Juni 135", "Schloßplatz 4-6", "C 7, 12", "Hof 3", ""]
_POSTCODES = ["09116", "9116", "D-09116", "1010", "A-1010", "75001", ""]
_TOWNS = ["Chemnitz", "Frankfurt (Oder)", "Wien", "Bad Schlema", "Halle/Saale", ""]
_COUNTRIES = ["Deutschland", "Österreich", "", ""]


def _words(text):
    return sorted(re.findall(r"\w+", re.sub(r"\bD-(?=\d{5})", "", text)))


@st.composite
def _cells(draw):
    """A place as somebody may write it, in any order."""
    town = f"{draw(st.sampled_from(_POSTCODES))} {draw(st.sampled_from(_TOWNS))}".strip()
    kinds = (_NAMES, _ROOMS, _STREETS, _COUNTRIES)
    parts = [*(draw(st.sampled_from(kind)) for kind in kinds), town]
    order = draw(st.permutations(parts))
    return draw(st.sampled_from([", ", ",", " - ", "; ", " "])).join(part for part in order if part)


@settings(deadline=None, max_examples=300)
@given(said=_cells())
def test_every_word_of_a_place_is_kept(said):
    (row,) = dates_in_table(f'Titel|Datum|Ort\nA|10.06.2027|"{said}"\n'.encode(), most=9)
    location = said.replace(",", "\\,").replace(";", "\\;")
    entry = f"BEGIN:VEVENT\nUID:1\nDTSTART:20270610T090000Z\nSUMMARY:A\nLOCATION:{location}\nEND:VEVENT"
    content = f"BEGIN:VCALENDAR\nVERSION:2.0\n{entry}\nEND:VCALENDAR\n".encode()
    (event,) = dates_of(parts_of(content), zone="Europe/Berlin", today=date(2027, 1, 1), patience=Patience())
    for found in (row, event):
        assert found.faults == ()
        if _words(said) == ["online"]:  # which is no place, and said beside the date
            assert (found.place, found.hints) == ("", (DateHint.NO_LINK,))
            continue
        kept = [found.place, found.street, found.postcode]
        if _words(found.city) != _words(found.place):  # a town by itself is the place as well
            kept.append(found.city)
        words = _words(said)
        # That it lies in our own country is said by its town.
        assert _words(" ".join(kept)) in ([word for word in words if not (word == "Deutschland" and found.city)], words)
