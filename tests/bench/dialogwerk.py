"""Our own program under measurement: content, a door, a page's tag."""

import re
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from http.cookiejar import CookieJar
from pathlib import Path

from tests.conftest import settings_for
from tests.factories.accounts import make_access_link, make_user
from tests.factories.events import make_event, make_venue
from tests.factories.tickets import make_many_tickets
from tests.queries import counted
from webapp.accounts.acting import acting_as
from webapp.accounts.types import LINK, SYSTEM, Role
from webapp.agenda import services as agenda
from webapp.agenda.types import ItemKind
from webapp.capacity.services import book
from webapp.events.models import Event
from webapp.factory import create_app
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.migrations import bring_up_to_date
from webapp.foundation.transaction import unit_of_work
from webapp.stations import services as stations

SECRET = "a benchmark has no secrets"
PEOPLE = 20_000


@dataclass(frozen=True, slots=True)
class Content:
    """What was made for measuring."""

    slug: str
    environ: Mapping[str, str]
    folder: Path
    door: str
    form_fields: str = "&organisation=Tischlerei&consent=y"

    @property
    def tickets(self) -> Path:
        """What 20,000 QR codes hold, one a line."""
        return self.folder / "tickets.txt"


def prepare(folder: Path) -> Content:
    """An event with twelve items, five stations and 20,000 tickets, in a SQLite file of its own."""
    url = f"sqlite:///{folder / 'dialogwerk.sqlite3'}"
    app = create_app(settings_for(folder, url, secret_key=SECRET))
    with app.app_context():
        bring_up_to_date()
        with acting_as(SYSTEM), unit_of_work():
            event = _event()
            slug, door = event.slug, tokens.seal(SECRET, LINK, make_access_link(event).public_id)
            (folder / "tickets.txt").write_text("\n".join(_tickets(event)), encoding="ascii")
    environ = {
        "DIALOGWERK_DATA_DIR": str(folder),
        "DIALOGWERK_SECRET_KEY": SECRET,
        "DATABASE_URL": url,
        "DIALOGWERK_TRUSTED_HOSTS": "127.0.0.1",
    }
    return Content(slug, environ, folder, f"/link/{door}")


def _event() -> Event:
    make_user(Role.ADMIN, email="bench@example.org")
    # Of today, so that its doors are open.
    starts_in = timedelta(hours=5)
    event = make_event(
        "Zukunftswerkstatt", capacity=1_000_000, venue=make_venue(), teaser="Fünf Projekte.", starts_in=starts_in
    )
    for number in range(12):
        starts_at = event.starts_at + timedelta(minutes=10 * number)
        agenda.add_item(
            event=event,
            now=clock.now(),
            title=f"Programmpunkt {number}",
            kind=ItemKind.TALK,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=10),
            speakers=["Erika Beispiel – Handwerkskammer"],
        )
    for number in range(1, 6):
        stations.open_station(
            event=event, number=number, title=f"Station {number}", capacity=24, place="Foyer", facilitator="Jo Beispiel"
        )
    session().flush()
    return event


def _tickets(event: Event) -> Iterator[str]:
    """People with confirmed places and their tickets as a phone camera reads them."""
    printed = make_many_tickets(event, PEOPLE)
    book({event.pool_id: PEOPLE})
    session().flush()
    return (f"http://127.0.0.1/t/{each.payload}" for each in printed)


def tag_of(url: str) -> str:
    """The ETag under which the page is kept."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        return str(answer.headers["ETag"])


def at_the_door(base: str, content: Content) -> tuple[str, str, str]:
    """Cookie and CSRF token of a device that opened the door's link, and the file of tickets."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    offered = token_at(opener, base + content.door)
    opener.open(base + content.door, data=f"csrf_token={offered}".encode(), timeout=10)
    token = token_at(opener, f"{base}/checkin/{content.slug}")
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar), token, str(content.tickets)


def queries_of_the_event_page(content: Content) -> int:
    """Statements that the page takes when it is made anew."""
    app = create_app(settings_for(content.folder, content.environ["DATABASE_URL"], secret_key=SECRET))
    client = app.test_client(use_cookies=False)
    client.get(f"/events/{content.slug}", headers={"Cookie": "lang=de"})
    with counted(app) as seen:
        client.get(f"/events/{content.slug}", headers={"Cookie": "lang=de"})
    return len(seen)


def token_at(opener: urllib.request.OpenerDirector, url: str) -> str:
    """The CSRF token that a page hands out."""
    with opener.open(url, timeout=10) as answer:
        found = re.search(r'csrf[_-]token"[^>]+(?:value|content)="([^"]+)"', answer.read().decode())
    if found is None:
        raise RuntimeError(f"no token at {url}")
    return found.group(1)
