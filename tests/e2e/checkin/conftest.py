"""A door with guests before it, and a camera that sees what a test holds before it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import _FLAGS
from tests.factories.accounts import make_access_link
from tests.factories.events import make_event
from tests.factories.tickets import make_payload, make_ticket, tampered
from webapp.accounts.acting import acting_as
from webapp.accounts.types import LINK, SYSTEM
from webapp.factory import create_app
from webapp.foundation import clock, tokens
from webapp.foundation.database import db
from webapp.foundation.settings import Settings
from webapp.foundation.transaction import unit_of_work
from webapp.tickets import qr

_PICTURE = (640, 480)
_GLANCES = """
const wait = window.setTimeout;
window.setTimeout = (act, after, ...rest) => {
  if (after !== 1800) return wait(act, after, ...rest);
  window.endGlance = act;
  return 0;
};
"""


@dataclass(frozen=True)
class Camera:
    """The film that Chromium plays as its camera; it looks at the file anew each time the camera starts."""

    film: Path

    def see(self, content: str) -> None:
        """Hold a QR code before it."""
        code = Image.open(io.BytesIO(qr.png(content))).convert("RGB")
        self._show(code.resize((code.width * 3 // 4, code.height * 3 // 4), Image.Resampling.NEAREST))

    def see_nothing(self) -> None:
        self._show(Image.new("RGB", (1, 1), "gray"))

    def _show(self, held: Image.Image) -> None:
        picture, frame = Image.new("RGB", _PICTURE, "gray"), io.BytesIO()
        picture.paste(held, ((_PICTURE[0] - held.width) // 2, (_PICTURE[1] - held.height) // 2))
        picture.save(frame, "JPEG", quality=90)
        self.film.write_bytes(frame.getvalue() * 4)


@dataclass(frozen=True)
class Door:
    """An event with tickets, and the link that opens its door on a device."""

    page: str
    link: str
    tickets: list[str]
    code: str
    elsewhere: str
    cancelled: str
    early: str
    early_page: str
    early_link: str

    @property
    def slug(self) -> str:
        return self.page.rpartition("/")[2]

    @property
    def forged(self) -> str:
        return tampered(self.tickets[0], len(self.tickets[0]) - 20)

    def opened_on(self, page: Page) -> Page:
        """The app at the door, opened as staff do: by the link, and once it is ready for the first guest."""
        page.goto(self.link)
        page.locator("main form button").first.click()
        page.locator("[data-light][data-state]").wait_for()
        page.get_by_role("button", name="Einlass öffnen").click()
        return page

    def glance_over(self, page: Page) -> None:
        """As after the 1.8 seconds for which a good answer is shown."""
        page.evaluate("endGlance()")

    def opened_by_code_on(self, page: Page) -> Page:
        """The door without scripts."""
        page.goto(self.link)
        page.locator("main form button").first.click()
        page.goto(f"{self.page}/code")
        return page


@pytest.fixture
def device(device):
    """A device on which a good answer stays until the test has seen it: `door.glance_over` ends the glance."""

    def take(**options) -> Page:
        page = device(**options)
        page.add_init_script(_GLANCES)
        return page

    return take


@pytest.fixture(scope="session")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Camera:
    camera = Camera(tmp_path_factory.mktemp("camera") / "film.mjpeg")
    camera.see_nothing()
    return camera


@pytest.fixture(scope="session")
def browser(browser: Browser, camera: Camera) -> Iterator[Browser]:
    """As elsewhere, with a camera."""
    flags = [
        *_FLAGS,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={camera.film}",
    ]
    seeing = browser.browser_type.launch(executable_path="/usr/bin/chromium-headless-shell", args=flags)
    yield seeing
    seeing.close()


@contextmanager
def _at_the_database(site) -> Iterator[Flask]:
    app = create_app(Settings.read({"DIALOGWERK_DATA_DIR": str(site.data_dir), "DIALOGWERK_BASE_URL": site.url}))
    with app.app_context():
        with acting_as(SYSTEM), unit_of_work():
            yield app
        db.engine.dispose()


@pytest.fixture
def at_the_database(site):
    """A block at the running site's database."""
    return lambda: _at_the_database(site)


def _noon_in_three_days() -> datetime:
    """Long after midnight, whatever the hour of the test: its door opens with the day."""
    day = clock.today("Europe/Berlin") + timedelta(days=3)
    return clock.from_local(datetime.combine(day, time(12)), "Europe/Berlin")


@pytest.fixture
def door(site) -> Door:
    """A fresh door with tickets, laid straight into the running site's database."""
    with _at_the_database(site) as app:
        event = make_event("Zukunftswerkstatt Holz", slug=tokens.new_id(), starts_in=timedelta(hours=1))
        later = make_event("Tag des Handwerks", slug=tokens.new_id(), starts_at=_noon_in_three_days())
        other = make_event("Vergabekonferenz", slug=tokens.new_id())
        link, early_link = make_access_link(event), make_access_link(later)
        gone = make_ticket(event, "Luca Beispiel")
        gone.revoked_at = gone.issued_at
        return Door(
            page=f"/checkin/{event.slug}",
            link=f"/link/{tokens.seal(app.config['SECRET_KEY'], LINK, link.public_id)}",
            tickets=[f"{site.url}/t/{make_payload(event, f'Kim Muster {n}')}" for n in range(1, 4)],
            code=make_ticket(event, "Alex Beispiel").code,
            elsewhere=f"{site.url}/t/{make_payload(other, 'Robin Beispiel')}",
            cancelled=gone.code,
            early=make_ticket(later, "Alex Beispiel").code,
            early_page=f"/checkin/{later.slug}",
            early_link=f"/link/{tokens.seal(app.config['SECRET_KEY'], LINK, early_link.public_id)}",
        )
