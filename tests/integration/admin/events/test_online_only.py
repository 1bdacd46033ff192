"""An event that takes place online: the link is its place, everywhere."""

import io
import json

import icalendar
import pypdf
import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event, make_venue
from tests.factories.registration import make_registration
from tests.html import parsed, text_of
from tests.integration.admin.addresses import addresses_of
from webapp.events.queries import get_event

pytestmark = pytest.mark.usefixtures("legal_texts")

LINK = "https://treffen.example.org/raum"
_SCHEMA = "https://schema.org/"


def _made(work, desk, **values):
    with work():
        event = make_event(
            "Vor dem Bildschirm",
            host=desk.host,
            conference_url=LINK,
            **{"teaser": "Ein Satz.", "contact_email": "da@example.org", **values},
        )
        make_item(event)
        return event.slug


def _data(desk, slug):
    document = parsed(desk.client.get(f"/events/{slug}", headers={"Accept-Language": "de"}))
    (script,) = [each for each in document.iter("script") if each.get("type") == "application/ld+json"]
    return text_of(document), json.loads(script.text)


def test_what_is_online_can_be_published(desk, work, read):
    slug = _made(work, desk, status="draft", published_at=None)
    assert desk.send(f"/events/{slug}/publish").status_code == 303
    assert read(slug, lambda event: event.status) == "published"


def test_what_is_nowhere_can_not(desk, work, read):
    slug = _made(work, desk, status="draft", published_at=None)
    with work():
        get_event(slug).conference_url = ""
    desk.send(f"/events/{slug}/publish")
    assert read(slug, lambda event: event.status) == "draft"


@pytest.mark.parametrize(
    ("has_venue", "mode", "kinds"),
    [
        (False, "OnlineEventAttendanceMode", ["VirtualLocation"]),
        (True, "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
    ],
)
def test_search_engines_read_where_it_is(desk, work, has_venue, mode, kinds):
    with work():
        venue = make_venue() if has_venue else None
    slug = _made(work, desk, venue_id=venue.id if venue else None)
    said, data = _data(desk, slug)
    places = data["location"] if isinstance(data["location"], list) else [data["location"]]
    assert data["eventAttendanceMode"] == _SCHEMA + mode
    assert [each["@type"] for each in places] == kinds
    assert LINK not in json.dumps(data) + said


@pytest.mark.parametrize("lang", ["de", "en"])
def test_pages_lists_papers_and_feeds_say_online(app, desk, work, lang):
    slug = _made(work, desk)
    with work():
        make_registration(get_event(slug))
    with app.app_context():
        paths = {each.endpoint: each.path for each in addresses_of(app, slug, whole=True) if each.is_real}
    told = (
        "public.events.event",
        "public.events.agenda",
        "public.registrations.register",
        "public.own.registration",
        "public.tickets.ticket",
        "admin.events.event",
    )
    for path in (*(paths[endpoint] for endpoint in told), "/", "/events", "/manage/events"):
        answer = desk.client.get(path, headers={"Accept-Language": lang})
        (main,) = parsed(answer).iter("main")
        assert "Online" in text_of(main), path
    paper = desk.client.get(paths["documents.ticket_pdf"], headers={"Accept-Language": lang})
    assert "Online" in pypdf.PdfReader(io.BytesIO(paper.data)).pages[0].extract_text()
    (entry,) = icalendar.Calendar.from_ical(desk.client.get(f"/events/{slug}.ics").data).walk("VEVENT")
    assert entry["LOCATION"] == "Online"


@pytest.mark.parametrize("feed", ["/events/{slug}.ics", "/calendar.ics"])
def test_calendars_say_of_a_place_that_one_may_join_online_as_well(desk, work, feed):
    with work():
        venue_id = make_venue(name="Haus des Handwerks", street="Am Markt 1", postcode="09648", city="Mittweida").id
    slug = _made(work, desk, venue_id=venue_id)
    calendar = icalendar.Calendar.from_ical(desk.client.get(feed.format(slug=slug)).data)
    places = {str(each["LOCATION"]) for each in calendar.walk("VEVENT") if slug in str(each["URL"])}
    assert places == {"Haus des Handwerks, Am Markt 1, 09648 Mittweida, auch online"}
