"""Nothing an organizer sees of a draft leads nowhere."""

from urllib.parse import urlsplit

import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event, make_venue
from tests.factories.stations import make_station
from tests.html import parsed
from webapp.events.types import EventFormat

PAGES = ("", "/agenda", "/stations", "/edit", "/registrations", "/mail", "/door", "/papers", "/access", "/preview")


@pytest.fixture
def slug(desk, work) -> str:
    with work():
        event = make_event("Entwurf", host=desk.host, status="draft", published_at=None, venue=make_venue())
        make_item(event)
        make_station(event)
        return event.slug


def leads(page):
    """Paths on this site to which a page links."""
    targets = {urlsplit(each.get("href", "")) for each in parsed(page).iter("a")}
    return {each.path for each in targets if each.netloc in ("", "localhost") and each.path}


def test_no_link_of_a_draft_leads_nowhere(desk, slug):
    waiting = {f"/manage/events/{slug}{page}" for page in PAGES} | {f"/events/{slug}", f"/events/{slug}/agenda"}
    seen, dead = set(), {}
    while waiting:
        path = waiting.pop()
        answer = desk.client.get(path)
        seen.add(path)
        if answer.status_code == 404:
            dead[path] = answer.status
        elif answer.mimetype == "text/html" and answer.status_code == 200:
            waiting |= {each for each in leads(answer) if f"/events/{slug}" in each} - seen
    assert dead == {}
    assert len(seen) > len(PAGES)


@pytest.mark.parametrize("kind", EventFormat)
def test_the_desk_calls_stations_as_their_format_does(desk, work, kind):
    with work():
        slug = make_event("Tag", host=desk.host, format=kind.value).slug
    with desk.client.application.test_request_context(headers={"Accept-Language": "de"}):
        word = str(desk.client.application.jinja_env.globals["stations_name"](kind.value))
    for page in ("/edit", "/stations"):
        shown = desk.page(f"/events/{slug}{page}")
        assert word in shown
        assert "Themenstation" not in shown or word == "Themenstationen"
