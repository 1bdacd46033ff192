"""The door in a hall without a network: verdicts, the queue, the way back, and what stays on the device."""

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.accessibility import check_accessible, check_fits
from tests.e2e.checkin.test_door import panel, start_camera, type_code
from webapp.accounts.queries import links_of_event
from webapp.accounts.services import revoke_access_link
from webapp.checkin.models import CheckIn, Presence
from webapp.checkin.queries import counts_of
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.database import session

MOST_REQUESTS = 32
PATIENCE_MILLISECONDS = 250  # after which a device decides by itself
KEPT = """
async (slug) => {
  const names = (await indexedDB.databases()).map(({ name }) => name).filter((name) => name.endsWith(slug));
  const rows = {};
  for (const name of names) {
    const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (e) => done(e.target.result); });
    for (const shelf of db.objectStoreNames) {
      const all = db.transaction(shelf).objectStore(shelf).getAll();
      rows[shelf] = await new Promise((done) => { all.onsuccess = () => done(JSON.stringify(all.result)); });
    }
    db.close();
  }
  return rows;
}
"""


def network(page: Page, *, there: bool) -> None:
    context: BrowserContext = page.context
    context.set_offline(not there)


def state(page: Page):
    return page.locator("[data-network]")


def kept(page: Page, door) -> dict[str, str]:
    """What the device keeps, as text."""
    return page.evaluate(KEPT, door.page.rpartition("/")[2])


def test_a_real_ticket_is_let_in_while_the_network_is_cut_and_told_later(device, door, camera, at_the_database):
    page = door.opened_on(device())
    network(page, there=False)
    camera.see(door.tickets[0])
    start_camera(page)
    expect(panel(page, "ok")).to_contain_text("Kim Muster 1")
    expect(page.locator("[data-counts]")).to_have_text("1 von 4 da")
    expect(state(page)).to_have_text("Ohne Netz – 1 noch zu senden")
    check_accessible(page)
    with at_the_database():
        assert session().query(CheckIn).filter_by(event_id=get_event(door.slug).id).count() == 0
    network(page, there=True)
    expect(state(page)).to_have_text("Verbunden")
    with at_the_database():
        (fact,) = session().query(CheckIn).filter_by(event_id=get_event(door.slug).id)
        assert (fact.device_verdict, fact.server_verdict) == ("admitted", "admitted")


@pytest.mark.parametrize(
    ("shown", "word"), [("forged", "Unbekannt"), ("elsewhere", "Andere Veranstaltung"), ("cancelled", "Storniert")]
)
def test_forged_foreign_and_cancelled_tickets_are_refused_without_a_network(device, door, shown, word):
    page = door.opened_on(device())
    network(page, there=False)
    page.keyboard.type(getattr(door, shown))
    page.keyboard.press("Enter")
    expect(panel(page, "stop")).to_contain_text(word)
    expect(page.locator("[data-counts]")).to_have_text("0 von 4 da")


def shows(page: Page, ticket: str) -> None:
    page.keyboard.type(ticket)
    page.keyboard.press("Enter")


def test_a_verdict_waits_for_the_server_a_quarter_of_a_second_and_for_no_network_at_all(device, door):
    """The device's clock stands still: what comes now waits for nothing."""
    page, held = device(), []
    page.clock.install(time=clock.now())
    page.clock.resume()
    door.opened_on(page)

    def hold(route):
        """A server that takes a scan and says nothing."""
        if route.request.post_data_json["facts"]:
            held.append(route)
        else:
            route.continue_()

    page.route("**/facts", hold)
    page.clock.pause_at(clock.now() + timedelta(minutes=1))
    page.wait_for_load_state("networkidle")  # what was due in that minute has been asked and answered
    with page.expect_request(lambda request: request.url.endswith("/facts") and request.post_data_json["facts"]):
        shows(page, door.tickets[0])
    page.clock.run_for(PATIENCE_MILLISECONDS - 10)
    expect(page.locator("[data-answer] > *")).to_have_count(0)
    page.clock.run_for(20)
    expect(panel(page, "ok")).to_contain_text("Kim Muster 1")
    network(page, there=False)
    for number, ticket in enumerate(door.tickets[1:], start=2):
        shows(page, ticket)
        expect(panel(page, "ok")).to_contain_text(f"Kim Muster {number}")
    for each in held:
        each.abort()


