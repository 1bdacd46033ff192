"""The app at the door on a cheap phone in a crowded cell: until it is there, and until a scan has its verdict."""

import os
import statistics
from collections.abc import Iterator

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench import dialogwerk
from tests.bench.machine import at_reference
from tests.bench.servers import Server
from tests.programs import node

Row = tuple[str, str, str, str, str]
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
_APP_SECONDS, _VERDICT_MS = 2, 300
_SCANS = 15
_UNTIL_THE_ANSWER = """() => new Promise((done) => {
  const began = performance.now(), answer = document.querySelector("[data-answer]");
  new MutationObserver((_, observer) => {
    if (!answer.children.length) return;
    observer.disconnect();
    done(performance.now() - began);
  }).observe(answer, { childList: true });
  document.querySelector("#code-form").requestSubmit();
})"""


def measured(server: Server, content: dialogwerk.Content, hello: Server) -> Iterator[Row]:
    """Rows for the table."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=_FLAGS)
        page = _at_the_door(browser, server, content)
        yield _start(page, server.url + f"/checkin/{content.slug}", hello.url)
        yield _verdicts(page, content)
        browser.close()


def _at_the_door(browser: Browser, server: Server, content: dialogwerk.Content) -> Page:
    page = browser.new_context(locale="de-DE", service_workers="block").new_page()
    page.goto(server.url + content.door)
    page.locator("main form button").first.click()
    page.locator("[data-begin]:enabled").wait_for(timeout=0)
    return page


def _start(page: Page, address: str, hello: str) -> Row:
    slow = page.context.new_page()
    talk = page.context.new_cdp_session(slow)
    talk.send("Network.enable")
    talk.send("Network.setCacheDisabled", {"cacheDisabled": True})
    talk.send("Network.emulateNetworkConditions", _SLOW)
    talk.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    slow.goto(hello)
    least = slow.evaluate("performance.now()")
    slow.goto(address)
    slow.locator("[data-begin]:enabled").wait_for(timeout=0)
    took = slow.evaluate("performance.now()")
    slow.close()
    reached = "yes" if at_reference(took / 1000) < _APP_SECONDS else "**no**"
    return ("door: app on a slow phone", f"{took / least:.1f}", f"{took / 1000:.1f} s", f"< {_APP_SECONDS} s", reached)


def _verdicts(page: Page, content: dialogwerk.Content) -> Row:
    page.locator("[data-begin]").click()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    tickets, taken = content.tickets.read_text(encoding="ascii").split()[-2 * _SCANS :], []
    for number, ticket in enumerate(tickets):
        page.context.set_offline(number < _SCANS)
        page.locator("#code").fill(ticket)
        taken.append(page.evaluate(_UNTIL_THE_ANSWER))
        page.evaluate("document.querySelector('[data-answer]').replaceChildren()")
    without, beside = statistics.median(taken[:_SCANS]), statistics.median(taken[_SCANS:])
    reached = "yes" if at_reference(max(without, beside)) < _VERDICT_MS else "**no**"
    said = f"{without:.0f} ms without a network, {beside:.0f} ms with one"
    return ("door: verdict on a slow phone", f"{beside / without:.1f}", said, f"< {_VERDICT_MS} ms", reached)
