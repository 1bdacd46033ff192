"""The first screen of an event answers when, where, for how much, how many places are left, and holds the button."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import check_accessible, check_fits
from webapp.foundation import clock

SCREENS = [(390, 844), (1366, 650), (1280, 720)]
LONG = (
    "Zukunftswerkstatt "
    + "Fachkräfteeinwanderung/Berufsorientierung und Unternehmensnachfolge im ländlichen Raum gemeinsam " * 2
)
TITLES = ["Werkstatt", LONG[:200].strip()]
FACTS = {
    "de": ["Wann", "Wo", "Teilnahme", "Plätze", "Anmelden bis"],
    "en": ["When", "Where", "Cost", "Places", "Register by"],
}
REGISTER = {"de": "Anmelden", "en": "Register"}


@pytest.fixture
def shown(device, event):
    def show(title, *, width, height, lang="de", **values):
        page = device(width=width, height=height, lang=lang)
        page.goto(f"/events/{event(title, **values)}")
        return page

    return show


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("title", TITLES, ids=["short", "long"])
def test_the_first_screen_answers_however_long_its_dates_are(shown, title, lang):
    # From a Wednesday in September over midnight to a Thursday, with a last moment to register: longest in letters,
    # whatever day the test runs on.
    starts_at = _wednesday_in_september()
    page = shown(
        title,
        width=SCREENS[0][0],
        height=SCREENS[0][1],
        lang=lang,
        starts_at=starts_at,
        lasts=timedelta(hours=25),
        registration_closes_at=starts_at - timedelta(hours=1),
        capacity=1000,
        teaser="Ein Satz. " * 20,
    )
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        answers(page, lang, height)


_PLACES = {
    "three lines": (
        "Bildungs- und Technologiezentrum der Handwerkskammer Südwestsachsen",
        "Am Lagerplatz 8",
        "Großröhrsdorf",
    ),
    "long words": (
        "Fachkräftequalifizierungszentrum Oberlausitz-Niederschlesien, Veranstaltungssaal",
        "Karl-Liebknecht-Straße 118, Eingang über den Innenhof",
        "Rothenburg/Oberlausitz",
    ),
}


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("place", _PLACES)
def test_a_long_place_hides_nothing_that_matters(device, event, place, lang):
    def settle(made):
        made.venue.name, made.venue.street, made.venue.city = _PLACES[place]

    starts_at = _wednesday_in_september()
    slug = event(
        TITLES[1],
        shape=settle,
        starts_at=starts_at,
        lasts=timedelta(hours=25),
        registration_closes_at=starts_at - timedelta(hours=1),
        capacity=1000,
    )
    page = device(width=1366, height=650, lang=lang)
    page.goto(f"/events/{slug}")
    answers(page, lang, 650)


def answers(page, lang, height):
    """All of the facts and the button stand on the first screen."""
    assert page.locator(".dw-glance__facts dt").all_text_contents() == FACTS[lang]
    facts = page.locator(".dw-glance__facts").evaluate("e => e.scrollHeight - e.clientHeight")
    assert facts <= 0, "something of the facts has to be scrolled"
    button = page.get_by_role("link", name=REGISTER[lang], exact=True).locator("visible=true")
    for shown_part in [*page.locator(".dw-glance__facts > div").all(), button]:
        box = shown_part.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height, (shown_part, box)
        expect(shown_part).to_be_in_viewport(ratio=1)
    check_fits(page)


def _wednesday_in_september():
    first = datetime(clock.now().year + 1, 9, 22, 20, 10, tzinfo=UTC)
    return first + timedelta(days=(2 - first.weekday()) % 7)


@pytest.mark.parametrize("height", [480, 650, 1000])
def test_the_panel_is_never_higher_than_its_window(shown, height):
    page = shown(TITLES[1], width=1280, height=height, description="Ein Absatz.\n\n" * 60)
    for top in (0, 900):
        page.evaluate(f"window.scrollTo({{ top: {top}, behavior: 'instant' }})")
        box = page.locator(".dw-glance").bounding_box()
        assert box["height"] <= height
        expect(page.get_by_role("link", name="Anmelden", exact=True).locator("visible=true")).to_be_in_viewport(ratio=1)


def test_facts_come_before_the_text_in_the_source(shown):
    page = shown("Reihenfolge", width=390, height=844, teaser="Der Satz danach.", description="Der Text danach.")
    said = page.locator("main").inner_text()
    order = [said.index(part) for part in ("Reihenfolge", "Wann", "kostenfrei", "Der Satz danach.", "Der Text danach.")]
    assert order == sorted(order)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_english_readers_are_told_that_the_text_is_german(device, event, scheme):
    slug = event("Auf Deutsch", teaser="Ein Satz.", description="Ein Text.", plain_language="Kurz.", bring=["Stift"])
    page = device(width=390, lang="en", scheme=scheme)
    page.goto(f"/events/{slug}")
    expect(page.get_by_text("The following text is in German.")).to_be_visible()
    for text in ("Ein Satz.", "Ein Text.", "Stift"):
        assert page.get_by_text(text, exact=True).evaluate("e => e.closest('[lang]').lang") == "de"
    check_accessible(page)


def test_a_past_event_looks_past(shown):
    page = shown("Gewesen", width=390, height=844, starts_in=timedelta(days=-400), bring=["Helm"])
    expect(page.get_by_text("Vorbei", exact=True)).to_be_visible()
    said = page.locator("main").inner_text()
    assert "Helm" not in said
    assert "Termin herunterladen" not in said
    assert str((datetime.now(UTC) - timedelta(days=400)).year) in said


def test_sharing_is_offered_where_the_device_can(device, event):
    slug = event("Zum Weitersagen")
    page = device(width=390)
    page.add_init_script("window.shared = []; navigator.share = async what => { window.shared.push(what); };")
    page.goto(f"/events/{slug}")
    page.get_by_role("button", name="Teilen").click()
    assert page.evaluate("window.shared.map(each => each.title)") == ["Zum Weitersagen"]
    without = device(width=390)
    without.add_init_script("delete Navigator.prototype.share;")
    without.goto(f"/events/{slug}")
    expect(without.get_by_role("button", name="Teilen")).to_be_hidden()
