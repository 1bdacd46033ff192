"""How gunicorn runs Dialogwerk: forked workers that share the loaded code, and the mail worker at its side."""

import gc
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from gunicorn import util
from gunicorn.glogging import Logger

from webapp.cli.keeping import Kept
from webapp.foundation import database, database_file, logs, presence
from webapp.foundation.settings import Settings, SettingsError, sqlite_file

if TYPE_CHECKING:
    from flask import Flask
    from gunicorn.arbiter import Arbiter
    from gunicorn.config import Config
    from gunicorn.workers.base import Worker

try:
    _settings = Settings.read()
except SettingsError as _problem:
    raise SystemExit(f"Error: {_problem}") from None

os.umask(0o077)
logs.set_up(_settings.log_level)
_works_alone = database.needs_one_process(_settings.database_url)

workers = 1 if _works_alone else _settings.workers
worker_class = "gthread"
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 8
keepalive = 5
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 - a memory file system
loglevel = _settings.log_level
# No access log: addresses of tickets and registrations are secrets.
accesslog = None
forwarded_allow_ips = ""
umask = 0o077

_LINGERS_SECONDS = 0.002

_stops: list[Callable[[], None]] = []


class logger_class(Logger):  # type: ignore[misc] # noqa: N801 - gunicorn has no types, and reads the setting of this name
    """gunicorn's log without the addresses that it would name."""

    def setup(self, cfg: "Config") -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.Reticent())


def pre_fork(_server: "Arbiter", _worker: "Worker") -> None:
    """Share the loaded code between workers, which neither look through it for garbage nor copy its pages by that."""
    gc.collect()
    gc.freeze()


def when_ready(server: "Arbiter") -> None:
    """Start the mail worker once the port is ours, and look after it in gunicorn's own round, once a second."""
    if _settings.without_worker:
        return
    presence.expect_worker()
    if not _works_alone:
        command = [sys.executable, "-m", "webapp", "worker", "--beside", str(os.getpid())]
        server.mail_worker = Kept(command, sign=partial(presence.last_beat, _settings.data_dir))
        server.manage_workers = _then(server.manage_workers, server.mail_worker.look_after)
        server.stop = _first(server.mail_worker.end, server.stop)


def on_reload(server: "Arbiter") -> None:
    """The mail worker begins anew as well."""
    if hasattr(server, "mail_worker"):
        server.mail_worker.renew()


def on_exit(server: "Arbiter") -> None:
    """Leave nobody behind."""
    if hasattr(server, "mail_worker"):
        server.mail_worker.wait()


def post_worker_init(worker: "Worker") -> None:
    """Let no reader on a bad line hold up the others, and work beside the pages where nobody else may write.

    gunicorn waits in the worker's one loop, up to two seconds for each, until whoever was answered closes the line.
    What is to be taken off the line by then lies in its buffer and needs no waiting.
    """
    util.close_graceful = partial(util.close_graceful, timeout=_LINGERS_SECONDS)
    if _works_alone:
        _work_beside_the_pages(worker.app.wsgi())


def worker_exit(_server: "Arbiter", _worker: "Worker") -> None:
    """Stop what works beside the pages."""
    for stop in _stops:
        stop()


def _work_beside_the_pages(app: "Flask") -> None:
    from webapp.foundation import working

    file = sqlite_file(_settings)
    if file is not None:
        database_file.be_the_only_writer(file)
    if not _settings.without_worker:
        _stops.append(working.start(app))


def _then(first: Callable[[], object], second: Callable[[], object]) -> Callable[[], None]:
    def both() -> None:
        first()
        second()

    return both


def _first(before: Callable[[], object], act: Callable[..., object]) -> Callable[..., object]:
    def both(*given: object, **named: object) -> object:
        before()
        return act(*given, **named)

    return both
