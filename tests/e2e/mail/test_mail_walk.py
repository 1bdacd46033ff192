"""Words for many and own words at the desk; the calendar of one's own: on a phone, by pointer and by keyboard alone."""

import re

import icalendar
import pytest

from tests.asking import answer_of
from tests.e2e.site import link_in
from tests.factories.registration import make_registration


@pytest.fixture
def organizer(organizer_on_a_phone):
    return organizer_on_a_phone


def two(prefix):
    def people(made):
        for name in ("Ada", "Ben"):
            make_registration(made, f"{name} Muster", email=f"{prefix}.{name.lower()}@example.org")

    return people


def test_a_message_is_written_looked_at_and_arrives(organizer, event, site, request):
    who = re.sub(r"\W", "", request.node.name)[-8:]
    slug = event("Nachricht", two(who))
    organizer.opens(f"/manage/events/{slug}/mail")
    organizer.follows("Nachricht schreiben")
    organizer.writes("Betreff auf Deutsch", "Parken {nome}")
    organizer.writes("Text auf Deutsch", "Guten Tag {name}, bitte parken Sie im Hof.")
    organizer.presses("Vorschau")
    organizer.reads("Für {nome} können wir nichts einsetzen.")
    organizer.writes("Betreff auf Deutsch", "Parken am Donnerstag")
    organizer.presses("Vorschau")
    organizer.reads("2 Personen bekommen sie")
    letter = organizer.page.frame_locator("iframe").locator("body")
    assert "Guten Tag Alex Muster, bitte parken Sie im Hof." in letter.inner_text()
    organizer.presses("An 2 Personen senden")
    organizer.reads("Die Nachricht ist unterwegs.")
    for name in ("Ada", "Ben"):
        mail = site.mail_to(f"{who}.{name.lower()}@example.org", "Parken am Donnerstag")
        assert f"Guten Tag {name} Muster" in mail.get_body(("plain",)).get_content()
    organizer.opens(f"/manage/events/{slug}/mail")
    organizer.reads("Verschickt, an 2 Personen")


def test_own_words_are_tried_in_the_letter_then_kept(organizer, attendee, event, site):
    slug = event("Worte")
    organizer.opens(f"/manage/events/{slug}/mail/words")
    organizer.follows(re.compile("Deutsch ?: Platz und Tickets"))
    organizer.writes("Text", "Moin {name}, bis bald in {where}.")
    organizer.hands.press(organizer.page.get_by_role("button", name="Vorschau"))
    letter = organizer.page.frame_locator("iframe").locator("body")
    letter.get_by_text("Moin Alex Muster, bis bald in").wait_for()
    organizer.hands.press(organizer.page.get_by_role("button", name="Vorschau"))  # as often as one likes
    organizer.presses("Speichern")
    organizer.reads("eigene Worte")
    address = f"moin.{slug}@example.org"
    attendee.opens(f"/events/{slug}/register")
    attendee.writes("Vor- und Nachname", "Kim Muster")
    attendee.writes("E-Mail-Adresse", address)
    attendee.ticks("Ich habe die Datenschutzhinweise gelesen")
    attendee.presses("Anmelden")
    attendee.opens(link_in(site.mail_to(address, "Bitte bestätigen"), "/registrations/"))
    attendee.presses("Anmeldung bestätigen")
    mail = site.mail_to(address, "Ihr Platz")
    assert mail.get_body(("plain",)).get_content().startswith("Moin Kim Muster, bis bald in Haus")
    (date,) = icalendar.Calendar.from_ical(
        next(part for part in mail.walk() if part.get_content_type() == "text/calendar").get_content()
    ).walk("VEVENT")
    assert str(date["SUMMARY"]) == "Worte"

    # And all dates in one's own calendar, until it is closed.
    attendee.presses("Alle meine Termine im Kalender")
    attendee.reads("Die Adresse Ihres Kalenders kommt per E-Mail.")
    page = link_in(site.mail_to(address, "Ihr Kalender-Link"), "/calendar/my/")
    attendee.opens(page)
    feed = f"{page}.ics"
    assert "SUMMARY:Worte" in answer_of(feed)[1]
    attendee.presses("Link abschalten")
    attendee.reads("Der Link ist abgeschaltet.")
    assert answer_of(feed)[0] == 404


def test_dates_from_elsewhere_become_drafts(organizer, tmp_path, request):
    title = re.sub(r"\W", " ", request.node.name)[-12:].strip()
    table = tmp_path / "termine.csv"
    rows = f"Titel;Datum;Beginn;Ort\n{title};6.5.2027;18 Uhr;Gasthof\nX;irgendwann;;\n"
    table.write_text(rows, encoding="utf-8")
    organizer.opens("/manage/calendar")
    organizer.follows("Termine übernehmen")
    organizer.page.get_by_label("Kalender oder Tabelle").set_input_files(table)
    organizer.presses("Datei ansehen")
    organizer.reads("Wir können das Datum nicht lesen.")
    organizer.chooses("Veranstalter", organizer.options_of("Veranstalter")[1])
    organizer.presses("Entwürfe anlegen")
    organizer.reads("1 Entwurf liegt bereit.")
    assert title in organizer.text


def test_whoever_subscribes_finds_every_calendar(attendee):
    attendee.opens("/events")
    attendee.follows("Termine abonnieren")
    attendee.chooses("Erinnern", "1\u00a0Tag vorher")
    attendee.presses("Für alle Adressen übernehmen")
    addresses = [each.get_attribute("href") for each in attendee.page.locator("a[href^='webcal:']").all()]
    assert len(addresses) > 4
    assert all(address.endswith("alarm=1d") for address in addresses)
