"""A device is ready once it knows who may come in and who is in already."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.checkin.test_door import panel, type_code
from tests.e2e.checkin.test_offline import network, state

READY = "Alles ist bereit."


def lamp(page: Page):
    return page.locator("[data-light]")


def check(page: Page, name: str):
    return page.locator(f"[data-check={name}]")


@contextmanager
def held_facts(page: Page) -> Iterator[None]:
    """Exchanges that begin in this block are answered when it ends."""
    held: list[Route] = []
    let_go: list[bool] = []

    def hold(route: Route) -> None:
        route.continue_() if let_go else held.append(route)

    page.route("**/facts", hold)
    try:
        yield
    finally:
        let_go.append(True)
        for each in held:
            each.continue_()
        page.unroute("**/facts")


def open_link(page: Page, door) -> None:
    page.goto(door.link)
    page.locator("main form button").first.click()


def let_somebody_in(page: Page, door) -> None:
    door.opened_on(page)
    type_code(page, door.code)
    expect(panel(page, "ok")).to_contain_text("Alex Beispiel")
    expect(state(page)).to_have_text("Verbunden")


@pytest.mark.parametrize("known", [False, True], ids=["fresh", "opened_before"])
def test_it_is_not_ready_before_it_has_heard_who_is_in(device, door, known):
    page = device()
    if known:
        open_link(page, door)
        expect(lamp(page)).to_have_text(READY)
        page.goto("about:blank")
    let_somebody_in(device(), door)
    with held_facts(page):
        with page.expect_request("**/facts"):
            if known:
                page.goto(door.page)
            else:
                open_link(page, door)
        expect(page.locator("[data-counts]")).to_contain_text("von 4 da")  # the list is here
        expect(lamp(page)).to_have_text("Einen Moment …")
        expect(page.get_by_role("button", name="Einlass öffnen")).to_be_disabled()
    expect(lamp(page)).to_have_text(READY)
    network(page, there=False)
    page.get_by_role("button", name="Einlass öffnen").click()
    expect(page.locator("[data-counts]")).to_have_text("1 von 4 da")
    type_code(page, door.code)
    expect(panel(page, "warn")).to_contain_text("Schon drin")


def test_it_says_what_is_missing_when_the_list_came_and_who_is_in_did_not(device, door):
    page = device()
    page.route("**/facts", lambda route: route.abort())
    open_link(page, door)
    expect(lamp(page)).to_have_attribute("data-state", "stop")
    expect(check(page, "list")).to_have_attribute("data-state", "ok")
    expect(check(page, "facts")).to_contain_text("noch nicht da")
    # The desk's staff may open all the same; what is heard later counts, and the device says so when asked again.
    page.get_by_role("button", name="Einlass öffnen").click()
    page.unroute("**/facts")
    expect(state(page)).to_have_text("Verbunden")
    page.locator("[data-settings] summary").click()
    page.get_by_role("button", name="Ist dieses Gerät bereit?").click()
    expect(lamp(page)).to_have_text(READY)
    expect(check(page, "facts")).to_have_attribute("data-state", "ok")
