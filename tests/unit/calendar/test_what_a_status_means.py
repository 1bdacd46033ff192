"""Dates that don't take place, or of which nobody knows, never come in as if they were certain."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.calendar import statuses
from webapp.calendar.ical.entries import dates_of
from webapp.calendar.ical.lines import parts_of
from webapp.calendar.ical.patience import Patience
from webapp.calendar.statuses import faults_of_status
from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault
from webapp.foundation.matching import folded

OFF = [
    "abgesagt", "Abgesagt (Corona)", "ABGESAGT!", "abgesagt wegen Krankheit", "leider abgesagt", "Absage",
    "fällt aus", "fällt leider aus", "Fällt heute aus.", "faellt aus", "fallen aus", "ausgefallen", "Ausfall",
    "entfällt", "entfaellt", "entfallen", "Termin entfällt ersatzlos", "storniert", "Storno", "wurde storniert",
    "cancelled", "canceled", "CANCELLED", "Event cancelled (weather)", "called off", "is called off",
    "findet nicht statt", "Findet leider nicht statt",
]  # fmt: skip
FINE = [
    "", " ", "-", "–", "bestätigt", "bestaetigt", "Bestätigt", "fest", "ok", "OK!", "okay", "findet statt", "geplant",
    "Findet wie geplant statt", "confirmed", "busy", "gebucht", "fest gebucht", "aktiv", "veröffentlicht", "planned",
    "scheduled", "Tentative", "05.01.2027", "2027-01-05",
]  # fmt: skip
UNCLEAR = [
    "verschoben", "postponed", "?", "1", "✗", "12", "Entwurf", "draft", "in Klärung", "unter Vorbehalt",
    "?!a", "nicht abgesagt", "offen",
    "fällt nicht aus", "not cancelled", "nicht bestätigt", "not confirmed", "findet bestätigt nicht", "unbestätigt",
    "ausgebucht", "findet vielleicht statt?", "x", "fall " * 6_000,
]  # fmt: skip


def faults(status):
    (each,) = dates_in_table(f'Titel;Datum;Status\nA;10.06.2027;"{status}"\n'.encode(), most=9)
    assert (each.starts is None) == bool(each.faults)
    return each.faults


@pytest.mark.parametrize("status", OFF)
def test_what_is_called_off_says_so(status):
    assert faults(status) == (DateFault.IS_CANCELLED,)


@pytest.mark.parametrize("status", FINE)
def test_what_takes_place_is_taken_over(status):
    assert faults(status) == ()


@pytest.mark.parametrize("status", UNCLEAR)
def test_any_other_word_is_named(status):
    assert faults(status) == (DateFault.STATUS_UNCLEAR,)


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzäöüß "), min_size=3))
def test_no_unknown_word_passes(word):
    is_known = set(folded(word).split()) <= {*statuses._FINE, "findet", "finden", "statt"}
    assert is_known or faults_of_status(word)


def test_each_of_several_columns_counts():
    (each,) = dates_in_table(b"Titel;Datum;Status;Stand\nA;10.06.2027;fest;abgesagt\n", most=9)
    assert each.faults == (DateFault.IS_CANCELLED,)


OFF_BY_TITLE = [
    "Abgesagt: Treffen", "ABGESAGT – Treffen", "[Abgesagt] Treffen", "(entfällt) Treffen", "Fällt aus: Treffen",
    "Fällt leider aus: Treffen", "Canceled: Meeting", "Cancelled - Meeting", "!! ABGESAGT !! Treffen", "Abgesagt",
]  # fmt: skip
ON_BY_TITLE = ["Abgesagte Projekte und was daraus wurde", "Nicht abgesagt: Treffen", "Stornierung: was tun?", "Treffen"]


@pytest.mark.parametrize("title", [*OFF_BY_TITLE, *ON_BY_TITLE])
def test_a_title_can_say_that_it_does_not_take_place(title):
    wanted = (DateFault.IS_CANCELLED,) if title in OFF_BY_TITLE else ()
    (row,) = dates_in_table(f"Titel;Datum\n{title};10.06.2027\n".encode(), most=9)
    entry = f"BEGIN:VEVENT\nUID:1\nDTSTART:20270610T090000Z\nSUMMARY:{title}\nEND:VEVENT"
    content = f"BEGIN:VCALENDAR\nVERSION:2.0\n{entry}\nEND:VCALENDAR\n".encode()
    (event,) = dates_of(parts_of(content), zone="Europe/Berlin", today=date(2027, 1, 1), patience=Patience())
    assert (row.faults, event.faults) == (wanted, wanted)
