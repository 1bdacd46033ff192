"""People on their phones: a family, a business, a waiting list, a request; by pointer and by keyboard alone."""

import re

from tests.e2e.site import link_in
from tests.e2e.walk import Person
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.registration import services


def opens_the_form(person, slug):
    person.opens(f"/events/{slug}")
    person.follows(re.compile("^(Anmelden|Auf die Warteliste)"))


def says_who(person, name, address):
    person.writes("Vor- und Nachname", name)
    person.writes("E-Mail-Adresse", address)
    person.ticks("Ich habe die Datenschutzhinweise gelesen")


def confirms(person, site, address):
    person.opens(link_in(site.mail_to(address, "Bitte bestätigen"), "/registrations/"))
    person.presses("Anmeldung bestätigen")


def test_a_family_of_four_registers_one_is_swapped_and_the_tickets_come_once_more(attendee, site, event, hands):
    slug = event("Familientag", capacity=10)
    address = f"familie.{slug}@example.org"
    opens_the_form(attendee, slug)
    attendee.hands.press(attendee.page.get_by_text("Weitere Personen mitbringen"))
    attendee.chooses("Wie viele Personen kommen?", "4")
    rows = attendee.page.get_by_role("group", name=re.compile(r"^Person\s\d"))
    for row, name in zip(rows.all(), ("Ada", "Ben", "Cem"), strict=False):
        attendee.hands.write(row.get_by_label(re.compile("Vor- und Nachname")), name)
    says_who(attendee, "Kim Muster", address)
    attendee.presses("Anmelden")
    confirms(attendee, site, address)
    attendee.reads("Ihre Tickets")
    assert all(f"Ticket für {name}" in attendee.text for name in ("Kim Muster", "Ada", "Ben", "Cem"))

    person = attendee.page.get_by_role("region", name="Ticket für Ben")
    with attendee.page.expect_navigation():
        attendee.hands.press(person.get_by_role("link", name="Jemand anderes kommt"))
    attendee.looks()
    attendee.writes("Vor- und Nachname", "Dana")
    attendee.presses("Person tauschen")
    attendee.reads("Dana kommt stattdessen.")
    assert "Ticket für Ben" not in attendee.text

    attendee.opens(f"/events/{slug}/tickets")
    attendee.writes("E-Mail-Adresse", address)
    attendee.presses("Noch einmal senden")
    attendee.reads("Bitte sehen Sie in Ihr Postfach")
    mail = site.mail_to(address, "Ihre Anmeldung")
    assert mail.get_body(("plain",)).get_content().count("/t/") == 4


def test_a_business_lets_three_people_put_themselves_down(attendee, device, site, event, hands):
    slug = event("Betriebsbesuch", capacity=10)
    address = f"betrieb.{slug}@example.org"
    opens_the_form(attendee, slug)
    attendee.writes("Betrieb oder Organisation", "Holz GmbH")
    says_who(attendee, "Kim Muster", address)
    attendee.presses("Anmelden")
    confirms(attendee, site, address)
    attendee.hands.press(attendee.page.get_by_text("Ihre Beschäftigten tragen sich selbst ein"))
    link = attendee.page.locator(".dw-address").inner_text()
    for name in ("Ada", "Ben", "Cem"):
        colleague = Person(device(width=390), hands)
        colleague.opens(link)
        colleague.writes("Vor- und Nachname", name)
        colleague.writes("E-Mail-Adresse", f"{name.lower()}.{slug}@example.org")
        colleague.presses("Ich komme mit")
        colleague.reads("Sie sind dabei")
        site.mail_to(f"{name.lower()}.{slug}@example.org", "Ihr Ticket")
    attendee.page.reload()
    attendee.looks()
    assert all(f"Ticket für {name}" in attendee.text for name in ("Kim Muster", "Ada", "Ben", "Cem"))


def test_from_a_full_event_over_the_waiting_list_to_an_accepted_offer(attendee, organizer, site, event):
    slug = event("Werkstattabend", capacity=0)
    address = f"wartend.{slug}@example.org"
    opens_the_form(attendee, slug)
    says_who(attendee, "Kim Muster", address)
    attendee.presses("Auf die Warteliste")
    confirms(attendee, site, address)
    assert "Platz 1 der Warteliste" in attendee.text

    organizer.opens(f"/manage/events/{slug}/registrations?status=waiting")
    assert "Warum niemand nachrückt" in organizer.text
    organizer.writes("Plätze", "1")
    organizer.presses("Plätze ändern")

    attendee.opens(link_in(site.mail_to(address, "Ein Platz für Sie, bitte antworten"), "/registrations/"))
    attendee.presses("Ja, ich komme")
    attendee.reads("Sie haben einen Platz.")
    site.mail_to(address, "Sie haben jetzt einen Platz")


def test_a_request_with_answers_is_approved(attendee, organizer, site, event):
    questions = [
        Definition("trade", FieldKind.TRADE, {"de": "Ihr Gewerk"}, required=True),
        Definition("train", FieldKind.YES_NO, {"de": "Bilden Sie aus?"}),
        Definition("whom", FieldKind.TEXT, {"de": "In welchen Berufen?"}, show_when=("train", ("yes",))),
    ]

    def shape(made):
        services.set_up(event=made, needs_approval=True)
        services.ask(event=made, definitions=questions, now=clock.now())

    slug = event("Vergabegespräch", shape, capacity=5)
    address = f"anfrage.{slug}@example.org"
    opens_the_form(attendee, slug)
    attendee.presses("Anmelden")
    attendee.page.get_by_role("heading", name="Bitte prüfen Sie Ihre Angaben").wait_for()
    assert not attendee.page.get_by_label("In welchen Berufen?").is_visible()
    attendee.chooses("Ihr Gewerk", "Tischler")
    attendee.ticks("Ja")
    attendee.writes("In welchen Berufen?", "Tischlerin")
    says_who(attendee, "Kim Muster", address)
    attendee.presses("Anmelden")
    confirms(attendee, site, address)
    attendee.reads("Über Ihre Anfrage entscheidet der Veranstalter.")

    organizer.opens(f"/manage/events/{slug}/registrations?status=requested")
    organizer.follows("Kim Muster")
    assert "Tischlerin" in organizer.text
    organizer.presses("Platz geben")
    attendee.opens(link_in(site.mail_to(address, "Ihr Platz"), "/registrations/"))
    attendee.reads("Sie haben einen Platz.")
