"""What was said of one guest is gone as soon as the next one is asked for, and codes are answered as codes."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.checkin.test_door import panel, type_code
from tests.e2e.checkin.test_offline import network
from webapp.events.queries import get_event
from webapp.events.types import EventStatus

NEXT = {
    "typed": lambda page, _door: page.get_by_label("Code oder Name", exact=True).press_sequentially("K"),
    "a hit": lambda page, _door: type_code(page, "muster"),
    "a miss": lambda page, _door: type_code(page, "niemand so"),
    "nothing": lambda page, _door: page.get_by_role("button", name="Prüfen").click(),
    "by hand": lambda page, door: page.keyboard.type(door.tickets[0][:8]),
}


def already_in(page: Page, door) -> None:
    type_code(page, door.code)
    expect(panel(page, "ok")).to_be_visible()
    type_code(page, door.code)
    expect(panel(page, "warn")).to_contain_text("Alex Beispiel")
    expect(page.get_by_role("button", name="Trotzdem einlassen")).to_be_visible()


def test_nobody_is_let_in_by_the_button_of_the_one_before(device, door):
    page = door.opened_on(device())
    already_in(page, door)
    for ask in NEXT.values():
        ask(page, door)
        expect(page.locator("[data-answer] > *")).to_have_count(0)
        expect(page.get_by_role("button", name="Trotzdem einlassen")).to_be_hidden()
        page.get_by_label("Code oder Name", exact=True).fill(door.code)
        page.get_by_role("button", name="Prüfen").click()
        expect(page.get_by_role("button", name="Trotzdem einlassen")).to_be_visible()


@pytest.mark.parametrize("there", [True, False], ids=["online", "offline"])
def test_a_code_that_nobody_has_is_answered_as_a_code(device, door, there):
    page = door.opened_on(device())
    network(page, there=there)
    wrong = f"{door.code[:3]}2{door.code[3:]}"  # a letter too many
    for typed in ("7777 7777", wrong, wrong.lower()):
        type_code(page, typed)
        expect(panel(page, "stop")).to_contain_text("Bitte vergleichen Sie den Code mit dem auf dem Ticket.")
    said = page.locator("[data-found-status]")
    for typed in ("zzzz zzzz", "XXXX XXXX"):
        type_code(page, typed)
        expect(said).to_have_text("Niemand auf der Liste hat diesen Namen oder diesen Code.")
    for typed in ("Schröder", "Pfefferkorn", "Anna"):
        type_code(page, typed)
        expect(said).to_have_text("Unter diesem Namen steht niemand auf der Liste.")
    # What a hand scanner reads is no code that somebody typed.
    type_code(page, door.forged)
    expect(panel(page, "stop")).to_contain_text("Bitte den Code unter dem QR-Code versuchen.")


@pytest.mark.parametrize("there", [True, False], ids=["online", "offline"])
def test_at_an_event_that_was_cancelled_it_is_the_event_that_is_cancelled(device, door, at_the_database, there):
    with at_the_database():
        get_event(door.slug).status = EventStatus.CANCELLED.value
    page = door.opened_on(device())
    network(page, there=there)
    type_code(page, door.code)
    expect(panel(page, "stop")).to_contain_text("Die Veranstaltung ist abgesagt.")
    expect(panel(page, "stop")).not_to_contain_text("Platz")
