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
REAL = ("Nonnenhof", "N", "Haus NN", "Offene Werkstatt", "Festhalle", "Saal 2", "Klärwerk", "N.N.-Saal, Chemnitz")


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
