"""Words for walking through the site: where the person is and what they use."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.e2e.accessibility import check_accessible, check_fits
from tests.e2e.hands import Hands, Pointer


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a device of their own."""

    page: Page
    hands: Hands

    def opens(self, address: str) -> None:
        """Open an address from outside: a mail, a poster, the address bar."""
        self.page.goto(address)
        self.looks()

    def looks(self) -> None:
        """Every page that somebody gets to see fits the screen and holds nothing that axe finds."""
        self.page.wait_for_load_state("load")
        check_fits(self.page)
        # Each walk is walked with either hand and leads by the same pages: once is enough to examine them.
        if isinstance(self.hands, Pointer):
            check_accessible(self.page)

    def follows(self, name: str | re.Pattern[str]) -> None:
        """Follow the first link with this name that can be seen, and look around there."""
        link = self.page.get_by_role("link", name=name).locator("visible=true").first
        with self.page.expect_navigation():
            self.hands.press(link)
        self.looks()

    def presses(self, name: str) -> None:
        """Press the first button with this name that can be seen, and look at what comes."""
        button = self.page.locator("main").get_by_role("button", name=name, exact=True)
        with self.page.expect_navigation():
            self.hands.press(button.locator("visible=true").first)
        self.looks()

    def touches(self, name: str) -> None:
        """Press a button that leads nowhere else."""
        self.hands.press(self.page.locator("main").get_by_role("button", name=name, exact=True))

    def writes(self, label: str, text: str) -> None:
        """Fill the field with this label."""
        self.hands.write(self.field(label), text)

    def chooses(self, label: str, option: str) -> None:
        """Choose an option of the list with this label."""
        self.hands.choose(self._list(label), option)

    def options_of(self, label: str) -> list[str]:
        """What the list with this label offers."""
        return self._list(label).locator("option").all_inner_texts()

    def ticks(self, label: str) -> None:
        """Tick the box with this label."""
        self.hands.tick(self.page.locator("main").get_by_label(re.compile(rf"^\s*{re.escape(label)}")).first)

    def field(self, label: str) -> Locator:
        """The field whose label begins with these words."""
        return (
            self.page.locator("main").get_by_label(re.compile(rf"^\s*{re.escape(label)}")).locator("visible=true").first
        )

    def _list(self, label: str) -> Locator:
        name = re.compile(rf"^\s*{re.escape(label)}")
        return self.page.locator("main").get_by_role("combobox", name=name).locator("visible=true").first

    def reads(self, text: str) -> None:
        """Wait until the page says so."""
        self.page.get_by_text(text).locator("visible=true").first.wait_for()

    @property
    def text(self) -> str:
        """All that the page says, with plain spaces."""
        return self.page.locator("body").inner_text().replace("\u00a0", " ")
