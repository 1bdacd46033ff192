"""One thin path through everything: three people, three devices, from the preset to the page of the measure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from tests.e2e.hands import HANDS, Pointer
from tests.e2e.site import link_in
from tests.e2e.walk import Person
from webapp.foundation import clock

MEASURE = "2.1.1.a Vorläufige Projektsteckbriefe sammeln"


@dataclass(frozen=True, slots=True)
class Ticket:
    """Where it opens, and the code to type."""

    address: str
    code: str


@dataclass(frozen=True, slots=True)
class Walk:
    """The people, and the event that they bring about."""

    site: object
    organizer: Person
    attendee: Person
    helper: Person
    title: str
    slug: str

    def address_of(self, name: str) -> str:
        return f"{name}.{self.slug}@example.org"

    def calendar_entry(self, path: str):
        """The one entry of a calendar that anybody can fetch."""
        answer = self.attendee.page.request.get(path)
        (entry,) = Calendar.from_ical(answer.body()).walk("VEVENT")
        return entry


@pytest.fixture(params=HANDS)
def walk(request, site, device):
    hands = request.param()
    word = "Wege" if request.param is Pointer else "Tasten"
    return Walk(
        site=site,
        organizer=Person(device(width=1280, height=900), hands),
        attendee=Person(device(width=390), hands),
        helper=Person(device(width=820, height=1180), hands),
        title=f"Werkstatt der kurzen {word}",
        slug=f"werkstatt-der-kurzen-{word.lower()}",
    )


def test_from_the_preset_to_the_page_of_the_measure(walk):
    sign_in(walk)
    set_up_and_publish(walk)
    entry = find_it_and_take_its_date(walk)
    fill_the_event_and_wait(walk)
    ticket = move_up_and_open_the_ticket(walk)
    come_in_at_the_door(walk, ticket)
    choose_a_station_and_form_a_group(walk)
    fill_the_canvas(walk)
    link_it_to_a_measure(walk)
    read_the_thread_both_ways(walk)
    postpone_and_call_off(walk, entry)


def sign_in(walk):
    organizer = walk.organizer
    organizer.opens("/sign-in")
    organizer.writes("E-Mail", walk.site.email)
    organizer.writes("Passwort", walk.site.password)
    organizer.presses("Einloggen")
    assert organizer.page.url.endswith("/manage")


def set_up_and_publish(walk):
    organizer = walk.organizer
    organizer.follows("Neue Veranstaltung")
    organizer.follows("Zukunftswerkstatt")
    organizer.writes("Titel", walk.title)
    organizer.hands.pick_day(organizer.field("Tag"), two_days_ahead())
    organizer.chooses("Veranstaltungsort", "Hochschule Mittweida, Mittweida")
    organizer.writes("Plätze", "1")
    organizer.chooses("Maßnahme", MEASURE)
    organizer.writes("Warum die Veranstaltung", "Aus jedem Canvas kann ein Steckbrief werden.")
    organizer.chooses("Veranstalter", "Region Chemnitz/Südwestsachsen")
    organizer.presses("Entwurf anlegen")
    assert walk.attendee.page.request.get(f"/events/{walk.slug}").status == 404

    organizer.follows("Ein, zwei Sätze, die einladen")
    organizer.writes("In ein, zwei Sätzen", "Ideen für kurze Wege, an einem Nachmittag.")
    organizer.presses("Speichern")
    organizer.opens(f"/manage/events/{walk.slug}/preview")
    organizer.page.frame_locator("iframe").first.get_by_text("Ideen für kurze Wege").first.wait_for()
    organizer.opens(f"/manage/events/{walk.slug}")
    organizer.presses("Veröffentlichen")


def find_it_and_take_its_date(walk):
    attendee = walk.attendee
    attendee.opens("/events")
    attendee.writes("Suche", walk.title)
    attendee.presses("Ergebnisse zeigen")
    attendee.follows(walk.title)
    assert "Ideen für kurze Wege" in attendee.text
    assert attendee.page.locator("script[type='application/ld+json']").count() == 1
    entry = walk.calendar_entry(f"/events/{walk.slug}.ics")
    assert (entry["SUMMARY"], entry["SEQUENCE"], entry["STATUS"]) == (walk.title, 0, "CONFIRMED")
    return entry


def register(walk, name):
    attendee, address = walk.attendee, walk.address_of(name.split()[0].lower())
    attendee.opens(f"/events/{walk.slug}")
    attendee.follows(re.compile("^(Anmelden|Auf die Warteliste)"))
    send = attendee.page.locator("main button[type=submit]").last.inner_text().strip()
    attendee.presses(send)
    assert "Bitte" in attendee.text  # nothing was filled in: the page says what is missing
    attendee.writes("Vor- und Nachname", name)
    attendee.writes("E-Mail-Adresse", address)
    attendee.writes("Betrieb oder Organisation", "Öhme Logistik")
    attendee.ticks("Ich habe die Datenschutzhinweise gelesen.")
    attendee.presses(send)
    attendee.opens(link_in(walk.site.mail_to(address, "Bitte bestätigen"), "/registrations/"))
    attendee.presses("Anmeldung bestätigen")


def fill_the_event_and_wait(walk):
    register(walk, "Mechthild Sommerlatt")
    assert "Ticket für Mechthild Sommerlatt" in walk.attendee.text
    register(walk, "Torben Kieselbach")
    assert "Warteliste" in walk.attendee.text


def move_up_and_open_the_ticket(walk):
    attendee = walk.attendee
    mail = walk.site.mail_to(walk.address_of("mechthild"), "Ihr Platz")
    attendee.opens(link_in(mail, "/registrations/"))
    attendee.hands.press(attendee.page.get_by_text("Ich kann nicht kommen"))
    attendee.presses("Meinen Platz freigeben")
    attendee.opens(
        link_in(walk.site.mail_to(walk.address_of("torben"), "Ein Platz für Sie, bitte antworten"), "/registrations/")
    )
    attendee.presses("Ja, ich komme")
    mail = walk.site.mail_to(walk.address_of("torben"), "Sie haben jetzt einen Platz")
    attendee.opens(link_in(mail, "/t/"))
    assert "Torben Kieselbach" in attendee.text
    ticket = attendee.page.url
    assert attendee.page.request.get(ticket + ".pdf").body().startswith(b"%PDF-")
    assert "<svg" in attendee.page.request.get(ticket + ".svg").text()
    return Ticket(address=ticket, code=re.search(r"\b([0-9A-Z]{4} [0-9A-Z]{4})\b", attendee.text)[1])


def come_in_at_the_door(walk, ticket):
    walk.helper.opens(a_link_for(walk, "Der Einlass an der Tür", "Eingang Nord"))
    walk.helper.presses("Los geht’s")
    walk.helper.touches("Einlass öffnen")
    walk.helper.writes("Code oder Name", ticket.code)
    walk.helper.touches("Prüfen")
    walk.helper.reads("Zu früh")  # the event is in two days
    walk.helper.looks()
    walk.helper.touches("Trotzdem einlassen")
    walk.helper.reads("Willkommen")
    walk.helper.reads("Torben Kieselbach")
    walk.helper.looks()
    walk.helper.writes("Code oder Name", ticket.code.lower().replace(" ", ""))
    walk.helper.touches("Prüfen")
    walk.helper.reads("Schon drin")
    walk.helper.looks()


def choose_a_station_and_form_a_group(walk):
    organizer, attendee = walk.organizer, walk.attendee
    organizer.opens(f"/manage/events/{walk.slug}/stations")
    assert organizer.page.locator("article").count() == 5
    organizer.follows("Plakat")
    poster = re.search(r"/stations/[\w-]+", organizer.page.locator("main").inner_text())[0]
    attendee.opens(poster)
    attendee.presses("Platz an dieser Station nehmen")
    attendee.writes("Name der Gruppe", "Die Kurzstrecke")
    attendee.presses("Gruppe bilden")
    assert "1 von" in attendee.text
    organizer.opens(f"/events/{walk.slug}/board")
    assert "Die Kurzstrecke" in organizer.text


def fill_the_canvas(walk):
    attendee, helper = walk.attendee, walk.helper
    attendee.follows("Unser Canvas öffnen")
    attendee.writes("Titel", "Lastenrad für alle")
    attendee.reads("Gespeichert")
    attendee.looks()
    attendee.hands.press(attendee.page.get_by_role("button", name="Weiter"))  # a phone shows one section at a time

    helper.opens(a_link_for(walk, "Die Moderation der Stationen", "Moderation"))
    helper.presses("Los geht’s")
    helper.follows("Canvas öffnen")
    assert helper.field("Titel").input_value() == "Lastenrad für alle"
    write_at_the_same_time(attendee, helper)


def write_at_the_same_time(attendee, helper):
    """What the facilitator wrote meanwhile is shown beside the own text, and nothing is lost."""
    attendee.page.context.set_offline(True)
    attendee.writes("Kernansatz", "Drei Räder, drei Betriebe")
    helper.writes("Kernansatz", "Ein Rad je Betrieb")
    helper.reads("Gespeichert")
    attendee.page.context.set_offline(False)
    attendee.reads("Zwei Fassungen")
    attendee.reads("Ein Rad je Betrieb")
    attendee.looks()
    attendee.hands.press(attendee.page.get_by_role("button", name="Beide behalten"))
    attendee.reads("Gespeichert")
    both = attendee.field("Kernansatz").input_value()
    assert "Drei Räder" in both
    assert "Ein Rad je Betrieb" in both


def link_it_to_a_measure(walk):
    helper = walk.helper
    helper.opens(helper.page.url)
    helper.follows("Mit Maßnahme oder Ziel verbinden")
    label = next(said for said in helper.options_of("Maßnahme oder Ziel") if MEASURE in said)
    helper.chooses("Maßnahme oder Ziel", label)
    helper.ticks("bereitet sie vor")
    helper.writes("Warum?", "Der Steckbrief entsteht aus diesem Canvas.")
    helper.presses("Canvas verbinden")
    helper.follows("Zurück zum Canvas")
    helper.presses("Als vorgestellt markieren")


def read_the_thread_both_ways(walk):
    attendee = walk.attendee
    attendee.opens("/plans")
    attendee.follows("Masterplan Region Chemnitz/Südwestsachsen")
    attendee.opens("/measures/vorlaeufige-projektsteckbriefe")
    for part in (walk.title, "Lastenrad für alle", "Der Steckbrief entsteht aus diesem Canvas."):
        assert part in attendee.text
    attendee.follows("Lastenrad für alle")
    assert "Vorläufige Projektsteckbriefe sammeln" in attendee.text
    assert "Torben" not in attendee.text  # results are public, people are not


def postpone_and_call_off(walk, entry):
    organizer = walk.organizer
    organizer.opens(f"/manage/events/{walk.slug}/postpone")
    organizer.hands.pick_day(organizer.field("Tag"), two_days_ahead() + timedelta(days=7))
    organizer.writes("Grund", "Der Saal hat einen Wasserschaden.")
    organizer.presses(organizer.page.locator("main button[type=submit]").last.inner_text().strip())
    moved = walk.calendar_entry(f"/events/{walk.slug}.ics")
    assert moved["UID"] == entry["UID"]
    assert moved["SEQUENCE"] > entry["SEQUENCE"]
    assert moved.start.date() == entry.start.date() + timedelta(days=7)
    walk.site.mail_to(walk.address_of("torben"), "Neuer Termin")

    organizer.opens(f"/manage/events/{walk.slug}/cancel")
    organizer.writes("Grund", "Der Schaden ist größer als gedacht.")
    organizer.presses(organizer.page.locator("main button[type=submit]").last.inner_text().strip())
    called_off = walk.calendar_entry(f"/events/{walk.slug}.ics")
    assert (called_off["UID"], called_off["STATUS"]) == (entry["UID"], "CANCELLED")
    assert called_off["SEQUENCE"] > moved["SEQUENCE"]
    walk.site.mail_to(walk.address_of("torben"), "Veranstaltung abgesagt")
    walk.attendee.opens(f"/events/{walk.slug}")
    assert "Der Schaden ist größer als gedacht." in walk.attendee.text


def a_link_for(walk, role, label):
    """A new access link, as the organizer reads it off the page."""
    organizer = walk.organizer
    organizer.opens(f"/manage/events/{walk.slug}/access")
    organizer.ticks(role)
    organizer.writes("Wer ihn bekommt", label)
    organizer.presses("Link anlegen")
    return organizer.field("Diesen Link weitergeben").input_value()


def two_days_ahead() -> date:
    return clock.local(clock.now(), "Europe/Berlin").date() + timedelta(days=2)
