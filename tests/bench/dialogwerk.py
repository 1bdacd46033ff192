"""Our own program under measurement: content, a door, a page's tag."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask_migrate import upgrade

from tests.conftest import settings_for
from tests.factories.accounts import make_user
from tests.factories.events import make_event, make_venue
from webapp.accounts.types import Role
from webapp.agenda import services as agenda
from webapp.agenda.types import ItemKind
from webapp.factory import create_app
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.settings import ROOT
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
    form_fields: str = "&organisation=Tischlerei&privacy=y"


def prepare(folder: Path) -> Content:
    """An event with twelve items, five stations and 20,000 tickets, in a SQLite file of its own."""
    url = f"sqlite:///{folder / 'dialogwerk.sqlite3'}"
    app = create_app(settings_for(folder, url, secret_key=SECRET))
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        with unit_of_work():
            slug = _event()
    environ = {
        "DIALOGWERK_DATA_DIR": str(folder),
        "DIALOGWERK_SECRET_KEY": SECRET,
        "DATABASE_URL": url,
        "DIALOGWERK_TRUSTED_HOSTS": "127.0.0.1",
    }
    return Content(slug, environ, folder)


def _event() -> str:
    make_user(Role.ADMIN, email="bench@example.org")
    event = make_event("Zukunftswerkstatt", capacity=1_000_000, venue=make_venue(), teaser="Fünf Projekte, Ihre Idee.")
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
    return event.slug
