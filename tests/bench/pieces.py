"""Pieces whose speed counts, each beside an answer of "hello" in the same process: codes, tickets, lists, guesses."""

import io
import json
import os
import secrets
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter
from flask import Flask

from tests.bench import dialogwerk
from tests.bench.machine import at_reference
from tests.conftest import settings_for
from tests.factories.events import make_event
from tests.factories.tickets import make_payload
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.factory import create_app
from webapp.foundation import clock
from webapp.foundation.database import db
from webapp.foundation.errors import ThrottledError
from webapp.foundation.migrations import bring_up_to_date
from webapp.foundation.settings import ROOT
from webapp.foundation.transaction import unit_of_work
from webapp.registration import services
from webapp.tickets import qr
from webapp.tickets.codec import CHARACTERS
from webapp.tickets.errors import TicketNotFoundError
from webapp.tickets.opening import open_ticket

Row = tuple[str, str, str, str, str]
_ROUNDS = 200
_ROWS = 100_000
_GUESSES = 100_000
_LIST_SECONDS, _GUESS_SECONDS, _PAPER_MS = 60, 60, 30
_WORKER = """
import json, time
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.factory import create_app
from webapp.foundation import clock
from webapp.mail.inviting import write_invitations
from webapp.registration import services
app, began = create_app(), time.perf_counter()
with app.app_context(), acting_as(SYSTEM):
    services.{act}
    {then}
print(json.dumps(time.perf_counter() - began))
"""


def measured(folder: Path) -> Iterator[Row]:
    """Rows for the table."""
    url = f"sqlite:///{folder / 'dialogwerk.sqlite3'}"
    app = create_app(settings_for(folder, url, secret_key=dialogwerk.SECRET))
    with app.app_context():
        bring_up_to_date()
        with acting_as(SYSTEM), unit_of_work():
            event = make_event()
            ticket, event_id = make_payload(event), event.id
    hello = _milliseconds(_hello())
    yield from _codes(hello)
    yield _paper(app, ticket, hello)
    yield _guesses(app)
    yield _guest_list(app, folder, url, event_id)


def _hello() -> Callable[[], object]:
    app = Flask("hello")
    app.add_url_rule("/", "hello", lambda: "hello")
    client = app.test_client()
    return lambda: client.get("/")


def _milliseconds(act: Callable[[], object]) -> float:
    """Processor time of the middle one of many."""
    act()
    taken = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        act()
        taken.append((time.process_time() - began) * 1000)
    return statistics.median(taken)


def _codes(hello: float) -> Iterator[Row]:
    for name, make in (("SVG", qr.svg), ("PNG", qr.png)):
        fresh = lambda make=make: make(f"https://events.example.org/t/{secrets.token_hex(CHARACTERS)[:CHARACTERS]}")  # noqa: E731
        took = _milliseconds(fresh)
        yield (f"QR code as {name}", f"{took / hello:.1f}", f"{took:.1f} ms, {len(fresh()):,} bytes", "", "")


def _paper(app: Flask, ticket: str, hello: float) -> Row:
    client = app.test_client()
    took = _milliseconds(lambda: client.get(f"/t/{ticket}.pdf"))
    reached = "yes" if at_reference(took) < _PAPER_MS else "**no**"
    return ("ticket as PDF", f"{took / hello:.1f}", f"{took:.1f} ms", f"< {_PAPER_MS} ms", reached)


def _guesses(app: Flask) -> Row:
    began = time.perf_counter()
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.7"}):
        for _ in range(_GUESSES):
            try:
                open_ticket(secrets.token_urlsafe(92))
            except (ThrottledError, TicketNotFoundError):
                continue
    seconds = time.perf_counter() - began
    reached = "yes" if at_reference(seconds) < _GUESS_SECONDS else "**no**"
    return (f"{_GUESSES:,} guessed tickets refused", "", f"{seconds:.1f} s", f"< {_GUESS_SECONDS} s", reached)


def _guest_list(app: Flask, folder: Path, url: str, event_id: int) -> Row:
    from webapp.events.queries import get_event_by_id
    from webapp.registration.models import GuestList

    with app.app_context(), acting_as(SYSTEM), unit_of_work():
        event = get_event_by_id(event_id)
        given = {"name": "g.xlsx", "category_id": None, "language": "de", "now": clock.now()}
        list_id = services.take_list(event=event, stream=_workbook(), **given).id
    reading = _worker(folder, url, act="read_lists()", then="pass")
    with app.app_context(), acting_as(SYSTEM), unit_of_work():
        services.invite_list(guest_list=db.session.get(GuestList, list_id))
    inviting = _worker(folder, url, act="invite_lists(now=clock.now())", then="write_invitations()")
    reached = "yes" if at_reference(reading + inviting) < _LIST_SECONDS else "**no**"
    said = f"read in {reading:.0f} s, invited in {inviting:.0f} s"
    return (f"guest list of {_ROWS:,} rows", "", said, f"< {_LIST_SECONDS} s", reached)


def _workbook() -> io.BytesIO:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ("Name", "E-Mail", "Organisation"))
        for number in range(1, _ROWS + 1):
            page.write_row(number, 0, (f"Gast {number}", f"gast{number}@example.org", "Tischlerei Holzweg"))
    target.seek(0)
    return target


def _worker(folder: Path, url: str, *, act: str, then: str) -> float:
    environ = {
        **os.environ,
        "DIALOGWERK_DATA_DIR": str(folder),
        "DATABASE_URL": url,
        "DIALOGWERK_SECRET_KEY": dialogwerk.SECRET,
    }
    program = [sys.executable, "-c", _WORKER.format(act=act, then=then)]
    done = subprocess.run(program, env=environ, capture_output=True, text=True, check=True, cwd=ROOT)
    seconds: float = json.loads(done.stdout.splitlines()[-1])
    return seconds


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory(prefix="dw-pieces-") as room:
        for row in measured(Path(room)):
            print(" | ".join(row))
