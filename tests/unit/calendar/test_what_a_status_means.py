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
from webapp.calendar.types import DateFault, DateHint
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
    "A (abgesagt)", "A - abgesagt", "A – entfällt", "A – ENTFÄLLT", "A – fällt aus!", "A (fällt aus)", "A **ABGESAGT**",
    "A – ausgefallen", "A (cancelled)", "Absage: A", "A – findet nicht statt", "A, abgesagt", "A: entfällt",
    "A -abgesagt-",
    "A (leider abgesagt)", "A – fällt krankheitsbedingt aus", "A (abgesagt wegen Krankheit)", "+++ abgesagt +++ A",
    "A [CANCELED]", "A (Termin entfällt)", "A – muss leider entfallen", "A | storniert", "A -- called off",
    "A (Absage)",
    "A – Findet leider nicht statt!", "Achtung: abgesagt! A", "A. Abgesagt.", "A (faellt aus)", "Terminabsage: A",
    "A (fällt wegen Krankheit aus)", "A -> entfällt", "Termin entfällt: A", "A_abgesagt",
]  # fmt: skip
MOVED_BY_TITLE = [
    "verlegt: A", "A (verschoben)", "Wird verschoben: A", "A – verschoben auf Herbst", "A (postponed)",
    "Verschiebung: A",
    "VERSCHOBEN – A", "A – wurde verschoben!", "Rescheduled: A", "A (verlegt auf den 12.06.)", "A – vertagt",
]  # fmt: skip
MAYBE_BY_TITLE = [
    "Abgesagt – und nun? Krisenworkshop", "A abgesagt", "ABGESAGT A", "Stammtisch fällt aus",
    "Wenn die Steuer entfällt",
    "„Abgesagt“ – eine Lesung", "A (verschoben vom 3.6.)", "A (verlegt nach Saal 3)", "Umgang mit: Ausfall",
    "A verschoben",
    "Fällt Weihnachten aus?", "Abgesagt – was tun",
]  # fmt: skip
ON_BY_TITLE = [
    "Abgesagte Projekte und was daraus wurde", "Nicht abgesagt: Treffen", "Treffen", "Absagen richtig formulieren",
    "Wenn der Meister ausfällt", "Ausfallbürgschaften: so geht es", "Maschinenausfall vermeiden", "Umzug: wie?",
    "Verlegetechnik für Parkett", "Ausfälle in der Lieferkette", "Stornobedingungen (Recht)", "Cancel Culture",
    "Moving – Ausstellung", "Verlegung von Fliesen",
]  # fmt: skip


def by_title(title):
    """The date with this title, once from a table and once from a calendar."""
    (row,) = dates_in_table(f"Titel|Datum\n{title.replace('|', '/ ')}|10.06.2027\n".encode(), most=9)
    entry = f"BEGIN:VEVENT\nUID:1\nDTSTART:20270610T090000Z\nSUMMARY:{title}\nEND:VEVENT"
    content = f"BEGIN:VCALENDAR\nVERSION:2.0\n{entry}\nEND:VCALENDAR\n".encode()
    (event,) = dates_of(parts_of(content), zone="Europe/Berlin", today=date(2027, 1, 1), patience=Patience())
    return [event] if "|" in title else [row, event]


@pytest.mark.parametrize("title", [*OFF_BY_TITLE, *MOVED_BY_TITLE])
def test_a_title_can_say_that_it_does_not_take_place(title):
    wanted = (DateFault.IS_CANCELLED,) if title in OFF_BY_TITLE else (DateFault.IS_MOVED,)
    assert {each.faults for each in by_title(title)} == {wanted}


@pytest.mark.parametrize("title", MAYBE_BY_TITLE)
def test_a_title_that_may_say_so_is_left_to_whoever_knows(title):
    assert {(each.faults, each.hints) for each in by_title(title)} == {((), (DateHint.MAY_BE_OFF,))}


@pytest.mark.parametrize("title", ON_BY_TITLE)
def test_a_title_about_such_things_takes_place(title):
    assert {(each.faults, each.hints) for each in by_title(title)} == {((), ())}


_TITLES = ["Treffen", "Tag des Handwerks 2027", "Werkstatt: Holz und mehr", "Dialog (Runde 3)", "Wenn's eng wird"]
_SAID = [
    *("abgesagt", "entfällt", "entfallen", "fällt aus", "ausgefallen", "storniert", "cancelled", "canceled", "verlegt"),
    *("findet nicht statt", "verschoben", "postponed", "wird verschoben", "fällt leider aus", "wurde abgesagt"),
]
_FRAMES = [
    *(
        "{0}: {1}",
        "{0} – {1}",
        "[{0}] {1}",
        "({0}) {1}",
        "*{0}* {1}",
        "{0}! {1}",
        "{1} ({0})",
        "{1} – {0}",
        "{1} - {0}!",
    ),
    *("{1} [{0}]", "{1} **{0}**", "{1}: {0}", "{1}, {0}", "{1} – leider {0}", "{0} {1}", "{1} {0}", "+ {0} + {1}"),
]


@given(st.sampled_from(_TITLES), st.sampled_from(_SAID), st.sampled_from(_FRAMES), st.sampled_from(["", "A", "a"]))
def test_no_word_of_this_kind_passes_wherever_it_stands(title, word, frame, letters):
    spelt = {"": word, "A": word.upper(), "a": word.capitalize()}[letters]
    for each in by_title(frame.format(spelt, title)):
        assert each.faults or each.hints


@pytest.mark.parametrize(
    ("head", "cell"), [("Bemerkung", "abgesagt!"), ("Ort", "Entfällt"), ("Notiz", "fällt aus"), ("Info", "verschoben")]
)
def test_a_remark_beside_can_say_it_too(head, cell):
    (each,) = dates_in_table(f"Titel;Datum;{head}\nA;10.06.2027;{cell}\n".encode(), most=9)
    assert (each.faults, each.hints) == ((), (DateHint.MAY_BE_OFF,))
