"""Staff at the door: with the camera, with a code, with a hand scanner, with the keyboard, without any script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import check_accessible, check_fits
from tests.e2e.hands import Keyboard

IN_A_GLANCE = 1_500  # milliseconds


def panel(page: Page, kind: str):
    return page.locator(f".dw-verdict--{kind}")


def start_camera(page: Page) -> None:
    page.get_by_role("button", name="Kamera starten").click()


def type_code(page: Page, code: str) -> None:
    page.get_by_label("Code auf dem Ticket").fill(code)
    page.get_by_role("button", name="Prüfen").click()


def test_the_camera_lets_in_once_and_says_so_the_second_time(device, door, camera):
    page = door.opened_on(device())
    camera.see(door.tickets[0])
    start_camera(page)
    expect(panel(page, "ok")).to_contain_text("Willkommen")
    expect(panel(page, "ok")).to_contain_text("Kim Muster 1")
    expect(page.locator("[data-counts]")).to_have_text("1 von 4 da")
    expect(page.locator("[data-recent] li").first).to_contain_text("Willkommen Kim Muster 1")
    # A good answer leaves by itself; the ticket still in the picture is the same scan.
    expect(panel(page, "ok")).to_have_count(0)
    page.wait_for_timeout(IN_A_GLANCE)
    expect(page.locator("[data-recent] li")).to_have_count(1)
    page.reload()
    start_camera(page)
    expect(panel(page, "warn")).to_contain_text("Schon drin")
    expect(panel(page, "warn")).to_contain_text(re.compile(r"seit \d\d:\d\d"))
    expect(page.get_by_role("button", name="Weiter")).to_be_focused()
    expect(page.locator("[data-counts]")).to_have_text("1 von 4 da")


@pytest.mark.parametrize(
    ("shown", "word"),
    [("forged", "Unbekannt"), ("elsewhere", "Andere Veranstaltung"), ("https://example.org/", "Unbekannt")],
)
def test_the_camera_stops_what_is_no_ticket_for_here(device, door, camera, shown, word):
    page = door.opened_on(device())
    camera.see(getattr(door, shown, shown))
    start_camera(page)
    expect(panel(page, "stop")).to_contain_text(word)
    expect(panel(page, "stop")).not_to_contain_text("Robin")
    expect(page.locator("[data-counts]")).to_have_text("0 von 4 da")
    page.get_by_role("button", name="Weiter").click()
    expect(panel(page, "stop")).to_have_count(0)


def test_an_answer_is_colour_words_sound_and_trembling(device, door):
    page = device()
    page.add_init_script(
        """
        globalThis.felt = [];
        navigator.vibrate = (pattern) => felt.push(pattern.length);
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (at) { felt.push(this.frequency.value); start.call(this, at); };
        """
    )
    door.opened_on(page)
    colours = set()
    for code, kind in ((door.code, "ok"), (door.code, "warn"), (door.cancelled, "stop")):
        type_code(page, code)
        expect(panel(page, kind)).to_have_attribute("role", "alert")
        colours.add(panel(page, kind).evaluate("element => getComputedStyle(element).backgroundColor"))
    assert len(colours) == 3
    assert page.evaluate("felt") == [1, 880, 3, 440, 440, 3, 220, 220, 220]


def test_a_hand_scanner_types_wherever_the_focus_is(device, door):
    page = door.opened_on(device())
    for ticket, kind in ((door.tickets[0], "ok"), (door.tickets[0], "warn"), (door.tickets[1], "ok")):
        page.keyboard.type(ticket)
        page.keyboard.press("Enter")
        expect(panel(page, kind)).to_be_visible()
    expect(page.locator("[data-counts]")).to_have_text("2 von 4 da")


def test_everything_can_be_done_with_the_keyboard(device, door):
    page, hands = door.opened_on(device()), Keyboard()
    hands.write(page.get_by_label("Code auf dem Ticket"), door.code.lower())
    page.keyboard.press("Enter")
    expect(panel(page, "ok")).to_contain_text("Alex Beispiel")
    hands.press(page.get_by_role("button", name="Zurücknehmen"))
    expect(panel(page, "warn")).to_contain_text("Zurückgenommen")
    expect(page.locator("[data-counts]")).to_have_text("0 von 4 da")
    hands.press(page.get_by_role("button", name="Weiter"))
    expect(panel(page, "warn")).to_have_count(0)
    hands.press(page.locator("summary"))
    hands.write(page.get_by_label("Name des Eingangs"), "Tor 3")
    page.keyboard.press("Enter")
    expect(page.locator("summary")).to_have_text("Eingang: Tor 3")
    hands.press(page.get_by_role("button", name="Kamera starten"))
    expect(page.locator("video")).to_be_visible()


def test_without_scripts_the_code_is_enough(device, door):
    page = door.opened_on(device(java_script_enabled=False))
    expect(page.get_by_role("button", name="Kamera starten")).to_be_hidden()
    for kind in ("ok", "warn"):
        type_code(page, door.code)
        expect(panel(page, kind)).to_contain_text("Alex Beispiel")
    page.get_by_role("button", name="Zurücknehmen").first.click()
    expect(panel(page, "warn")).to_contain_text("Zurückgenommen")


def test_a_lost_answer_is_asked_for_again_and_counts_once(device, door):
    page = door.opened_on(device())
    lost = []

    def lose(route):
        if len(lost) < 2:
            lost.append(route.fetch().json())
            route.abort()
        else:
            route.continue_()

    page.route("**/scans", lose)
    type_code(page, door.code)
    expect(page.locator("[data-status]")).to_have_text("Keine Verbindung. Neuer Versuch …")
    expect(panel(page, "ok")).to_contain_text("Alex Beispiel")
    assert len({answer["id"] for answer in lost}) == 1
    expect(page.locator("[data-counts]")).to_have_text("1 von 4 da")


def test_without_a_camera_it_says_what_to_do(device, door):
    page = device()
    page.add_init_script("navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('no'))")
    door.opened_on(page)
    start_camera(page)
    expect(page.locator("[data-status]")).to_contain_text("Die Kamera lässt sich nicht nutzen.")
    type_code(page, door.code)
    expect(panel(page, "ok")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_it_is_clear_to_everybody_in_each_state(device, door, pictures, lang, width, scheme):
    page = door.opened_on(device(width=width, lang=lang, scheme=scheme))

    def looks(state: str) -> None:
        check_fits(page)
        check_accessible(page)
        page.screenshot(path=pictures / f"door-{state}-{width}-{lang}-{scheme}.png", full_page=True)

    looks("empty")
    for code, kind in ((door.code, "ok"), (door.code, "warn"), (door.cancelled, "stop")):
        page.locator("#code").fill(code)
        page.keyboard.press("Enter")
        expect(panel(page, kind)).to_be_visible()
        looks(kind)
