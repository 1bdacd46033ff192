"""A real server, a real browser, and devices that fail a test when a page misbehaves."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.e2e.site import Site, running_site
from tests.programs import node

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_LANGUAGES = {"de": "de-DE", "en": "en-GB"}
Device = Callable[..., Page]


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
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def device(browser: Browser, site: Site) -> Iterator[Device]:
    """`device(width=390, lang="de", scheme="light")` opens a page on a device of its own.

    After the test, no page may have reported an error, broken the content policy or asked another host.
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
        context.set_default_timeout(10_000)
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
def pictures() -> Path:
    """Where pictures of pages are kept for looking at them."""
    from webapp.foundation.settings import ROOT

    folder = ROOT / "test-results" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
