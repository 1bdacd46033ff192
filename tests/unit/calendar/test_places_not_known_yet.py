"""What people write where nobody knows the place yet is no venue; the row says so."""

from datetime import date

import pytest

from webapp.calendar.ical.entries import dates_of
from webapp.calendar.ical.lines import parts_of
from webapp.calendar.ical.patience import Patience
from webapp.calendar.reading import dates_in
from webapp.calendar.types import DateHint

UNSAID = (
    *(
        "n.n.",
        "N.N.",
        "N. N.",
        "NN",
        "n. n.",
        "offen",
        "noch offen",
        "tba",
        "TBC",
        "t.b.a.",
        "steht noch nicht fest",
        "?",
    ),
    *(
        "Steht noch nicht fest.",
        "Ort steht noch nicht fest",
        "wird noch bekannt gegeben",
        "noch nicht bekannt",
        "k. A.",
    ),
    *("wird noch festgelegt", "noch zu klären", "in Klärung", "to be announced", "to be confirmed", "???", "--"),
)
# Where it will be told, in another paper.
UNSAID += (
    *(
        "siehe Einladung",
        "s. Einladung",
        "S. Einladung",
        "wird in der Einladung bekannt gegeben",
        "siehe Ausschreibung",
    ),
    *("wird mit der Einladung mitgeteilt", "laut Einladung", "lt. Einladung", "wird rechtzeitig bekannt gegeben"),
    *(
        "wird nach Anmeldung mitgeteilt",
        "nach Anmeldung",
        "auf Anfrage",
        "folgt",
        "Ort folgt",
        "s. Flyer",
        "see invitation",
    ),
    *("Ort wird noch bekanntgegeben", "wird per E-Mail mitgeteilt", "Adresse folgt", "siehe Beschreibung"),
    *("wird kurzfristig bekanntgegeben", "wird den Teilnehmenden gesondert mitgeteilt", "as per invitation"),
)
REAL = (
    "Nonnenhof",
    "N",
    "Haus NN",
    "Offene Werkstatt",
    "Festhalle",
    "Saal 2",
    "Klärwerk",
    "N.N.-Saal, Chemnitz",
    "S",
    "Raum 3, siehe Plan",
)


def table(place, heading):
    (found,) = dates_in(f"Titel;Datum;{heading}\nA;10.06.2027;{place}\n".encode(), zone="UTC", today=date(2027, 1, 1))
    return found


def entry(place):
    lines = ("BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:A", f"LOCATION:{place}", "DTSTART:20270610T100000")
    content = "\r\n".join((*lines, "END:VEVENT", "END:VCALENDAR", ""))
    (found,) = dates_of(parts_of(content.encode()), zone="UTC", today=date(2027, 1, 1), patience=Patience())
    return found


@pytest.mark.parametrize("place", UNSAID)
def test_a_place_that_nobody_knows_is_hinted_at_and_no_venue(place):
    for found in (table(place, "Ort"), table(place, "Veranstaltungsort"), entry(place)):
        assert (found.faults, found.place, found.city) == ((), "", "")
        assert DateHint.WHERE_UNCLEAR in found.hints


@pytest.mark.parametrize("place", REAL)
def test_a_real_place_stays_one(place):
    for found in (table(place, "Ort"), entry(place)):
        assert found.place.split(",")[0] == place.split(",")[0]
        assert found.hints == ()


def test_a_link_for_joining_stays_where_the_place_is_told_elsewhere():
    link = "https://zoom.us/j/123456789"
    for place in ("siehe Einladung", "tba"):
        content = f"Titel;Datum;Ort;Online-Link\nA;10.06.2027;{place};{link}\n"
        (found,) = dates_in(content.encode(), zone="UTC", today=date(2027, 1, 1))
        assert (found.place, found.online) == ("", link)
