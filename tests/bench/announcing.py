"""An announcement to 10,000 people: written by the worker's job, delivered to a real mail server, with its memory."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import func, insert, select

from tests.bench import dialogwerk
from tests.conftest import settings_for
from tests.factories.events import make_event, make_venue
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.factory import create_app
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.migrations import bring_up_to_date
from webapp.foundation.settings import ROOT
from webapp.foundation.transaction import unit_of_work
from webapp.mail import services
from webapp.mail.models import OutboxMail
from webapp.mail.types import MailKind, Moment, OwnWords, Recipients
from webapp.registration.models import Attendee, Registration

PEOPLE = 10_000
_MOST_MIB = 200


class _MailServer(asyncio.Protocol):
    """Takes every mail; just enough of SMTP to be no burden on the two cores."""

    taken = 0

    def connection_made(self, transport):
        self.transport, self.is_mail, self.rest = transport, False, b""
        transport.write(b"220 bench\r\n")

    def data_received(self, data):
        self.rest += data
        while True:
            if self.is_mail:
                if b"\r\n.\r\n" not in self.rest:
                    return
                _, _, self.rest = self.rest.partition(b"\r\n.\r\n")
                self.is_mail = False
                type(self).taken += 1
                self.transport.write(b"250 taken\r\n")
            elif b"\r\n" in self.rest:
                line, _, self.rest = self.rest.partition(b"\r\n")
                self._answer(line[:4].upper())
            else:
                return

    def _answer(self, word):
        if word == b"DATA":
            self.is_mail = True
            self.transport.write(b"354 go\r\n")
        elif word == b"QUIT":
            self.transport.write(b"221 bye\r\n")
            self.transport.close()
        else:
            self.transport.write(b"250 fine\r\n")


def measured(folder: Path) -> tuple[str, str, str, str, str]:
    """A row for the table."""
    environ = _prepare(folder)
    told, taken = asyncio.run(_deliver(environ))
    total = told["writing"] + told["delivering"]
    said = (
        f"written in {told['writing']:.1f} s, delivered in {told['delivering']:.0f} s "
        f"({PEOPLE / total:.0f} a second in all), {taken:,} arrived; the worker held {told['peak']:.0f} MiB at most"
    )
    reached = taken == told["sent"] == PEOPLE and told["peak"] <= _MOST_MIB
    return (f"announcement to {PEOPLE:,}", "", said, f"each once, ≤ {_MOST_MIB} MiB", "yes" if reached else "**no**")


async def _deliver(environ):
    loop = asyncio.get_running_loop()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = await loop.create_server(_MailServer, sock=listener)
        there = {
            "DIALOGWERK_MAIL_DELIVERY": "smtp",
            "DIALOGWERK_SMTP_URL": f"smtp://127.0.0.1:{listener.getsockname()[1]}",
        }
        worker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bench.delivering"),
            cwd=ROOT,
            env={**os.environ, **environ, **there},
            stdout=subprocess.PIPE,
        )
        out, _ = await asyncio.wait_for(worker.communicate(), 600)
        server.close()
    return json.loads(out), _MailServer.taken


def _prepare(folder: Path) -> dict[str, str]:
    url = f"sqlite:///{folder / 'dialogwerk.sqlite3'}"
    app = create_app(settings_for(folder, url, secret_key=dialogwerk.SECRET))
    with app.app_context():
        bring_up_to_date()
        with acting_as(SYSTEM), unit_of_work():
            event = make_event("Tag des Handwerks", venue=make_venue(), capacity=PEOPLE)
            _people(event.id)
            words = {"de": OwnWords("Parken, {name}", "Guten Tag {name},\n\nbitte parken Sie im Hof.")}
            mailing = services.draft_mailing(
                event=event,
                kind=MailKind.MESSAGE,
                recipients=Recipients(),
                texts=words,
                moment=Moment(),
                now=clock.now(),
            )
            services.send_mailing(mailing=mailing, now=clock.now())
            assert session().scalar(select(func.count()).select_from(OutboxMail)) == 0
    return {
        "DIALOGWERK_DATA_DIR": str(folder),
        "DIALOGWERK_SECRET_KEY": dialogwerk.SECRET,
        "DATABASE_URL": url,
        "DIALOGWERK_TRUSTED_HOSTS": "127.0.0.1",
        "DIALOGWERK_BASE_URL": "http://127.0.0.1:8000",
    }


def _people(event_id: int) -> None:
    now = clock.now()
    rows = [
        {
            "id": n,
            "public_id": tokens.new_id(),
            "event_id": event_id,
            "status": "confirmed",
            "source": "form",
            "name": f"Kim Muster {n}",
            "email": f"guest{n}@example.org",
            "email_normal": f"guest{n}@example.org",
            "words": f"kim muster {n}",
            "language": "de",
            "created_at": now,
            "queued_at": now,
            "address_confirmed_at": now,
            "confirmed_at": now,
        }
        for n in range(1, PEOPLE + 1)
    ]
    session().execute(insert(Registration), rows)
    heads = [
        {"id": row["id"], "public_id": tokens.new_id(), "registration_id": row["id"], "name": row["name"]}
        for row in rows
    ]
    session().execute(insert(Attendee), heads)
    session().flush()


if __name__ == "__main__":
    import tempfile

    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        print(measured(Path(place)), f"{time.perf_counter() - began:.0f} s")
