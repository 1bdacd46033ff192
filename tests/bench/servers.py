"""Servers under measurement: gunicorn with the settings that `dialogwerk serve` uses, on a free loopback port."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.asking import answer_of
from tests.waiting import LONG_SECONDS, until
from webapp.foundation.settings import ROOT

_CONFIG = ROOT / "webapp" / "cli" / "gunicorn_conf.py"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, its first process and how long the first answer took, in seconds."""

    url: str
    pid: int
    first_answer: float


@contextmanager
def serving(target: str, *, path: str, environ: dict[str, str] | None = None) -> Iterator[Server]:
    """Run `target` (module:app) with two workers until the block ends; ready once `path` answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    settings = {"DIALOGWERK_WITHOUT_WORKER": "1", "DIALOGWERK_WORKERS": "2", "DIALOGWERK_BASE_URL": url}
    command = [sys.executable, "-m", "gunicorn", "--config", str(_CONFIG), "--bind", f"127.0.0.1:{port}", target]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings, **(environ or {})})
    try:
        _wait_for(url + path)
        yield Server(url, process.pid, time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait(timeout=LONG_SECONDS)


def workers_of(pid: int) -> list[int]:
    """The processes that a server's first process forked."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def memory_of(pid: int) -> tuple[float, float]:
    """Resident and proportional memory of a process in MiB; pages that workers share count in part in the second."""
    figures = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, _, rest = line.partition(":")
        figures[name] = int(rest.split()[0]) / 1024
    return figures["Rss"], figures["Pss"]


def _wait_for(url: str) -> None:
    def answers() -> bool:
        status, _text = answer_of(url)
        if status not in {0, 200}:
            raise RuntimeError(f"the server answers {status} at its first page")
        return status == 200

    until(answers, "the server's first answer")