def test_it_starts_again_without_a_network_and_has_forgotten_nothing(device, door):
    page = door.opened_on(device())
    cached = page.evaluate("caches.match(location.pathname).then((page) => page.text())")
    network(page, there=False)
    type_code(page, door.code)
    expect(panel(page, "ok")).to_be_visible()
    page.wait_for_timeout(1_100)  # a fresh page would carry a token of another second
    page.goto(door.page)
    assert page.locator("meta[name=csrf-token]").get_attribute("content") in cached
    expect(page.locator("[data-light]")).to_have_attribute("data-state", "ok")
    page.get_by_role("button", name="Einlass öffnen").click()
    expect(page.locator("[data-counts]")).to_have_text("1 von 4 da")
    type_code(page, door.code)
    expect(panel(page, "warn")).to_contain_text("Schon drin")
    page.keyboard.press("Enter")
    start_camera(page)
    expect(page.locator("video")).to_be_visible()
    network(page, there=True)
    expect(state(page)).to_have_text("Verbunden")


def test_two_devices_that_let_the_same_ticket_in_both_show_it(device, door, at_the_database, pictures):
    north, south = door.opened_on(device()), door.opened_on(device())
    for page, name in ((north, "Nord"), (south, "Süd")):
        page.locator("[data-settings] summary").click()
        page.get_by_label("Name des Eingangs").fill(name)
        page.get_by_role("button", name="Speichern").click()
        network(page, there=False)
    for number, page in enumerate((north, south, south, north)):
        page.keyboard.type(door.tickets[[0, 0, 1, 2][number]])
        page.keyboard.press("Enter")
        expect(panel(page, "ok")).to_be_visible()
        page.wait_for_timeout(50)
    for page in (south, north):
        expect(page.locator("[data-watch]")).to_be_hidden()
        network(page, there=True)
    for page in (north, south):
        expect(page.locator("[data-watch]")).to_contain_text("Kim Muster 1")
        expect(page.locator("[data-watch]")).to_contain_text("Zweimal eingelassen")
        expect(page.locator("[data-watch]")).to_contain_text("Nord und")
        expect(page.locator("[data-counts]")).to_have_text("3 von 4 da")
        check_accessible(page)
        check_fits(page)
    pictures(north, "door-double")
    with at_the_database():
        rows = session().query(Presence).filter_by(event_id=get_event(door.slug).id).all()
        assert sorted(row.doubles for row in rows) == [0, 0, 1]
        assert {row.inside_gate for row in rows if row.doubles} == {"Nord"}


def test_somebody_without_a_registration_comes_in_without_a_network(device, door):
    page = door.opened_on(device())
    network(page, there=False)
    page.get_by_role("button", name="Jemand ohne Anmeldung").click()
    page.get_by_label("Vor- und Nachname").fill("Ola Neu")
    page.get_by_role("button", name="Einlassen", exact=True).click()
    expect(panel(page, "ok")).to_contain_text("Ola Neu")
    expect(page.locator("[data-counts]")).to_have_text("1 von 5 da")
    network(page, there=True)
    expect(state(page)).to_have_text("Verbunden")
    expect(page.locator("[data-counts]")).to_have_text("1 von 5 da")


@pytest.mark.parametrize("there", [True, False], ids=["online", "offline"])
def test_somebody_put_down_by_mistake_is_taken_back(device, door, there, at_the_database):
    page = door.opened_on(device())
    network(page, there=there)
    page.get_by_role("button", name="Jemand ohne Anmeldung").click()
    page.get_by_label("Vor- und Nachname").fill("Ola Neu")
    page.get_by_role("button", name="Einlassen", exact=True).click()
    expect(page.locator("[data-counts]")).to_have_text("1 von 5 da")
    page.get_by_role("button", name="Zurücknehmen").click()
    expect(panel(page, "warn")).to_contain_text("Ola Neu")
    expect(page.get_by_role("button", name="Zurücknehmen")).to_have_count(0)
    expect(page.locator("[data-counts]")).to_contain_text("0 von ")
    network(page, there=True)
    expect(state(page)).to_have_text("Verbunden")
    expect(page.locator("[data-counts]")).to_contain_text("0 von ")
    with at_the_database():
        assert counts_of(get_event(door.slug).id).present == 0


