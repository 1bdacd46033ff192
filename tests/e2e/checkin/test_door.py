"""Staff at the door: with the camera, with a code or a name, with a hand scanner, with the keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import check_accessible, check_fits, looks_at
from tests.e2e.hands import Keyboard

IN_A_GLANCE = 1_500  # milliseconds


def panel(page: Page, kind: str):
    return page.locator(f".dw-verdict--{kind}")


def start_camera(page: Page) -> None:
    page.get_by_role("button", name="Kamera starten").click()


def type_code(page: Page, code: str) -> None:
    page.get_by_label("Code oder Name", exact=True).fill(code)
    page.get_by_role("button", name="Prüfen").click()


def test_before_the_doors_it_says_whether_the_device_is_ready(device, door):
    page = device()
    page.goto(door.link)
    page.locator("main form button").first.click()
    expect(page.locator("[data-light]")).to_have_text("Alles ist bereit.")
    for check in ("list", "offline", "camera", "clock", "storage"):
        expect(page.locator(f"[data-check={check}]")).to_have_attribute("data-state", "ok")
    expect(page.locator("[data-check=list]")).to_contain_text("4 Gäste, Stand")
    check_accessible(page)


def test_practice_is_recorded_nowhere(device, door):
    page = device()
    page.goto(door.link)
    page.locator("main form button").first.click()
    page.get_by_role("button", name="Erst üben").click()
    for name, kind in (("Ein gültiges Ticket", "ok"), ("Dasselbe Ticket noch einmal", "warn")):
        if not page.locator("#drill").is_visible():
            page.locator("[data-settings] summary").click()
            page.get_by_role("button", name="Üben", exact=True).click()
        page.get_by_role("button", name=name).click()
        expect(panel(page, kind)).to_be_visible()
    page.get_by_role("button", name="Weiter").click()
    page.keyboard.type(door.tickets[0])
    page.keyboard.press("Enter")
    expect(panel(page, "stop")).to_be_visible()
    page.get_by_role("button", name="Übung beenden").click()
    page.get_by_role("button", name="Weiter").click()
    expect(page.locator("[data-counts]")).to_have_text("0 von 4 da")
    type_code(page, door.code)
    expect(panel(page, "ok")).to_contain_text("Alex Beispiel")


def test_the_camera_lets_in_once_and_says_so_the_second_time(device, door, camera):
    page = door.opened_on(device())
    camera.see(door.tickets[0])
    start_camera(page)
    expect(panel(page, "ok")).to_contain_text("Willkommen")
    expect(panel(page, "ok")).to_contain_text("Kim Muster 1")
    expect(page.locator("[data-counts]")).to_have_text("1 von 4 da")
    expect(page.locator("[data-recent] li").first).to_contain_text(re.compile(r"Willkommen\s*Kim Muster 1"))
    # A good answer leaves by itself; the ticket still in the picture is the same scan.
    door.glance_over(page)
    expect(panel(page, "ok")).to_have_count(0)
    page.wait_for_timeout(IN_A_GLANCE)
    expect(page.locator("[data-recent] li")).to_have_count(1)
    page.reload()
    page.get_by_role("button", name="Einlass öffnen").click()
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
    hands.write(page.get_by_label("Code oder Name", exact=True), door.code.lower())
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
    expect(page.locator("summary")).to_have_text("Hier: Tor 3")
    hands.press(page.get_by_role("button", name="Kamera starten"))
    expect(page.locator("video")).to_be_visible()


def test_without_scripts_the_code_is_enough(device, door):
    page = door.opened_by_code_on(device(java_script_enabled=False))
    for kind in ("ok", "warn"):
        page.get_by_label("Code auf dem Ticket").fill(door.code)
        page.get_by_role("button", name="Prüfen").click()
        expect(panel(page, kind)).to_contain_text("Alex Beispiel")
    page.get_by_role("button", name="Zurücknehmen").first.click()
    expect(panel(page, "warn")).to_contain_text("Zurückgenommen")


def test_a_name_finds_the_guest_whatever_its_spelling(device, door):
    page = door.opened_on(device())
    type_code(page, "muster 2")
    page.get_by_role("button", name="Kim Muster 2").click()
    expect(panel(page, "ok")).to_contain_text("Kim Muster 2")
    type_code(page, "niemand so")
    expect(page.locator("[data-found-status]")).to_have_text("Unter diesem Namen steht niemand auf der Liste.")


def test_staff_may_let_in_who_left_unseen(device, door):
    page = door.opened_on(device())
    type_code(page, door.code)
    expect(panel(page, "ok")).to_be_visible()  # while a scan is judged, the next one waits in the field
    type_code(page, door.code)
    expect(panel(page, "warn")).to_contain_text("Schon drin")
    page.get_by_role("button", name="Trotzdem einlassen").click()
    expect(panel(page, "ok")).to_contain_text("Alex Beispiel")
    watch = page.locator("[data-watch]")
    expect(watch).to_contain_text("Zweimal eingelassen")
    expect(page.locator("[data-counts]")).to_have_text("1 von 4 da")


def test_who_leaves_is_gone_and_may_come_again(device, door):
    page = door.opened_on(device())
    type_code(page, door.code)
    expect(panel(page, "ok")).to_be_visible()
    page.get_by_text("Geht", exact=True).click()
    type_code(page, door.code)
    expect(panel(page, "ok")).to_contain_text("Auf Wiedersehen")
    expect(page.locator("[data-counts]")).to_have_text("0 von 4 da")
    type_code(page, door.code)
    expect(panel(page, "warn")).to_contain_text("War nicht drin")
    page.get_by_text("Kommt", exact=True).click()
    type_code(page, door.code)
    expect(panel(page, "ok")).to_contain_text("Willkommen")


def test_before_the_day_a_ticket_is_too_early(device, door):
    page = device()
    page.goto(door.early_link)
    page.locator("main form button").first.click()
    page.get_by_role("button", name="Einlass öffnen").click()
    type_code(page, door.early)
    expect(panel(page, "warn")).to_contain_text("Zu früh")
    expect(panel(page, "warn")).to_contain_text(re.compile(r"Dieses Ticket gilt ab .* 00:00"))


def test_somebody_without_a_registration_is_put_down(device, door):
    page = door.opened_on(device())
    page.get_by_role("button", name="Jemand ohne Anmeldung").click()
    check_accessible(page)
    page.get_by_role("button", name="Einlassen", exact=True).click()
    expect(page.locator("[data-problem]")).to_be_visible()
    page.get_by_label("Vor- und Nachname").fill("Ola Neu")
    page.get_by_label("Wer noch mitkommt").fill("Uli Neu")
    page.get_by_role("button", name="Einlassen", exact=True).click()
    expect(panel(page, "ok")).to_contain_text("Ola Neu")
    expect(page.locator("[data-counts]")).to_have_text("2 von 6 da")


def test_without_a_camera_it_says_what_to_do(device, door):
    page = device()
    page.add_init_script("navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('no'))")
    door.opened_on(page)
    start_camera(page)
    expect(page.locator("[data-status]")).to_contain_text("Die Kamera lässt sich nicht nutzen.")
    type_code(page, door.code)
    expect(panel(page, "ok")).to_be_visible()


@pytest.mark.in_turns
@pytest.mark.parametrize("lang", ["de", "en"])
def test_it_is_clear_to_everybody_in_each_state(device, door, pictures, lang):
    page = device(lang=lang)

    def looks(state: str) -> None:
        for look in looks_at(page):
            check_fits(page)
            check_accessible(page)
            pictures(page, f"door-{state}-{lang}-{look}")

    page.goto(door.link)
    page.locator("main form button").first.click()
    expect(page.locator("[data-light]")).to_have_attribute("data-state", "ok")
    looks("ready")
    page.locator("[data-begin]").click()
    looks("empty")
    for code, kind in ((door.code, "ok"), (door.code, "warn"), (door.cancelled, "stop")):
        page.locator("#code").fill(code)
        page.keyboard.press("Enter")
        expect(panel(page, kind)).to_be_visible()
        looks(kind)
