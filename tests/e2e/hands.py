"""Two ways to work a page: with a pointer, and with the keyboard alone."""

from datetime import date
from typing import Protocol

import pytest
from playwright.sync_api import Locator, Page

_MOST_TABS = 300


class Hands(Protocol):
    """What a person does on a page, whatever the tool."""

    def press(self, target: Locator) -> None:
        """A button, a link, a summary."""

    def write(self, target: Locator, text: str) -> None:
        """Replace what stands in a field."""

    def pick_day(self, target: Locator, day: date) -> None:
        """Set a date field."""

    def choose(self, target: Locator, label: str) -> None:
        """Choose the option with exactly this label."""

    def tick(self, target: Locator) -> None:
        """Tick a box or a radio button."""


class Pointer:
    """A mouse or a finger."""

    def press(self, target: Locator) -> None:
        target.click()

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)

    def pick_day(self, target: Locator, day: date) -> None:
        target.fill(day.isoformat())

    def choose(self, target: Locator, label: str) -> None:
        target.select_option(label=label)

    def tick(self, target: Locator) -> None:
        target.check()


class Keyboard:
    """Nothing but keys: what can't be reached by Tab can't be used."""

    def press(self, target: Locator) -> None:
        self._reach(target)
        target.page.keyboard.press("Enter")

    def write(self, target: Locator, text: str) -> None:
        page = self._reach(target)
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.press("Delete")
        page.keyboard.type(text)

    def pick_day(self, target: Locator, day: date) -> None:
        # The browser asks for day and month in the order of its own language.
        page = self._reach(target)
        page.keyboard.type(f"{day:%m%d%Y}")
        if target.input_value() != day.isoformat():
            page.keyboard.press("Shift+Tab")
            self._reach(target)
            page.keyboard.type(f"{day:%d%m%Y}")
        assert target.input_value() == day.isoformat()

    def choose(self, target: Locator, label: str) -> None:
        page = self._reach(target)
        page.keyboard.press("Home")
        labels = target.locator("option").all_inner_texts()
        for _ in range(labels.index(label)):
            page.keyboard.press("ArrowDown")
        assert target.locator("option:checked").inner_text() == label

    def tick(self, target: Locator) -> None:
        if target.is_checked():
            return
        if target.get_attribute("type") == "radio":
            self._walk_to(target)
        else:
            self._reach(target).keyboard.press("Space")
        assert target.is_checked()

    def _walk_to(self, radio: Locator) -> None:
        """One button of the group takes the Tab key, the arrows lead to the others."""
        name = radio.get_attribute("name")
        group = radio.page.locator(f"input[type=radio][name='{name}']")
        current = radio.page.locator(f"input[type=radio][name='{name}']:checked")
        page = self._reach(current if current.count() else group.first)
        for _ in range(group.count()):
            if radio.is_checked():
                return
            page.keyboard.press("ArrowDown")

    @staticmethod
    def _reach(target: Locator) -> Page:
        target.wait_for(state="visible")
        page, element = target.page, target.element_handle()
        for _ in range(_MOST_TABS):
            if page.evaluate("element => element === document.activeElement", element):
                return page
            page.keyboard.press("Tab")
        raise AssertionError(f"the Tab key does not lead to {target}")


# Each walk is walked with either in the proofs, and with one of them in turns before.
HANDS = [
    pytest.param(Pointer, id="pointer", marks=pytest.mark.in_turns),
    pytest.param(Keyboard, id="keyboard", marks=pytest.mark.in_turns),
]
