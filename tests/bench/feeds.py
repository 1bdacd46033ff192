"""Calendar feeds of 12 to 10,000 events: for the first time, made anew, from the cache, and when nothing changed."""

import statistics
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select

from tests.bench import dialogwerk
from tests.bench.machine import at_reference
from tests.bench.servers import Server, serving
from tests.conftest import settings_for
from tests.factories.events import make_event, make_venue
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.events.models import Event
from webapp.events.services import settle_series
from webapp.factory import create_app
from webapp.foundation import clock, tokens
from webapp.foundation.database import session, table_of
from webapp.foundation.migrations import bring_up_to_date
from webapp.foundation.transaction import unit_of_work

LENGTHS = (12, 100, 1_000, 10_000)
_ROUNDS = 15
_ANEW = {"Cookie": "lang=de"}  # whoever has a cookie is never answered from the page cache
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one reader after the other, in the middle."""

    first: float
    anew: float
    cached: float
    known: float


def measured(folder: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """A row for each length, and one that says whether ten times the length costs ten times as much."""
    environ = _prepare(folder)
    found = {}
    with (
        serving("wsgi:app", path="/livez", environ={**environ, "DIALOGWERK_WORKERS": "1"}) as server,
        serving("tests.bench.baselines.hello:app", path="/") as hello,
    ):
        for length in LENGTHS:
            found[length] = _times(server, length)
            plain = _middle(hello.url + "/", {})
            yield _row(length, found[length], plain)
    growth = found[10_000].anew / found[1_000].anew
    cold = found[10_000].first / found[1_000].first
    said = f"10,000 events cost {growth:.1f} times as much as 1,000 (for the first time: {cold:.1f} times)"
    yield ("feed, cost by length", "", said, "≤ 12 times", _yes(reached=max(growth, cold) <= 12))


def _times(server: Server, length: int) -> Times:
    url = f"{server.url}/calendar/series/f{length}.ics"
    began = time.perf_counter()
    _ask(url, _ANEW)
    first = (time.perf_counter() - began) * 1000
    known = {"If-None-Match": dialogwerk.tag_of(url)}
    return Times(first, _middle(url, _ANEW), _middle(url, {}), _middle(url, known))


def _row(length: int, times: Times, plain: float) -> tuple[str, str, str, str, str]:
    said = (
        f"first {times.first:.0f} ms, anew {times.anew:.1f} ms, cached {times.cached:.2f} ms, "
        f"304 {times.known:.2f} ms; hello {plain:.2f} ms"
    )
    ratios = ", ".join(f"{plain / each:.2g}" for each in (times.anew, times.cached, times.known))
    goal = "cached < 15 ms, 304 < 2 ms" if length == 1_000 else ""
    reached = _yes(reached=at_reference(times.cached) < 15 and at_reference(times.known) < 2) if goal else ""
    return (f"feed of {length:,} events: anew, cached, 304", ratios, said, goal, reached)


def _middle(url: str, headers: Mapping[str, str]) -> float:
    taken = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        _ask(url, headers)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def _ask(url: str, headers: Mapping[str, str]) -> bytes:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip", **headers})
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            body: bytes = answer.read()
            return body
    except urllib.error.HTTPError as refusal:
        if refusal.code != 304:
            raise
        return b""


def _prepare(folder: Path) -> Mapping[str, str]:
    url = f"sqlite:///{folder / 'dialogwerk.sqlite3'}"
    app = create_app(settings_for(folder, url, secret_key=dialogwerk.SECRET))
    with app.app_context():
        bring_up_to_date()
        with acting_as(SYSTEM), unit_of_work():
            _fill()
    return {
        "DIALOGWERK_DATA_DIR": str(folder),
        "DIALOGWERK_SECRET_KEY": dialogwerk.SECRET,
        "DATABASE_URL": url,
        "DIALOGWERK_TRUSTED_HOSTS": "127.0.0.1",
    }


def _fill() -> None:
    model = make_event("Zukunftswerkstatt", venue=make_venue(), teaser="Fünf Projekte, Ihre Idee: kommen Sie vorbei.")
    model.published_at = clock.now()
    session().flush()
    table = table_of(Event)
    kept = dict(session().execute(select(table).where(table.c.id == model.id)).mappings().one())
    number = model.id
    for length in LENGTHS:
        series = settle_series(title=f"f{length}", host_id=model.host_id)
        session().flush()
        rows = []
        for place in range(length):
            number += 1
            starts_at = model.starts_at + timedelta(hours=place % 2_000)
            rows.append(
                {
                    **kept,
                    "id": number,
                    "public_id": tokens.new_id(),
                    "slug": f"event-{number}",
                    "calendar_uid": f"{tokens.new_id()}@bench",
                    "title": f"Werkstatt {number}",
                    "series_id": series.id,
                    "starts_at": starts_at,
                    "ends_at": starts_at + timedelta(hours=2),
                }
            )
        for at in range(0, length, _AT_ONCE):
            session().execute(insert(table), rows[at : at + _AT_ONCE])


def _yes(*, reached: bool) -> str:
    return "yes" if reached else "**no**"
