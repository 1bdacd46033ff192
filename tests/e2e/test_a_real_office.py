"""A real office moves in: from an empty installation to next year's event, and a person who is erased everywhere."""

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from tests.e2e.conftest import devices_at
from tests.e2e.hands import HANDS
from tests.e2e.site import link_in, running_site
from tests.e2e.walk import Person
from tests.waiting import until
from webapp.foundation import clock

OFFICE = "Handwerkskammer Musterstadt"
TITLE, SLUG = "Vergabekonferenz 2027", "vergabekonferenz-2027"
EVENT = f"/manage/events/{SLUG}"
CONTACTS = "/manage/contacts/handwerkskammer-musterstadt"
PASSWORD = "Gewerke treffen sich am Mittwoch"
TEAM = {
    "Olga Ordnung": ("olga@example.org", "Organisationsteam"),
    "Max Moderat": ("max@example.org", "Moderation"),
    "Tim Tür": ("tim@example.org", "Einlass"),
}


@dataclass(frozen=True, slots=True)
class Office:
    """The people of the office and one of their guests, each with a device."""

    site: object
    admin: Person
    colleague: Person
    guest: Person


@pytest.fixture(params=HANDS)
def office(request, browser, tmp_path):
    hands = request.param()
    with running_site(tmp_path, demo=False) as site, devices_at(site, browser) as device:
        yield Office(
            site=site,
            admin=Person(device(width=1280, height=900), hands),
            colleague=Person(device(width=390), hands),
            guest=Person(device(width=390), hands),
        )


@pytest.mark.proof
def test_from_an_empty_installation_to_next_year(office):
    set_up(office)
    write_the_legal_texts(office.admin)
    invite_the_team(office)
    publish_an_event_as_its_preset_is(office.admin)
    register_on_a_phone(office)
    put_down_a_caller(office.admin)
    correct_an_address(office)
    let_somebody_in(office.admin)
    find_who_came(office.admin)
    copy_it_for_next_year(office.admin)
    put_away(office.admin)
    erase_a_person_everywhere(office)


def set_up(office):
    admin = office.admin
    admin.opens(office.site.set_up)
    admin.writes("Name", OFFICE)
    admin.writes("Kurzname", "HWK Musterstadt")
    admin.chooses("Art der Organisation", "Kammer")
    admin.writes("Ihr Name", "Petra Probe")
    admin.writes("E-Mail-Adresse", "petra@example.org")
    admin.writes("Passwort", PASSWORD)
    admin.presses("Einrichten und einloggen")
    assert admin.page.url.endswith("/manage")
    admin.reads("Datenschutzhinweise")
    assert admin.page.request.get(office.site.set_up).status in {404, 410}


def write_the_legal_texts(admin):
    for name in ("Impressum", "Datenschutzhinweise", "Erklärung zur Barrierefreiheit"):
        admin.opens("/manage")
        admin.follows(name)
        admin.reads("Das müssen Sie noch ergänzen")
        admin.writes("Deutscher Text", f"## {name}\n\n{OFFICE}, Am Markt 1, 09648 Musterstadt")
        admin.presses("Entwurf speichern und ansehen")
        admin.presses("Veröffentlichen")
    admin.opens("/imprint")
    assert "Am Markt 1" in admin.text


def invite_the_team(office):
    admin, colleague = office.admin, office.colleague
    for name, (address, role) in TEAM.items():
        admin.opens("/manage/settings/team/handwerkskammer-musterstadt/invite")
        admin.writes("E-Mail-Adresse", address)
        admin.ticks(role)
        admin.presses("Einladung senden")
        colleague.opens(link_in(office.site.mail_to(address, "Einladung zur Mitarbeit"), "/sign-in/"))
        colleague.writes("Ihr Name", name)
        colleague.writes("Neues Passwort", f"{PASSWORD} {address}"[:40])
        colleague.presses("Einladung annehmen")
        colleague.page.context.clear_cookies()
    admin.opens("/manage/settings/team/handwerkskammer-musterstadt")
    assert all(name in admin.text for name in TEAM)


def publish_an_event_as_its_preset_is(admin):
    admin.opens("/manage")
    admin.follows("Neue Veranstaltung")
    admin.follows("Vergabekonferenz")
    admin.writes("Titel", TITLE)
    admin.hands.pick_day(admin.field("Tag"), today() + timedelta(days=2))
    admin.presses("Entwurf anlegen")
    admin.follows("Ein, zwei Sätze, die einladen")
    admin.writes("In ein, zwei Sätzen", "Welche Aufträge kommen, und wie man sie bekommt.")
    admin.writes("Link, um online dabei zu sein", "https://treffen.example.org/vergabe")
    admin.presses("Speichern")
    admin.presses("Veröffentlichen")
    admin.reads("Die Veranstaltung ist veröffentlicht.")


