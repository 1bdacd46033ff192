"""Workers killed in the middle of a rush: whoever was told of a place has it, with one mail; nothing is left half."""

import asyncio
import os
import random
import signal
from collections import Counter

import pytest
from sqlalchemy import func, select

from tests.bench.servers import serving, workers_of
from tests.crowds import register
from tests.factories.events import make_event
from tests.giants import giant
from webapp.capacity.models import Pool
from webapp.foundation.database import db, session
from webapp.mail.models import OutboxMail
from webapp.registration.models import Attendee, Registration

KILLS, PEOPLE_AT_ONCE = giant(100), 8
PLACES = 3 * KILLS
_PROMISES_BETWEEN = 2  # the next worker is killed once so many more people have been answered


@pytest.mark.proof
@pytest.mark.in_turns
@pytest.mark.both
@pytest.mark.giant
def test_every_promise_made_before_a_kill_is_kept(app, work, database_url, tmp_path):
    with work():
        slug = make_event(capacity=PLACES).slug
    with app.app_context():
        db.engine.dispose()
    environ = {
        "DIALOGWERK_DATA_DIR": str(tmp_path),
        "DATABASE_URL": database_url,
        "DIALOGWERK_SECRET_KEY": "a secret that only tests know",
        "DIALOGWERK_TRUSTED_HOSTS": "127.0.0.1",
        "DIALOGWERK_LOG_LEVEL": "critical",
        "DIALOGWERK_WORKERS": "4",
    }
    with serving("wsgi:app", path="/livez", environ=environ) as server:
        told, kills = asyncio.run(_rush(server, slug))
    promised = {each.address for each in told if each.status == 303}
    with work():
        rows = session().execute(select(Registration.email, Registration.public_id, Registration.status)).all()
        mails = Counter(session().scalars(select(OutboxMail.about)))
        pool = session().scalars(select(Pool)).one()
        heads = session().scalar(select(func.count()).select_from(Attendee))
    print(f"{kills} kills, {len(promised)} promises, {len(rows)} stored, {len(told)} tries")
    assert kills == KILLS
    assert len(promised) > KILLS * _PROMISES_BETWEEN
    assert promised <= {row.email for row in rows}
    assert mails == Counter(row.public_id for row in rows)
    assert heads == len(rows)
    assert pool.taken == sum(1 for row in rows if row.status == "pending") <= PLACES


async def _rush(server, slug):
    told, kills, over = [], 0, asyncio.Event()
    promises = asyncio.Semaphore(0)

    async def somebody(number):
        tries = 0
        while not over.is_set():
            tries += 1
            answer = await register(server.url, slug, f"gast{number}-{tries}@example.org")
            told.append(answer)
            if answer.status == 303:
                promises.release()

    crowd = [asyncio.create_task(somebody(number)) for number in range(PEOPLE_AT_ONCE)]
    chance = random.Random(7)  # noqa: S311 - moments to kill at, not secrets
    while kills < KILLS:
        for _ in range(_PROMISES_BETWEEN):
            await promises.acquire()
        await asyncio.sleep(chance.uniform(0, 0.05))  # somewhere in the middle of the next ones
        workers = workers_of(server.pid)
        if workers:
            os.kill(chance.choice(workers), signal.SIGKILL)
            kills += 1
    await promises.acquire()  # those who were left go on
    over.set()
    await asyncio.gather(*crowd)
    return told, kills
