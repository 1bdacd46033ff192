"""The page behind a ticket's QR code."""

import html
import re
import unicodedata
from datetime import timedelta
from typing import NamedTuple

import pytest

from tests.factories.events import make_event, make_venue
from tests.factories.tickets import make_ticket, tampered
from tests.html import parsed
from tests.queries import counted
from webapp.events.types import EventStatus
from webapp.tickets import services
from webapp.tickets.payload import payload_of

GERMAN, ENGLISH = {"Accept-Language": "de"}, {"Accept-Language": "en"}


class Made(NamedTuple):
    code: str
    reference: str
    slug: str
    registration_id: int


@pytest.fixture
def ticket(work, now):
    """A ticket with its address."""

    def make(**event_values):
        with work():
            event = make_event("Zukunftswerkstatt <Holz>", venue=make_venue(), **event_values)
            ticket = make_ticket(event, "Kim & Muster")
            made = Made(ticket.code, ticket.reference, event.slug, ticket.attendee.registration_id)
            return made, f"/t/{payload_of(ticket, event)}"

    return make


def words(answer):
    text = re.sub(r"<[^>]+>", " ", answer.text)
    return " ".join(html.unescape(text).replace("\u00a0", " ").split())


def test_postcode_and_town_stay_on_one_line(ticket, client):
    _, address = ticket()
    assert "09648\u00a0Mittweida" in client.get(address, headers=GERMAN).text


def test_it_says_what_when_where_who_and_the_code(ticket, client):
    made, address = ticket(bring=["Ideen"])
    page = words(client.get(address, headers=GERMAN))
    assert "Zukunftswerkstatt <Holz>" in page
    assert "Mi., 25. November 2026, 10:00–12:00 Uhr" in page
    assert "Haus der Wirtschaft, Am Markt 1, 09648 Mittweida" in page
    assert "Kim & Muster" in page
    assert f"{made.code[:4]} {made.code[4:]}" in page
    assert "Bitte bringen Sie mit: Ideen" in page


def test_it_leads_to_pdf_picture_calendar_and_event(ticket, client):
    made, address = ticket()
    page = client.get(address, headers=ENGLISH).text
    for target in (f"{address}.pdf", f"{address}.svg", f"/events/{made.slug}.ics", f"/events/{made.slug}"):
        assert f'"{target}"' in page
    assert "data-print" in page


def test_it_speaks_the_reader_s_language(ticket, client):
    _, address = ticket()
    assert "Add to calendar" in client.get(address, headers=ENGLISH).text
    assert "In den Kalender" in client.get(address, headers=GERMAN).text


def test_nobody_keeps_the_page_or_its_pictures(ticket, client):
    _, address = ticket()
    for ending in ("", ".svg", ".png", ".pdf"):
        answer = client.get(address + ending)
        assert answer.status_code == 200, ending
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "strict-origin"


def test_the_browser_remembers_the_ticket_for_stations(ticket, client):
    made, address = ticket()
    client.get(address)
    with client.session_transaction() as cookie:
        assert cookie["ticket"] == made.reference


def test_a_cancelled_ticket_says_so_shows_no_code_and_is_not_remembered(ticket, client, work, now):
    made, address = ticket()
    with work():
        services.revoke_tickets(registration_id=made.registration_id, now=now)
    page = client.get(address, headers=ENGLISH)
    assert "This ticket has been cancelled" in page.text
    assert made.code[:4] not in words(page)
    assert ".svg" not in page.text.partition("<main")[2].replace("icons", "").split("#")[0]
    with client.session_transaction() as cookie:
        assert "ticket" not in cookie


@pytest.mark.parametrize(
    ("status", "says", "has_code"),
    [
        (EventStatus.CANCELLED, "The event has been cancelled", False),
        (EventStatus.POSTPONED, "The new date is not known yet", True),
    ],
)
def test_the_fate_of_the_event_is_said_with_its_reason(ticket, client, status, says, has_code):
    made, address = ticket(status=status, status_reason="Der Saal steht unter Wasser.")
    page = words(client.get(address, headers=ENGLISH))
    assert says in page
    assert "Der Saal steht unter Wasser." in page
    assert (f"{made.code[:4]} {made.code[4:]}" in page) is has_code


def test_after_the_event_it_leads_to_the_results(ticket, client):
    made, address = ticket(starts_in=timedelta(hours=-3), bring=["Ideen"])
    page = client.get(address, headers=GERMAN)
    assert "Diese Veranstaltung ist vorbei." in words(page)
    assert f'"/events/{made.slug}/results"' in page.text
    assert f"/events/{made.slug}.ics" not in page.text
    assert "Bitte bringen Sie mit" not in page.text
    assert "Diese Veranstaltung ist vorbei." not in words(client.get(ticket()[1], headers=GERMAN))


@pytest.mark.parametrize("ending", ["", ".svg", ".png", ".pdf"])
def test_what_is_no_ticket_of_ours_is_not_found(ticket, client, ending):
    _, address = ticket()
    for payload in ("x", "ä", "A" * 123, "A" * 3000, tampered(address.removeprefix("/t/"))):
        answer = client.get(f"/t/{payload}{ending}", headers=ENGLISH)
        assert answer.status_code == 404
        assert "find this page" in answer.text


def test_without_a_venue_it_says_that_the_place_follows(work, client, now):
    with work():
        event = make_event()
        address = f"/t/{payload_of(make_ticket(event), event)}"
    assert "The venue will be announced." in client.get(address, headers=ENGLISH).text


def test_a_page_needs_one_query(ticket, app, client):
    _, address = ticket()
    client.get(address)
    with counted(app) as seen:
        client.get(address)
    assert len(seen) == 1, seen


@pytest.mark.parametrize(
    "name",
    [
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "محمد عبد الله",
        "Kim\u202eretsuM",
        "Kim 🦊 Muster",
        unicodedata.normalize("NFD", "Zoë Größlová"),
        "<script>alert(1)</script>",
        "{{ 7*7 }} %(name)s",
    ],
    ids=lambda name: ascii(name)[1:20],
)
def test_any_name_is_shown_as_it_is(work, now, client, name):
    with work():
        event = make_event()
        address = f"/t/{payload_of(make_ticket(event, name), event)}"
    document = parsed(client.get(address, headers=GERMAN))
    (shown,) = (
        element for element in document.findall(".//p[@class='dw-ticket__name']") if element.get("lang") is None
    )
    assert "".join(shown.itertext()) == name
    # Whatever direction a name runs in, it takes nothing around it along.
    assert shown.find("bdi") is not None