def register_on_a_phone(office):
    guest = office.guest
    guest.opens("/events")
    guest.follows(TITLE)
    guest.follows("Anmelden")
    guest.writes("Vor- und Nachname", "Kim Kundig")
    guest.writes("E-Mail-Adresse", "kim@example.org")
    guest.ticks("Ich habe die Datenschutzhinweise gelesen.")
    guest.presses("Anmelden")
    guest.opens(link_in(office.site.mail_to("kim@example.org", "Bitte bestätigen"), "/registrations/"))
    guest.presses("Anmeldung bestätigen")
    assert "Ticket für Kim Kundig" in guest.text


def put_down_a_caller(admin):
    admin.opens(f"{EVENT}/registrations")
    admin.follows("Eintragen")
    admin.writes("Vor- und Nachname", "Karl Anruf")
    admin.ticks("Ich habe auf die Datenschutzhinweise hingewiesen")
    admin.presses("Eintragen")
    admin.reads("Karl Anruf hat jetzt einen Platz.")


def correct_an_address(office):
    admin = office.admin
    admin.opens(f"{EVENT}/registrations")
    admin.follows("Kim Kundig")
    admin.follows("Angaben berichtigen")
    admin.writes("E-Mail-Adresse", "kim.kundig@example.org")
    admin.presses("Speichern")
    office.site.mail_to("kim.kundig@example.org")
    office.guest.opens(link_in(office.site.mail_to("kim.kundig@example.org"), "/registrations/"))
    assert "Kim Kundig" in office.guest.text


def let_somebody_in(admin):
    admin.opens(f"/checkin/{SLUG}")
    admin.touches("Einlass öffnen")
    admin.writes("Code oder Name", "Kim Kundig")
    admin.touches("Prüfen")
    admin.hands.press(admin.page.get_by_role("button", name="Kim Kundig").first)
    admin.reads("Zu früh")  # the event is in two days
    admin.touches("Trotzdem einlassen")
    admin.reads("Willkommen")


def find_who_came(admin):
    came = f"{EVENT}/registrations?attendance=came"
    until(lambda: "Kim Kundig" in admin.page.request.get(came).text(), "the entry that the device has to tell")
    admin.opens(came)
    assert ("Kim Kundig" in admin.text, "Karl Anruf" in admin.text) == (True, False)
    table = admin.page.request.get(f"{EVENT}/registrations.csv").text()
    rows = {row["Name"]: row for row in csv.DictReader(io.StringIO(table.lstrip("\ufeff")), delimiter=";")}
    came = [name for name, row in rows.items() if int(row["Gekommen"])]
    assert came == ["Kim Kundig"]


def copy_it_for_next_year(admin):
    admin.opens(EVENT)
    admin.hands.press(admin.page.locator(".dw-more summary"))
    admin.follows("Diese Veranstaltung kopieren")
    admin.writes("Titel", "Vergabekonferenz 2028")
    admin.presses("Kopie anlegen")
    assert admin.page.url.endswith("/manage/events/vergabekonferenz-2028")
    assert "Gespräche mit den Auftraggebern" in admin.text
    admin.opens("/manage/events/vergabekonferenz-2028/registrations")
    assert "Kim Kundig" not in admin.text


def put_away(admin):
    admin.opens(f"{EVENT}/cancel")
    admin.writes("Grund", "Der Saal ist nicht frei.")
    admin.presses(admin.page.locator("main button[type=submit]").last.inner_text().strip())
    admin.opens(EVENT)
    admin.hands.press(admin.page.locator(".dw-more summary"))
    admin.presses("Ins Archiv legen")
    admin.opens("/manage/events/archive")
    assert TITLE in admin.text
    admin.opens("/manage/events/vergabekonferenz-2028")
    admin.hands.press(admin.page.locator(".dw-more summary"))
    admin.presses("Entwurf löschen")
    assert admin.page.request.get("/manage/events/vergabekonferenz-2028").status == 410
    admin.opens("/manage/events/bin")
    admin.ticks("Vergabekonferenz 2028")
    admin.presses("Ausgewählte Entwürfe wiederherstellen")
    admin.opens("/manage/events/vergabekonferenz-2028")


def erase_a_person_everywhere(office):
    admin = office.admin
    admin.opens(CONTACTS)
    admin.follows("Kim Kundig")
    admin.follows("Überall löschen")
    admin.presses(admin.page.locator("main button[type=submit]").last.inner_text().strip())
    for address in (CONTACTS, f"{EVENT}/registrations", "/manage/search?q=Kundig", f"{EVENT}/mail"):
        admin.opens(address)
        assert "Kundig" not in admin.text.replace("„Kundig“", ""), address
    table = admin.page.request.get(f"{EVENT}/registrations.csv").text()
    assert "Kundig" not in table
    assert "Karl Anruf" in table


def today() -> date:
    return clock.local(clock.now(), "Europe/Berlin").date()
