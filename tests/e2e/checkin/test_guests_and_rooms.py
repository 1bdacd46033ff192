"""What staff are told of a guest, and rooms that count for themselves."""

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import check_accessible, check_fits
from tests.e2e.checkin.test_door import panel, type_code
from tests.factories.accounts import make_access_link
from tests.factories.stations import make_station
from tests.factories.tickets import make_told_guests
from webapp.accounts.types import LINK
from webapp.checkin.services import add_point
from webapp.checkin.types import PointKind
from webapp.events.queries import get_event
from webapp.foundation import tokens


@pytest.fixture
def told(door, at_the_database):
    """The codes of two who belong together, one with needs and without pictures; a link bound to a room for one."""
    with at_the_database() as app:
        event = get_event(door.slug)
        codes = [ticket.code for ticket in make_told_guests(event)]
        station = make_station(event, "Bildung und Fachkräfte")
        room = add_point(event=event, kind=PointKind.ROOM, name="", capacity=1, station=station)
        link = make_access_link(event)
        link.part_key = room.public_id
        return codes, f"/link/{tokens.seal(app.config['SECRET_KEY'], LINK, link.public_id)}"


@pytest.mark.parametrize("there", [True, False], ids=["online", "offline"])
def test_staff_are_told_what_they_have_to_know_of_a_guest(device, door, told, pictures, there):
    (code, other), _link = told
    page = door.opened_on(device())
    page.context.set_offline(not there)
    type_code(page, code)
    answer = panel(page, "ok")
    for words in ("Kim Muster", "Gruppe: Alex Beispiel", "Platz für den Rollstuhl", "Keine Fotos"):
        expect(answer).to_contain_text(words)
    # Somebody who needs something is not waved through: the answer waits for a tap.
    expect(page.get_by_role("button", name="Weiter")).to_be_focused()
    check_accessible(page)
    check_fits(page)
    pictures(page, "door-told")
    page.get_by_role("button", name="Weiter").click()
    type_code(page, other)
    expect(panel(page, "ok")).to_contain_text("Fotos sind in Ordnung")


def test_a_link_for_a_room_counts_who_is_in_it_and_shows_when_it_is_full(device, door, told):
    (code, _other), link = told
    page = device()
    page.goto(link)
    page.locator("main form button").first.click()
    page.get_by_role("button", name="Einlass öffnen").click()
    light = page.locator("[data-room]")
    expect(light).to_have_text("0 von 1 im Raum – Platz frei")
    expect(page.locator("[data-gate-shown]")).to_have_text("Hier: Bildung und Fachkräfte")
    page.locator("[data-settings] summary").click()
    expect(page.locator("[data-stand]")).to_be_hidden()  # it stands there and nowhere else
    type_code(page, code)
    expect(light).to_have_text("1 von 1 im Raum – Voll")
    expect(light).to_have_attribute("data-state", "stop")
    page.get_by_role("button", name="Weiter").click()
    page.get_by_text("Geht", exact=True).click()
    type_code(page, code)
    expect(light).to_have_text("0 von 1 im Raum – Platz frei")
    # The event's own count is another one.
    expect(page.locator("[data-counts]")).to_contain_text("0 von")


def test_a_phone_can_install_it(device, door):
    page = door.opened_on(device())
    talk = page.context.new_cdp_session(page)
    found = {each["errorId"] for each in talk.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert found <= {"in-incognito"}
    told = page.evaluate("fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.json())")
    assert told["start_url"] == door.page
    assert (told["display"], told["scope"]) == ("standalone", "/checkin/")
    for icon in told["icons"]:
        assert page.request.get(icon["src"]).ok
