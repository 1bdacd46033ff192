"""The organizer prints badges: ordered in the browser, made by the worker, fetched when it is ready."""

import io

import pypdf
from playwright.sync_api import expect

from tests.e2e.accessibility import check_accessible, check_fits


def test_badges_are_made_while_the_page_waits(organizer, door, pictures):
    organizer.opens(f"/manage/events/{door.slug}/papers")
    organizer.presses("Erstellen")
    link = organizer.page.get_by_role("link", name="PDF für 5 Personen öffnen")
    expect(link).to_be_visible(timeout=20_000)
    check_fits(organizer.page)
    check_accessible(organizer.page)
    pictures(organizer.page, "papers")
    reader = pypdf.PdfReader(io.BytesIO(organizer.page.request.get(link.get_attribute("href")).body()))
    assert "Kim Muster 1" in reader.pages[0].extract_text()


def test_the_live_page_follows_the_door(organizer, device, door, pictures):
    organizer.opens(f"/manage/events/{door.slug}/door")
    live = organizer.page.locator("[data-live]")
    expect(live).to_contain_text("0 sind da")
    page = door.opened_on(device())
    page.keyboard.type(door.tickets[0])
    page.keyboard.press("Enter")
    expect(live).to_contain_text("1 sind da")
    expect(live).to_contain_text("Geräte")
    organizer.looks()
    pictures(organizer.page, "door-live")
