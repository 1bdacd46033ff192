"""A real server, a real browser, and devices that fail a test when a page misbehaves."""

import itertools
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.conftest import settings_for
from tests.e2e.hands import HANDS, Pointer
from tests.e2e.site import Site, running_site
from tests.e2e.walk import Person
from tests.factories.events import make_event, make_venue
from tests.programs import node
from tests.waiting import LONG_SECONDS
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.events.queries import coming_events, get_event
from webapp.factory import create_app
from webapp.foundation import clock
from webapp.foundation.database import db
from webapp.foundation.settings import ROOT
from webapp.foundation.transaction import unit_of_work

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page and the service worker beside it share a process; each device still has one of its own.
    "--renderer-process-limit=1",
    # Letters are as wide as on most screens.
    "--font-render-hinting=none",
]
_LANGUAGES = {"de": "de-DE", "en": "en-GB"}
Device = Callable[..., Page]
# What a page has to show, it shows; how soon is measured by `make bench`.
expect.set_options(timeout=LONG_SECONDS * 1000)
_numbers = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest come first: what begins last would keep everybody waiting."""
    items.sort(key=lambda item: "test_red_thread" not in item.nodeid)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One running Dialogwerk with demo content for all browser tests."""
    with running_site(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    # The Node in the driver wants a library that a bare Debian lacks; ours does without.
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def device(browser: Browser, site: Site) -> Iterator[Device]:
    """`device(width=390, lang="de", scheme="light")` opens a page of the site on a device of its own."""
    with devices_at(site, browser) as take:
        yield take


@contextmanager
def devices_at(site: Site, browser: Browser) -> Iterator[Device]:
    """Devices that open pages of `site`.

    Afterwards, no page may have reported an error, broken the content policy or asked another host.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # A refusal that the test provokes is logged by the browser as a failed load; that is no fault of the page.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def watch(request: Request) -> None:
        if not request.url.startswith((site.url, "data:", "blob:")):
            complaints.append(f"asked another host: {request.url}")

    def take(
        *, width: int = 390, height: int = 844, lang: str = "de", scheme: str = "light", **options: object
    ) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            locale=_LANGUAGES[lang],
            color_scheme=scheme,
            timezone_id="Europe/Berlin",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(LONG_SECONDS * 1000)
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        context.on("request", watch)
        return page

    yield take
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def pictures() -> Callable[[Page, str], None]:
    """With PICTURES=1, `pictures(page, "name")` keeps a picture of the page in test-results/ for looking at it."""
    folder = ROOT / "test-results" / "pictures"

    def take(page: Page, name: str) -> None:
        if os.environ.get("PICTURES"):
            page.screenshot(path=folder / f"{name}.png", full_page=True)

    return take


# Events of a walk, and the people who walk it: with a pointer, and with the keyboard alone.


@pytest.fixture(params=HANDS)
def hands(request):
    return request.param()


@pytest.fixture
def attendee(device, hands):
    return Person(device(width=390), hands)


@pytest.fixture
def organizer(device, hands, signed_in):
    return _at_the_desk(device(width=1280, height=900, storage_state=signed_in), hands)


@pytest.fixture
def organizer_on_a_phone(device, hands, signed_in):
    return _at_the_desk(device(width=390, storage_state=signed_in), hands)


def _at_the_desk(page, hands):
    person = Person(page, hands)
    person.opens("/manage")
    return person


@pytest.fixture(scope="session")
def signed_in(browser, site):
    """What a browser keeps of a sign-in; the walk through everything signs in with either hand."""
    context = browser.new_context(base_url=site.url, locale=_LANGUAGES["de"])
    person = Person(context.new_page(), Pointer())
    person.opens("/sign-in")
    person.writes("E-Mail-Adresse", site.email)
    person.writes("Passwort", site.password)
    person.presses("Einloggen")
    kept = context.storage_state()
    context.close()
    return kept


@pytest.fixture
def beside(site):
    """An app of this process on the data of the running site."""
    url, secret = (
        f"sqlite:///{site.data_dir / 'dialogwerk.sqlite3'}",
        (site.data_dir / "secret_key").read_text().strip(),
    )
    app = create_app(settings_for(site.data_dir, url, secret_key=secret))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def change(beside):
    """Have something done to an event of the running site."""

    def do(slug, shape):
        with beside.app_context(), acting_as(SYSTEM), unit_of_work():
            shape(get_event(slug))

    return do


@pytest.fixture
def event(beside):
    """Make an event in the running site; what is called with it may shape it."""

    @contextmanager
    def making(title, **values):
        with beside.app_context(), acting_as(SYSTEM), unit_of_work():
            host = coming_events(now=clock.now(), limit=1).events[0].host
            number = next(_numbers)
            slug = f"probe-{number}-{re.sub('[^a-z]+', '-', title.lower())}"
            venue = make_venue(name=f"Haus {number}")
            yield make_event(title, slug=slug, host=host, venue=venue, calendar_uid=f"{slug}@localhost", **values)

    def make(title, shape=None, **values):
        with making(title, **values) as made:
            if shape:
                shape(made)
            return made.slug

    return make
