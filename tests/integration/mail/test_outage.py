"""The mail server is away for an hour, or its worker dies: sign-up goes on as before, and every mail arrives once."""

import asyncio
import os
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest
from sqlalchemy import func, select, update

from tests.bench.servers import serving
from tests.conftest import settings_for
from tests.crowds import register
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.integration.mail.test_smtp import Postbox, free_port, listening
from webapp.foundation import clock
from webapp.foundation.database import db, session
from webapp.foundation.settings import ROOT
from webapp.mail import rules, smtp, tasks
from webapp.mail.models import OutboxMail

# Delivers one round and is killed between the mail server's yes and its own note of it.
_KILLED_WORKER = """
import os, signal
from webapp.factory import create_app
from webapp.foundation.settings import Settings
from webapp.mail import services, tasks

services.mark_sent = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
app = create_app()
with app.app_context():
    tasks.deliver_all(app.config["SETTINGS"])
"""
_EVENTS, _PEOPLE = 3, 60
_PATIENCE_SECONDS = 1.0
_PHASES = ("away", "greylisting", "stalling")


def environ_for(tmp_path, database_url, **more):
    return {
        "DIALOGWERK_DATA_DIR": str(tmp_path),
        "DATABASE_URL": database_url,
        "DIALOGWERK_SECRET_KEY": "a secret that only tests know",
        "DIALOGWERK_TRUSTED_HOSTS": "127.0.0.1",
        "DIALOGWERK_LOG_LEVEL": "critical",
        **more,
    }


@pytest.fixture
def deliver(app, tmp_path, database_url):
    def round_to(port):
        settings = settings_for(tmp_path, database_url, mail_delivery="smtp", smtp_url=f"smtp://127.0.0.1:{port}")
        with app.app_context():
            return tasks.deliver_all(settings)

    return round_to


def ids_of(postbox):
    return [message_from_bytes(letter.content)["Message-ID"] for letter in postbox.letters]


@pytest.mark.both
def test_a_worker_killed_after_the_servers_yes_sends_one_double_at_most(app, work, database_url, tmp_path, deliver):
    with work():
        event = make_event()
        for _ in range(3):
            make_registration(event, confirmed=False)
    with app.app_context():
        db.engine.dispose()
    postbox = Postbox()
    with listening(postbox) as port:
        there = {"DIALOGWERK_MAIL_DELIVERY": "smtp", "DIALOGWERK_SMTP_URL": f"smtp://127.0.0.1:{port}"}
        environ = {**os.environ, **environ_for(tmp_path, database_url, **there)}
        done = subprocess.run([sys.executable, "-c", _KILLED_WORKER], cwd=ROOT, env=environ, check=False, timeout=60)
        assert done.returncode == -9
        assert len(postbox.letters) == 1
        # Nobody knows yet what became of it; the others go out meanwhile.
        assert deliver(port) == 2
        with clock.set_to(datetime.now(UTC) + rules.LEASE):
            assert deliver(port) == 1
            assert deliver(port) == 0
    times = Counter(ids_of(postbox))
    assert sorted(times.values()) == [1, 1, 2]
    first, second = (letter.content for letter in postbox.letters if times[ids_of_one(letter)] == 2)
    assert first == second
    with work():
        assert session().execute(select(OutboxMail.state, func.count()).group_by(OutboxMail.state)).all() == [
            ("sent", 3)
        ]


def ids_of_one(letter):
    return message_from_bytes(letter.content)["Message-ID"]


@pytest.mark.both
@pytest.mark.timeout(240)
def test_an_hour_without_mail_delays_nobody_and_loses_nothing(app, work, database_url, tmp_path, deliver, monkeypatch):
    monkeypatch.setattr(smtp, "_PATIENCE_SECONDS", _PATIENCE_SECONDS)
    with work():
        slugs = [make_event(capacity=1000).slug for _ in range(_EVENTS)]
    with app.app_context():
        db.engine.dispose()
    servers = {
        "greylisting": Postbox(RCPT=["450 later"] * 10_000),
        "stalling": Postbox(MAIL=["stall"] * 10_000),
    }
    began = datetime.now(UTC)
    seconds = {}
    with serving("wsgi:app", path="/livez", environ=environ_for(tmp_path, database_url)) as server:
        asyncio.run(sign_ups(server, slugs[0], "warm"))
        seconds["before"] = asyncio.run(sign_ups(server, slugs[0], "calm"))
        for number, phase in enumerate(_PHASES):
            if phase == "away":
                seconds[phase] = with_worker(deliver, free_port(), began, number, server, slugs[number])
            else:
                with listening(servers[phase]) as port:
                    seconds[phase] = with_worker(deliver, port, began, number, server, slugs[number])
    poison(work)
    healthy = Postbox()
    with listening(healthy) as port:
        for minutes in range(60, 200, 10):
            with clock.set_to(began + timedelta(minutes=minutes)):
                deliver(port)
    with work():
        rows = session().execute(select(OutboxMail.message_id, OutboxMail.recipient, OutboxMail.state)).all()
        order = defaultdict(list)
        for row in session().execute(select(OutboxMail.message_id, OutboxMail.recipient).order_by(OutboxMail.id)):
            order[row.recipient].append(row.message_id)
    states = Counter(state for *_, state in rows)
    p95 = {phase: statistics.quantiles(taken, n=20)[-1] for phase, taken in seconds.items()}
    print(f"{len(rows)} mails, {dict(states)}; p95 of sign-up: " + ", ".join(f"{k} {v:.3f} s" for k, v in p95.items()))
    assert states["set_aside"] == 1
    assert states["sent"] == len(rows) - 1
    arrived = ids_of(healthy)
    assert Counter(arrived) == Counter(message_id for message_id, _, state in rows if state == "sent")
    place = {message_id: index for index, message_id in enumerate(arrived)}
    for written in order.values():
        came = [place[message_id] for message_id in written if message_id in place]
        assert came == sorted(came)
    assert any(len(written) == _EVENTS for written in order.values())
    # Machines are noisy; a sign-up that waited for the mail server would take all its patience and more.
    assert max(p95[phase] for phase in _PHASES) < min(2 * p95["before"] + 0.6, _PATIENCE_SECONDS)


async def sign_ups(server, slug, group="outage"):
    """How long each of so many people took who registered one after the other, four at a time."""
    queue = [f"{group}{number}@example.org" for number in range(_PEOPLE)]
    taken = []

    async def somebody():
        while queue:
            told = await register(server.url, slug, queue.pop())
            assert told.status == 303
            taken.append(told.seconds)

    await asyncio.gather(*(somebody() for _ in range(4)))
    return taken


def with_worker(deliver, port, began, number, server, slug):
    """Sign-ups while a worker tries again and again, twenty simulated minutes long."""
    over, rounds = threading.Event(), []

    def tries():
        while not over.is_set():
            with clock.set_to(began + timedelta(minutes=20 * number + len(rounds) % 20)):
                assert deliver(port) == 0
            rounds.append(1)
            time.sleep(0.02)

    worker = threading.Thread(target=tries)
    worker.start()
    try:
        return asyncio.run(sign_ups(server, slug))
    finally:
        over.set()
        worker.join()
        assert rounds


def poison(work):
    with work():
        first = session().scalar(select(func.min(OutboxMail.id)))
        session().execute(update(OutboxMail).where(OutboxMail.id == first).values(subject="a\r\nBcc: b@example.org"))