def test_what_the_server_never_takes_does_not_hold_up_the_rest(device, door):
    page = door.opened_on(device())
    network(page, there=False)
    for name in ("Ola Neu", "Zu Viel", "Uli Neu"):
        page.get_by_role("button", name="Jemand ohne Anmeldung").click()
        page.get_by_label("Vor- und Nachname").fill(name)
        page.get_by_role("button", name="Einlassen", exact=True).click()
        expect(panel(page, "ok")).to_contain_text(name)

    def refuse(route):
        if "Zu Viel" in route.request.post_data:
            route.fulfill(status=422, json={"error": "scan_invalid"})
        else:
            route.continue_()

    page.route("**/facts", refuse)
    network(page, there=True)
    expect(page.locator("[data-watch]")).to_contain_text("Zu Viel ließ sich nicht eintragen")
    expect(page.locator("[data-counts]")).to_have_text("2 von 6 da")
    expect(state(page)).to_have_text("Verbunden")


def test_a_device_holds_what_the_verdict_needs_and_is_wiped_by_a_button(device, door):
    page = door.opened_on(device())
    assert "Kim Muster 1" in kept(page, door)["parts"]
    assert "example.org" not in str(kept(page, door))
    page.locator("[data-settings] summary").click()
    page.get_by_role("button", name="Liste von diesem Gerät löschen").click()
    check_accessible(page)
    page.get_by_role("button", name="Liste jetzt löschen").click()
    expect(page.get_by_role("heading", name="Dieses Gerät steht nicht mehr am Einlass")).to_be_visible()
    assert "Muster" not in str(kept(page, door))
    assert page.evaluate("caches.match(location.pathname).then(Boolean)") is False


def test_a_revoked_link_wipes_the_device_at_the_next_word_and_keeps_what_is_unsent(device, door, at_the_database):
    page = door.opened_on(device())
    network(page, there=False)
    type_code(page, door.code)
    expect(panel(page, "ok")).to_be_visible()
    with at_the_database():
        (link,) = links_of_event(get_event(door.slug).public_id)
        revoke_access_link(link=link, now=clock.now())
    network(page, there=True)
    expect(page.locator("[data-closed]")).to_be_visible(timeout=15_000)
    expect(page.locator("[data-closed]")).to_contain_text("1 Scans bleiben gespeichert")
    left = kept(page, door)
    assert "Beispiel" not in str(left)
    assert left["queue"].count('"id"') == 1
    check_accessible(page)


def test_the_list_is_gone_when_the_link_ends_also_without_a_network(device, door):
    page = device()
    page.clock.install(time=clock.now())
    page.clock.resume()
    door.opened_on(page)
    network(page, there=False)
    page.clock.fast_forward(timedelta(days=2).total_seconds() * 1000)
    expect(page.locator("[data-closed]")).to_be_visible(timeout=15_000)
    assert "Muster" not in str(kept(page, door))


def test_its_code_is_small_and_a_phone_asks_a_few_times_until_it_is_there(device, door):
    """What a slow phone waits for is what it has to fetch; how long that takes is measured by `make bench`."""
    page = device()
    page.goto(door.link)
    page.locator("main form button").first.click()
    page.locator("[data-light][data-state=ok]").wait_for()
    page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.forEach((one) => one.unregister()))")
    bare, asked = page.context.new_page(), []
    talk = page.context.new_cdp_session(bare)
    talk.send("Network.enable")
    talk.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: dict[str, int] = {}
    talk.on(
        "Network.responseReceived", lambda seen: sizes.setdefault(seen["requestId"], 0) if is_script(seen) else None
    )
    talk.on("Network.loadingFinished", lambda seen: count(sizes, seen))
    bare.on("request", lambda request: asked.append(request.url))
    bare.goto(door.page)
    expect(bare.locator("[data-begin]")).to_be_enabled()
    assert 5_000 < sum(sizes.values()) < 150_000
    assert len(asked) <= MOST_REQUESTS, asked


def is_script(seen) -> bool:
    """A script of the app, without the reader of QR codes for browsers that have none."""
    return seen["type"] == "Script" and "_reader" not in seen["response"]["url"]


def count(sizes, seen) -> None:
    if seen["requestId"] in sizes:
        sizes[seen["requestId"]] = seen["encodedDataLength"]
