"""How gunicorn runs Dialogwerk: forked workers that share the loaded code, and the mail worker at its side."""

import gc
import os
import subprocess
import sys
from functools import partial
from typing import Any

from gunicorn import util

workers = int(os.environ.get("DIALOGWERK_WORKERS", "2"))
worker_class = "gthread"
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 5
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 - a memory file system
loglevel = os.environ.get("DIALOGWERK_LOG_LEVEL", "warning")
# No access log: addresses of tickets and registrations are secrets.
accesslog = None
forwarded_allow_ips = ""

# What was loaded stays: workers need neither look through it for garbage nor copy its pages by doing so.
_GARBAGE_THRESHOLDS = (20_000, 20, 20)

_LINGERS_SECONDS = 0.002

_mail_worker: list[subprocess.Popen[bytes]] = []


def pre_fork(_server: Any, _worker: Any) -> None:
    """Share the loaded code between workers, and look for garbage less often than the interpreter would."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE_THRESHOLDS)


def when_ready(_server: Any) -> None:
    """Start the mail worker once the port is ours."""
    if os.environ.get("DIALOGWERK_WITHOUT_WORKER") != "1":
        command = [sys.executable, "-m", "webapp", "worker"]
        _mail_worker.append(subprocess.Popen(command))  # noqa: S603 - our own program


def on_exit(_server: Any) -> None:
    """Stop the mail worker with the server."""
    for process in _mail_worker:
        process.terminate()
        process.wait(timeout=graceful_timeout)


def post_worker_init(_worker: Any) -> None:
    """Let no reader on a bad line hold up the others.

    gunicorn waits in the worker's one loop, up to two seconds for each, until whoever was answered closes the line.
    What is to be taken off the line by then lies in its buffer and needs no waiting.
    """
    util.close_graceful = partial(util.close_graceful, timeout=_LINGERS_SECONDS)
