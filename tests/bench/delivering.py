"""Writes and delivers in turns, as the worker does, until nothing is left: `python -m tests.bench.delivering`."""

import json
import time
from pathlib import Path

from flask import current_app

from webapp.factory import create_app
from webapp.foundation import clock, transaction
from webapp.mail import queries
from webapp.mail.mailings import announcing
from webapp.mail.mailings.queries import due_mailings
from webapp.mail.outbox import tasks


def until_nothing_is_left() -> dict[str, float]:
    """Seconds spent on writing and on delivering, mails sent, and MiB that the process held at most."""
    writing, delivering, sent = 0.0, 0.0, 0
    while True:
        began = time.perf_counter()
        announcing.write_mailings()
        middle = time.perf_counter()
        sent += tasks.deliver_all(current_app.config["SETTINGS"])
        writing, delivering = writing + middle - began, delivering + time.perf_counter() - middle
        with transaction.looking():
            if not queries.waiting_mails() and not due_mailings(clock.now()):
                return {"writing": writing, "delivering": delivering, "sent": sent, "peak": _peak()}


def _peak() -> float:
    """Not getrusage: that remembers the process which started this one."""
    said = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in said if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    with create_app().app_context():
        print(json.dumps(until_nothing_is_left()))
