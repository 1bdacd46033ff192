"""What the event page says of date, place, calendars and messengers, and what it leaves out."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories.events import make_event, make_venue
from tests.factories.stations import make_station
from tests.html import parsed, text_of
from webapp.events import services
from webapp.foundation import clock

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def shown(client, work):
    """The page of an event made with these values, as a reader of that language gets it."""

    def show(lang="de", path="", shape=None, **values):
        with work():
            event = make_event(**values)
            if shape:
                shape(event)
            slug = event.slug
        return parsed(client.get(f"/events/{slug}{path}", headers={"Accept-Language": lang}))

    return show


def said(document):
    return text_of(document).replace("\u00a0", " ")


def links(document):
    return [a.get("href") for a in document.iter("a")]


def meta(document):
    return {m.get("property") or m.get("name"): m.get("content") for m in document.iter("meta")}


@pytest.mark.parametrize(
    ("starts_in", "word"), [(timedelta(hours=3), "Heute, Mi., 18."), (timedelta(days=1), "Morgen, Do., 19.")]
)
def test_today_and_tomorrow_are_named(shown, starts_in, word):
    assert word in said(shown(starts_in=starts_in))
    assert "Heute" not in said(shown(starts_in=timedelta(days=9)))


def test_another_year_is_seen_in_lists_and_this_one_is_not(client, work):
    with work():
        make_event(starts_at=datetime(2027, 5, 6, 13, tzinfo=UTC))
        make_event(starts_at=datetime(2026, 12, 1, 13, tzinfo=UTC))
    years = {
        span.text: span.get("class")
        for date in parsed(client.get("/events")).iter("time")
        for span in date.iter("span")
        if (span.text or "").startswith("20")
    }
    assert years == {"2027": None, "2026": "dw-visually-hidden"}


def test_the_day_on_which_registration_closes_stands_there(shown):
    closes_at = clock.now() + timedelta(days=2)
    assert "Anmelden bis Fr., 20. November 2026, 10:00 Uhr" in said(shown(registration_closes_at=closes_at))


def test_past_events_offer_no_dates_and_want_nothing_brought(shown):
    document = shown(starts_in=timedelta(days=-2), bring=["Helm"])
    assert "Vorbei" in said(document)
    assert "Helm" not in said(document)
    assert [link for link in links(document) if link and (".ics" in link or link.startswith("webcal:"))] == []


def test_cancelled_events_offer_no_dates_and_postponed_ones_name_the_old_as_old(shown):
    cancelled = shown(shape=lambda event: services.cancel_event(event=event, now=clock.now(), reason="Sturm"))
    assert [link for link in links(cancelled) if link and ".ics" in link] == []
    postponed = shown(
        shape=lambda event: services.postpone_event(
            event=event, now=clock.now(), reason="Sturm", starts_at=None, ends_at=None
        )
    )
    assert "Der neue Termin steht noch nicht fest." in said(postponed)
    assert "Geplant war" in said(postponed) or "geplant" in said(postponed)


def test_other_calendars_get_the_same_moments(shown):
    document = shown("en", starts_at=datetime(2027, 3, 31, 13, tzinfo=UTC), title="Zwei & drei")
    google, outlook = (
        parse_qs(urlsplit(next(link for link in links(document) if link and host in link)).query)
        for host in ("calendar.google.com", "outlook.live.com")
    )
    assert google["dates"] == ["20270331T130000Z/20270331T150000Z"]
    assert google["text"] == outlook["subject"] == ["Zwei & drei"]
    assert (outlook["startdt"], outlook["enddt"]) == (["2027-03-31T13:00:00Z"], ["2027-03-31T15:00:00Z"])


def test_whole_days_are_whole_days_there_too(shown):
    document = shown(starts_at=datetime(2027, 3, 30, 22, tzinfo=UTC), lasts=timedelta(days=2), all_day=True)
    google = parse_qs(urlsplit(next(link for link in links(document) if link and "google" in link)).query)
    assert google["dates"] == ["20270331/20270402"]


@pytest.mark.parametrize(
    ("place", "query"),
    [
        ({}, "query=Am+Markt+1%2C+09648+Mittweida"),
        ({"street": ""}, "query=Haus+der+Wirtschaft%2C+Mittweida"),
        ({"latitude": 50.98, "longitude": 12.97}, "mlat=50.98000&mlon=12.97000"),
        ({"city": ""}, None),
    ],
)
def test_the_way_to_the_map_is_a_plain_link(shown, place, query):
    def settle(event):
        event.venue = make_venue(**place)

    found = [link for link in links(shown(shape=settle)) if link and "openstreetmap" in link]
    assert [query in link for link in found] == ([True] if query else [])


def test_messengers_get_title_text_and_an_absolute_picture(shown):
    found = meta(shown(title="Titel", teaser="Ein Satz."))
    assert found["og:title"] == "Titel"
    assert found["og:description"] == found["description"] == "Ein Satz."
    assert found["og:url"].startswith("http://localhost/events/")
    assert found["og:image"] == f"{found['og:url']}/card.png"


@pytest.mark.parametrize("path", ["/", "/events"])
def test_lists_have_a_picture_for_messengers_too(client, path):
    assert meta(parsed(client.get(path)))["og:image"] == "http://localhost/static/messenger.png"


@pytest.mark.parametrize(
    ("kind", "together", "one"),
    [("crafts_day", "Offene Werkstätten", "Werkstatt 3"), ("test_day", "Teststationen", "Teststation 3"),
     ("own", "Themenstationen", "Themenstation 3")],
)  # fmt: skip
def test_stations_are_called_as_the_format_calls_them(shown, kind, together, one):
    document = shown(format=kind, shape=lambda event: make_station(event, number=3, capacity=None))
    assert together in said(document)
    assert one in said(document)


def test_free_of_charge_is_one_word_everywhere(shown):
    document = shown()
    assert "kostenfrei" in said(document)
    assert "ostenlos" not in said(document)


def test_long_pages_list_what_is_on_them(shown):
    document = shown(description="Text", audience=["Alle"], plain_language="Kurz", venue=None)
    (contents,) = [nav for nav in document.iter("nav") if nav.get("aria-label") == "Auf dieser Seite"]
    anchors = [a.get("href")[1:] for a in contents.iter("a")]
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    assert [each for each in ids if each in anchors] == anchors
    assert anchors[0] == "plain"
    assert "In einfacher Sprache" in said(document)


@pytest.mark.parametrize("path", ["", "/agenda"])
def test_readers_are_told_in_which_language_the_text_is(shown, path):
    assert "The following text is in German." in said(shown("en", path))
    assert "Der folgende Text" not in said(shown("de", path))
    assert "Der folgende Text ist auf Englisch." in said(shown("de", path, language="en"))
