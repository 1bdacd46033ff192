"""From the command to the server: a free port, an up-to-date database, then gunicorn in this very process."""

import errno
import os
import socket
import sys
from pathlib import Path

from webapp.foundation import migrations, search
from webapp.foundation.http.readiness import newest_migration, revision_of_database
from webapp.foundation.transaction import unit_of_work

_CONFIG = Path(__file__).with_name("gunicorn_conf.py")


def refuse_taken_port(host: str, port: int) -> None:
    """OSError that says so when somebody listens on `port` already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                raise OSError(
                    problem.errno, f"Port {port} is taken; choose another", f"make serve PORT={port + 1}"
                ) from None
            raise


def bring_up_to_date() -> None:
    """Apply the migrations that the database lacks, and index what older rules indexed; quick when there is nothing."""
    if revision_of_database() != newest_migration():
        migrations.bring_up_to_date()
    with unit_of_work():
        search.rebuild_if_old()


def become_server(host: str, port: int, workers: int) -> None:
    """Turn this process into gunicorn, so that what was loaded for preparing does not stay in memory."""
    os.environ["DIALOGWERK_WORKERS"] = str(workers)
    arguments = ["-m", "gunicorn", "--config", str(_CONFIG), "--bind", f"{host}:{port}", "wsgi:app"]
    os.chdir(_CONFIG.parents[2])
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - our own interpreter, no shell
