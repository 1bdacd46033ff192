"""A word as long as a line and a half fits on the smallest phone, on every page of its event."""

import pytest
from flask import current_app
from playwright.sync_api import Error

from tests.e2e.accessibility import check_fits
from tests.factories.agenda import make_item
from tests.factories.registration import make_registration, people
from tests.factories.stations import make_group, make_station
from tests.integration.admin.addresses import addresses_of
from webapp.foundation.database import session
from webapp.registration.services import set_up

LONG = "Donaudampfschifffahrtsgesellschaftskapitänspatentinhaberversammlung"
# Files, parts of pages, and pages that lead elsewhere at once.
_NO_PAGES = (".ics", ".pdf", ".svg", ".png", ".json", ".csv", ".xlsx", "/part", ".webmanifest", ".pkpass", "/wallet")


@pytest.fixture
def addresses(event):
    """Every address of an event of which each name is one long word."""
    found = []

    def shape(made):
        made.venue.name = made.venue.city = made.teaser = made.contact_name = LONG
        made.bring, made.audience = [LONG], [LONG]
        make_item(made, LONG, place=LONG)
        make_group(make_station(made, LONG, place=LONG, facilitator=LONG), name=LONG)
        make_registration(made, LONG, heads=people(LONG, LONG), organisation=LONG)
        set_up(event=made, columns=["category", "people", "companions", "tags", "source", "registered"])
        session().flush()
        known = [each for each in addresses_of(current_app, made.slug, whole=True) if each.is_real]
        pages = [each for each in known if not each.endpoint.startswith("documents.")]
        found.extend(each.path for each in pages if not each.path.endswith(_NO_PAGES))
        found.extend(("/manage/tenders", "/manage/calendar", "/manage/events?show=drafts", f"/manage/search?q={LONG}"))

    event(LONG, shape=shape)
    return found


def test_no_page_of_the_event_scrolls_sideways(device, signed_in, addresses):
    page = device(width=320, height=600, storage_state=signed_in)
    wide, seen = {}, 0
    for path in addresses:
        try:
            answer = page.goto(path, wait_until="domcontentloaded")
        except Error as error:
            assert "Download is starting" in str(error)  # noqa: PT017 - a file, which is no page
            continue
        if answer.status == 200 and answer.headers["content-type"].startswith("text/html"):
            seen += 1
            try:
                check_fits(page)
            except AssertionError as error:
                wide[path] = (str(error), page.evaluate(_WIDEST))
    assert not wide, "\n".join(f"{path[-60:]}: {found[1]}" for path, found in wide.items())
    assert seen > 40


# What sticks out furthest, for whoever has to mend it.
_WIDEST = """() => {
  const all = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > innerWidth + 1);
  return all.slice(-3).map(e => `${e.tagName}.${e.className}`);
}"""
