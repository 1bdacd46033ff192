"""The desk's places: what a page is called it is called everywhere, and nothing that there is can't be reached."""

from datetime import timedelta

import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event, make_venue
from tests.factories.stations import make_station
from tests.html import parsed, text_of
from webapp.events.types import Feature

# Pages of an event that a place leads to by a button of its own.
BEHIND = {"cancel", "restore", "postpone", "take-off", "preview/page", "registrations/many", "door/part"}
BEHIND |= {"copy", "next", "team/invite", "invitations/contacts"}
FILES = {"registrations.xlsx", "registrations.csv", "statistics.xlsx", "stations/posters"}
MAIL_TEXTS = {"mail/words"}


@pytest.fixture
def made(desk, work):
    """`made(**values)`: the address of an event of the desk, with a programme and a station."""

    def make(**values):
        with work():
            event = make_event("Werkschau", host=desk.host, venue=make_venue(), **values)
            make_item(event)
            make_station(event)
            return event.slug

    return make


def classed(page, tag, name):
    return [each for each in page.iter(tag) if name in each.get("class", "").split()]


def side(page):
    """The places of a page with their addresses, and the addresses that are folded behind them."""
    (column,) = classed(page, "div", "dw-side")
    nav = list(column.iter("nav"))[-1]  # as it stands on a wide screen; on a phone the same lies in a menu
    folded = {link.get("href") for more in nav.iter("details") for link in more.iter("a")}
    links = {text_of(link): link.get("href") for link in nav.iter("a")}
    return {name: url for name, url in links.items() if url not in folded}, folded


def tabs(page):
    return {text_of(link): link.get("href") for row in classed(page, "nav", "dw-tabs") for link in row.iter("a")}


def crumbs(page):
    return [text_of(each) for way in classed(page, "nav", "dw-crumbs") for each in way.iter("li")]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_page_is_called_in_menu_way_and_heading_the_same(desk, made, lang):
    slug = made(starts_in=timedelta(days=2))
    places, folded = side(parsed(desk.client.get(f"/manage/events/{slug}", headers={"Accept-Language": lang})))
    assert len(places) <= 7  # six, and the public page
    assert folded
    seen = 0
    for url in [each for each in places.values() if each.startswith("/manage")]:
        place = parsed(desk.client.get(url, headers={"Accept-Language": lang}))
        for label, address in tabs(place).items():
            if not address.startswith("/manage"):
                continue
            page = parsed(desk.client.get(address, headers={"Accept-Language": lang}))
            (current,) = [each for each in page.iter("a") if each.get("aria-current") and each.get("href") == address][
                -1:
            ]
            assert text_of(current) == label
            assert "Werkschau" in crumbs(page)
            if address != f"/manage/events/{slug}":
                heading = text_of(next(page.iter("h1")))
                assert label in heading or "?" in address, (label, heading)
                assert crumbs(page)[-1] == label
            seen += 1
    assert seen > 12


def test_every_page_of_an_event_is_reached_from_its_places(app, desk, made):
    slug = made(starts_in=timedelta(days=90), features=[])
    base = f"/manage/events/{slug}"
    pages = {
        rule.rule.replace("<slug>", slug)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/manage/events/<slug>") and rule.arguments == {"slug"} and "GET" in rule.methods
    }
    pages -= {f"{base}/{page}" for page in BEHIND | FILES | MAIL_TEXTS}
    places, folded = side(parsed(desk.client.get(base)))
    reached, waiting = set(), {*places.values(), *folded}
    while waiting:
        url = waiting.pop()
        reached.add(url.partition("?")[0])
        if url.startswith(base):
            waiting |= {
                each for each in tabs(parsed(desk.client.get(url))).values() if each.partition("?")[0] not in reached
            }
    assert {page for page in pages if "/new" not in page} - reached == set()


@pytest.mark.parametrize(
    ("values", "shown", "hidden"),
    [
        ({"status": "draft", "published_at": None}, {"Inhalt", "Anmeldung"}, {"Der Tag", "Ergebnisse"}),
        ({"starts_in": timedelta(days=30)}, {"Menschen"}, {"Der Tag", "Ergebnisse"}),
        ({"starts_in": timedelta(days=6)}, {"Menschen", "Der Tag"}, {"Ergebnisse"}),
        ({"starts_in": timedelta(hours=-1)}, {"Der Tag", "Ergebnisse"}, set()),
        ({"starts_in": timedelta(days=-30)}, {"Der Tag", "Ergebnisse"}, set()),
        ({"features": []}, {"Inhalt"}, {"Anmeldung", "Menschen"}),
    ],
    ids=["draft", "far", "near", "running", "past", "no registration"],
)
def test_a_place_is_shown_when_format_and_phase_need_it(desk, made, values, shown, hidden):
    slug = made(**values)
    places, folded = side(parsed(desk.client.get(f"/manage/events/{slug}", headers={"Accept-Language": "de"})))
    assert shown <= set(places)
    assert not hidden & set(places)
    assert bool(hidden) == bool(folded)


def test_a_tab_that_is_not_needed_is_shown_while_it_is_open(desk, made):
    slug = made(features=[Feature.REGISTRATION.value])
    page = parsed(desk.client.get(f"/manage/events/{slug}/edit", headers={"Accept-Language": "en"}))
    assert "Agenda" not in tabs(page)
    there = parsed(desk.client.get(f"/manage/events/{slug}/agenda", headers={"Accept-Language": "en"}))
    assert list(tabs(there)) == ["Details", "Agenda"]


def test_outside_of_events_there_are_the_places_that_exist(desk):
    page = parsed(desk.client.get("/manage", headers={"Accept-Language": "de"}))
    places, folded = side(page)
    assert {"Heute", "Veranstaltungen", "Vergaben"} <= set(places)
    assert not folded
    listed = parsed(desk.client.get("/manage/events", headers={"Accept-Language": "de"}))
    assert set(tabs(listed)) >= {"Liste", "Kalender", "Termine übernehmen"}
    assert crumbs(parsed(desk.client.get("/manage/calendar/dates", headers={"Accept-Language": "de"}))) == [
        "Veranstaltungen",
        "Termine übernehmen",
    ]
