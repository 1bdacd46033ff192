"""An organizer sets a form up, minds the list and invites guests; on a phone, by pointer and by keyboard alone."""

import re

import pytest

from tests.factories.registration import make_registration
from tests.waiting import until


@pytest.fixture
def organizer(organizer_on_a_phone):
    return organizer_on_a_phone


def test_a_question_is_set_up_with_a_preview_that_follows_and_asked_once_it_is_taken_over(organizer, attendee, event):
    slug = event("Fragen")
    organizer.opens(f"/manage/events/{slug}/sign-up/questions")
    organizer.follows("Neue Frage")
    organizer.chooses("Art der Antwort", "Eine von mehreren Antworten")
    organizer.writes("Frage auf Deutsch", "Wie reisen Sie an?")
    organizer.writes("Antwort auf Deutsch", "Mit dem Bus")
    preview = organizer.page.locator("[data-preview]")
    preview.get_by_text("Mit dem Bus").wait_for()
    assert "Wie reisen Sie an?" in preview.inner_text()
    organizer.ticks("Muss beantwortet werden")
    organizer.presses("Im Entwurf speichern")
    organizer.reads("Das ist ein Entwurf")
    attendee.opens(f"/events/{slug}/register")
    assert "Wie reisen Sie an?" not in attendee.text
    organizer.presses("Ab jetzt so fragen")

    def is_asked():  # what everybody sees may be a second old
        attendee.opens(f"/events/{slug}/register")
        return "Wie reisen Sie an?" in attendee.text

    until(is_asked, "the question")


def test_categories_come_from_the_format_and_are_changed(organizer, attendee, event):
    slug = event("Kategorien", format="crafts_day")
    organizer.opens(f"/manage/events/{slug}/sign-up/categories")
    organizer.hands.press(organizer.page.get_by_role("button", name="Die üblichen nehmen"))
    organizer.reads("5 Kategorien stehen jetzt zur Wahl.")
    organizer.looks()
    organizer.hands.press(organizer.page.get_by_role("link", name=re.compile("Bearbeiten.*Schulklasse")))
    organizer.page.wait_for_url("**/categories/*")
    organizer.looks()
    organizer.writes("Plätze", "60")
    organizer.presses("Speichern")
    attendee.opens(f"/events/{slug}/register")
    assert "Schulklasse" in attendee.text


def test_many_are_tagged_and_found_again(organizer, event):
    def people(made):
        for name in ("Ada Muster", "Ben Muster", "Cem Anders"):
            make_registration(made, name, confirmed=False)

    slug = event("Liste", people)
    organizer.opens(f"/manage/events/{slug}/registrations")
    organizer.ticks("Ada Muster")
    organizer.ticks("Cem Anders")
    organizer.chooses("Mit den ausgewählten", "Stichwort")
    organizer.presses("Weiter")
    organizer.writes("Stichwörter", "Podium")
    organizer.presses("Stichwort")
    organizer.reads("Für 2 Anmeldungen erledigt.")
    organizer.hands.press(organizer.page.get_by_text("Weitere Filter"))
    organizer.chooses("Stichwort", "Podium")
    organizer.presses("Ergebnisse zeigen")
    assert "Ben Muster" not in organizer.page.locator("table").inner_text()
    organizer.follows("Ada Muster")
    organizer.follows("Noch jemand kommt mit")
    organizer.writes("Vor- und Nachname", "Dana Neu")
    organizer.presses("Speichern")
    organizer.reads("2 Personen")
    organizer.opens(f"/manage/events/{slug}/statistics")
    organizer.reads("Wie sie sich angemeldet haben")


def test_a_table_of_guests_is_looked_through_and_invited(organizer, event, tmp_path):
    slug = event("Gäste")
    table = tmp_path / "gaeste.csv"
    table.write_text("Name;E-Mail\nAda Gast;ada.gast@example.org\nBen Gast;nirgends\n", encoding="utf-8")
    organizer.opens(f"/manage/events/{slug}/invitations")
    organizer.page.get_by_label("Gästeliste als Tabelle").set_input_files(table)
    organizer.presses("Tabelle durchsehen")
    organizer.reads("1 Person einladen")
    organizer.looks()
    organizer.presses("1 Person einladen")
    organizer.reads("1 Person ist eingeladen.")
    organizer.opens(f"/manage/events/{slug}/invitations")
    organizer.reads("Ada Gast")
    assert "ada.gast@example.org" in organizer.text
    assert "Ben Gast" not in organizer.text  # without an address that can be written to


def test_somebody_without_a_registration_is_let_in_at_the_door(organizer, event):
    slug = event("Tür", capacity=1)
    organizer.opens(f"/checkin/{slug}/code")
    organizer.follows("Jemand ohne Anmeldung")
    organizer.writes("Vor- und Nachname", "Kim Spontan")
    organizer.presses("Einlassen")
    organizer.reads("Kim Spontan ist drin.")
    organizer.writes("Vor- und Nachname", "Zu Viel")
    organizer.ticks("Einlassen, obwohl kein Platz frei ist")
    organizer.presses("Einlassen")
    organizer.reads("Zu Viel ist drin.")
    organizer.opens(f"/manage/events/{slug}/registrations")
    names = organizer.page.locator("table").inner_text()
    assert "Kim Spontan" in names
    assert "Zu Viel" in names
