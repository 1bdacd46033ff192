"""The ticket in the hand: on any screen, by day and by night, whatever became of it."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import check_accessible, check_fits, looks_at
from tests.factories.events import make_event, make_venue
from tests.factories.tickets import make_ticket, tampered
from tests.waiting import until
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.events.types import EventStatus
from webapp.factory import create_app
from webapp.foundation import tokens
from webapp.foundation.database import db
from webapp.foundation.settings import Settings
from webapp.foundation.transaction import unit_of_work
from webapp.tickets.payload import payload_of

NAME = "Maximiliane Oberhauserbauermeister-Hohenzollernfels"
TITLE = "Vergabekonferenzvorbereitungswerkstatt für Handwerk und Mittelstand"
SAYS = {
    "valid": "In den Kalender",
    "cancelled": "Dieses Ticket ist storniert",
    "event cancelled": "Die Veranstaltung ist abgesagt",
    "postponed": "Der neue Termin steht noch nicht fest.",
    "past": "Diese Veranstaltung ist vorbei.",
    "forged": "Diese Seite finden wir nicht",
}


@contextmanager
def at_the_database(site):
    app = create_app(Settings.read({"DIALOGWERK_DATA_DIR": str(site.data_dir), "DIALOGWERK_BASE_URL": site.url}))
    with app.app_context():
        with acting_as(SYSTEM), unit_of_work():
            yield
        db.engine.dispose()


def make(state):
    """The address of a ticket in this state."""
    fates = {"event cancelled": EventStatus.CANCELLED, "postponed": EventStatus.POSTPONED}
    event = make_event(
        TITLE,
        slug=tokens.new_id(),
        status=fates.get(state, EventStatus.PUBLISHED),
        status_reason="Der Saal steht unter Wasser." if state in fates else "",
        starts_in=timedelta(days=-3 if state == "past" else 7),
        venue=make_venue(directions="Bus 1 bis Markt, dann zwei Minuten zu Fuß.", access="Stufenlos, Aufzug im Foyer."),
        bring=["Ideen", "Visitenkarten"],
        funding_notice="Gefördert vom Freistaat Sachsen.",
    )
    ticket = make_ticket(event, NAME)
    ticket.revoked_at = ticket.issued_at if state == "cancelled" else None
    payload = payload_of(ticket, event)
    return f"/t/{tampered(payload) if state == 'forged' else payload}"


@pytest.fixture(scope="module")
def addresses(site):
    with at_the_database(site):
        return {state: make(state) for state in SAYS}


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("state", SAYS)
def test_each_state_is_clear_to_everybody(device, addresses, pictures, lang, state):
    page = device(lang=lang)
    page.goto(addresses[state])
    if lang == "de":
        expect(page.locator("main")).to_contain_text(SAYS[state])
    for look in looks_at(page):
        check_fits(page)
        check_accessible(page)
        pictures(page, f"ticket-{state}-{lang}-{look}")


def test_it_prints_on_one_page_with_its_code(device, addresses, pictures):
    page = device(width=794, height=1123)
    page.goto(addresses["valid"])
    page.emulate_media(media="print")
    expect(page.locator(".dw-ticket__qr")).to_be_visible()
    expect(page.get_by_role("link", name="Zum Drucken (PDF)")).to_be_hidden()
    pictures(page, "ticket-print")
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1


def test_a_ticket_once_opened_is_there_without_a_network_and_can_be_shown_big(device, addresses, pictures):
    page = device(has_touch=True)
    page.goto(addresses["valid"])
    kept = "caches.match(`${location.pathname}.svg`).then(Boolean)"
    until(lambda: page.evaluate(kept), "the ticket in the device's memory")
    page.context.set_offline(True)
    page.goto(addresses["valid"])
    expect(page.get_by_text(NAME)).to_be_visible()
    page.get_by_role("button", name="Groß zeigen").click()
    expect(page.get_by_text("Bitte stellen Sie den Bildschirm ganz hell.")).to_be_visible()
    assert page.locator("#big img").evaluate("picture => picture.naturalWidth > 0")
    box = page.locator("#big img").bounding_box()
    assert min(box["width"], box["height"]) > 300
    check_accessible(page)
    check_fits(page)
    pictures(page, "ticket-big")
    page.get_by_role("button", name="Schließen").click()
    expect(page.locator("#big")).to_be_hidden()


def test_a_desk_s_computer_keeps_no_ticket(device, addresses):
    page = device()
    page.goto(addresses["valid"])
    page.wait_for_load_state("networkidle")
    assert page.evaluate("caches.match(location.pathname).then(Boolean)") is False
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_a_ticket_that_was_cancelled_is_kept_no_longer(device, addresses, site):
    page = device(has_touch=True)
    page.goto(addresses["valid"])
    page.goto(addresses["cancelled"])
    expect(page.get_by_text(SAYS["cancelled"])).to_be_visible()
    assert page.evaluate("caches.match(location.pathname).then(Boolean)") is False
