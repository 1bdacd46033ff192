"""Five hundred boards, slow readers among them and twice all of them at once, while people sign up."""

import asyncio
import statistics
import time
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.machine import at_reference
from tests.bench.servers import serving
from tests.conftest import settings_for
from tests.crowds import Told, register, visit
from tests.factories.events import make_event, make_venue
from tests.factories.stations import make_station
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.factory import create_app
from webapp.foundation.database import db
from webapp.foundation.migrations import bring_up_to_date
from webapp.foundation.transaction import unit_of_work

VIEWERS, SLOW = 500, 100
SECONDS, EACH_SECOND = 16, 10
_ASK_EVERY = 4.0
_STORMS = (5.0, 10.0)
_SIP, _PAUSE = 64, 0.25
_GOAL_MS = 250
SECRET = "a benchmark has no secrets"


def measured(folder: Path) -> tuple[str, str, str, str, str]:
    """A row for the table: sign-up alone and beside the boards."""
    url = f"sqlite:///{folder / 'viewers.sqlite3'}"
    app = create_app(settings_for(folder, url, secret_key=SECRET))
    with app.app_context():
        bring_up_to_date()
        with acting_as(SYSTEM), unit_of_work():
            event = make_event(capacity=100_000, venue=make_venue())
            for number in range(1, 6):
                make_station(event, number=number)
            slug = event.slug
        db.engine.dispose()
    environ = {
        "DIALOGWERK_DATA_DIR": str(folder),
        "DIALOGWERK_SECRET_KEY": SECRET,
        "DATABASE_URL": url,
        "DIALOGWERK_TRUSTED_HOSTS": "127.0.0.1",
    }
    with serving("wsgi:app", path=f"/events/{slug}", environ=environ) as server:
        asyncio.run(_sign_up(server.url, slug, "warm", seconds=2))
        alone = asyncio.run(_sign_up(server.url, slug, "alone", seconds=SECONDS))
        beside, boards = asyncio.run(_beside(server.url, slug))
    failed = sum(told.status not in {302, 303} for told in [*alone, *beside])
    unseen = sum(told.status not in {200, 304} for told in boards)
    told = (
        f"sign-up p95 {_p95(alone):.0f} ms alone, {_p95(beside):.0f} ms beside them ({failed} failed); "
        f"{len(boards):,} answers to boards, p95 {_p95(boards):.0f} ms, {unseen} failed"
    )
    reached = "yes" if not failed and not unseen and at_reference(_p95(beside)) < _GOAL_MS else "**no**"
    return (f"{VIEWERS} boards, {SLOW} slow readers, 2 storms", "", told, f"sign-up p95 < {_GOAL_MS} ms", reached)


async def _beside(base: str, slug: str) -> tuple[list[Told], list[Told]]:
    seen: list[Told] = []
    until = time.perf_counter() + SECONDS
    watching = [_watch(base, slug, number / VIEWERS * _ASK_EVERY, until, seen) for number in range(VIEWERS)]
    slow = [_sip(base, slug) for _ in range(SLOW)]
    storms = [_storm(base, slug, after, seen) for after in _STORMS]
    told, *_ = await asyncio.gather(_sign_up(base, slug, "beside", seconds=SECONDS), *watching, *slow, *storms)
    return told, seen


async def _sign_up(base: str, slug: str, who: str, *, seconds: int) -> list[Told]:
    began = time.perf_counter() + 0.2

    async def come(number: int) -> Told:
        wanted_at = began + number / EACH_SECOND
        await asyncio.sleep(max(0.0, wanted_at - time.perf_counter()))
        return await register(base, slug, f"{who}{number}@example.org", wanted_at=wanted_at)

    return list(await asyncio.gather(*(come(number) for number in range(seconds * EACH_SECOND))))


async def _watch(base: str, slug: str, after: float, until: float, seen: list[Told]) -> None:
    """A board that asks every few seconds, as its script does."""
    await asyncio.sleep(after)
    while (now := time.perf_counter()) < until:
        seen.append(await visit(base, _part(slug), wanted_at=now))
        await asyncio.sleep(_ASK_EVERY)


async def _storm(base: str, slug: str, after: float, seen: list[Told]) -> None:
    """The hall's network was gone and is back: everybody asks at once."""
    await asyncio.sleep(after)
    now = time.perf_counter()
    seen += await asyncio.gather(*(visit(base, _part(slug), wanted_at=now) for _ in range(VIEWERS)))


async def _sip(base: str, slug: str) -> None:
    """Somebody on a bad line, who takes the whole board a few bytes at a time."""
    there = urlsplit(base)
    reader, writer = await asyncio.open_connection(there.hostname, there.port, limit=_SIP)
    writer.write(f"GET /events/{slug}/board HTTP/1.1\r\nHost: {there.netloc}\r\nConnection: close\r\n\r\n".encode())
    for _ in range(int(SECONDS / _PAUSE)):
        if not await reader.read(_SIP):
            break
        await asyncio.sleep(_PAUSE)
    writer.close()


def _part(slug: str) -> str:
    return f"/events/{slug}/board/part?at={int(time.time()) // 30}"


def _p95(told: list[Told]) -> float:
    return statistics.quantiles([each.seconds * 1000 for each in told], n=20)[-1]


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory(prefix="dw-viewers-") as room:
        print(" | ".join(measured(Path(room))))
