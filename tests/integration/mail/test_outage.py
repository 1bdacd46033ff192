"""The mail server is away for an hour, or its worker dies: sign-up goes on as before, and every mail arrives once."""

import asyncio
import os
import subprocess
import sys
import threading
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
from tests.giants import giant
from tests.integration.mail.test_smtp import Postbox, free_port, listening
from tests.waiting import LONG_SECONDS
from webapp.foundation import clock
from webapp.foundation.database import db, session
from webapp.foundation.settings import ROOT
from webapp.mail import rules
from webapp.mail.models import OutboxMail
from webapp.mail.outbox import smtp, tasks

# Delivers one round and is killed between the mail server's yes and its own note of it.
_KILLED_WORKER = """
import os, signal
from webapp.factory import create_app
from webapp.foundation.settings import Settings
from webapp.mail.outbox import tasks

tasks.mark_sent = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
app = create_app()
with app.app_context():
    tasks.deliver_all(app.config["SETTINGS"])
"""
_EVENTS, _PEOPLE = 3, giant(60, at_least=12)


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
        done = subprocess.run([sys.executable, "-c", _KILLED_WORKER], cwd=ROOT, env=environ, check=False)
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


class Silent(Postbox):
    """A mail server that takes the call and then says nothing until the people at the form are through."""

    def __init__(self):
        super().__init__()
        self.called, self.through = threading.Event(), threading.Event()

    async def _answer(self, step, _server):
        if step != "MAIL":
            return None
        self.called.set()
        await asyncio.to_thread(self.through.wait)
        return "451 later"


@pytest.mark.proof
@pytest.mark.in_turns
@pytest.mark.giant
@pytest.mark.both
def test_an_hour_without_mail_delays_nobody_and_loses_nothing(app, work, database_url, tmp_path, deliver, monkeypatch):
    monkeypatch.setattr(smtp, "_PATIENCE_SECONDS", LONG_SECONDS)
    with work():
        slugs = [make_event(capacity=1000).slug for _ in range(_EVENTS)]
    with app.app_context():
        db.engine.dispose()
    silent = Silent()
    began = datetime.now(UTC)
    with serving("wsgi:app", path="/livez", environ=environ_for(tmp_path, database_url)) as server:
        asyncio.run(sign_ups(server, slugs[0], "calm"))
        with_worker(deliver, free_port(), began, 0, server, slugs[0])
        for number, postbox in enumerate((Postbox(RCPT=["450 later"] * 10_000), silent), start=1):
            with listening(postbox) as port:
                with_worker(deliver, port, began, number, server, slugs[number], postbox)
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
    print(f"{len(rows)} mails, {dict(states)}")
    assert states["set_aside"] == 1
    assert states["sent"] == len(rows) - 1
    arrived = ids_of(healthy)
    assert Counter(arrived) == Counter(message_id for message_id, _, state in rows if state == "sent")
    place = {message_id: index for index, message_id in enumerate(arrived)}
    for written in order.values():
        came = [place[message_id] for message_id in written if message_id in place]
        assert came == sorted(came)
    assert any(len(written) == _EVENTS for written in order.values())
    # All of the last ones were answered while the worker stood before a server that said nothing.
    assert silent.called.is_set()


async def sign_ups(server, slug, group="outage"):
    """So many people register one after the other, four at a time, and each is answered."""
    queue = [f"{group}{number}@example.org" for number in range(_PEOPLE)]

    async def somebody():
        while queue:
            assert (await register(server.url, slug, queue.pop())).status == 303

    await asyncio.gather(*(somebody() for _ in range(4)))


def with_worker(deliver, port, began, number, server, slug, postbox=None):
    """Sign-ups while a worker tries again and again, twenty simulated minutes long."""
    over, rounds = threading.Event(), []

    def tries():
        while not over.wait(0.02):
            with clock.set_to(began + timedelta(minutes=20 * number + len(rounds) % 20)):
                assert deliver(port) == 0
            rounds.append(1)

    worker = threading.Thread(target=tries)
    worker.start()
    try:
        if isinstance(postbox, Silent):
            assert postbox.called.wait(LONG_SECONDS)
        asyncio.run(sign_ups(server, slug))
    finally:
        over.set()
        if isinstance(postbox, Silent):
            postbox.through.set()
        worker.join()
        assert rounds


def poison(work):
    with work():
        first = session().scalar(select(func.min(OutboxMail.id)))
        session().execute(update(OutboxMail).where(OutboxMail.id == first).values(subject="a\r\nBcc: b@example.org"))
