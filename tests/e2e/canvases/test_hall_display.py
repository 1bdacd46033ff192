"""The hall display: nobody scrolls on a wall, so all of it stands on the screen and is read from afar."""

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import check_accessible
from tests.factories.stations import make_station


def eight_workshops(event):
    for number in range(1, 9):
        make_station(event, number=number, title=f"Offene Werkstatt der Innung {number}", capacity=30)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 650), (1280, 720)])
def test_eight_workshops_stand_on_one_screen(device, event, width, height):
    address = event("Tag des Handwerks", shape=eight_workshops)
    page = device(width=width, height=height)
    page.goto(f"/events/{address}/board")
    expect(page.locator("[data-board][data-fitted]")).to_be_attached()
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    last = page.get_by_text("Innung 8")
    expect(last).to_be_in_viewport()
    assert last.evaluate("e => parseFloat(getComputedStyle(e).fontSize) / innerHeight") > 1 / 63
    check_accessible(page)
