"""From the command to the server: a free port, an up-to-date database, then gunicorn in this very process."""

import errno
import os
import socket
import sys
from pathlib import Path

from flask import current_app

from webapp.foundation import clock, data_folder, database, database_file, installation, migrations, search
from webapp.foundation.http import links
from webapp.foundation.http.readiness import newest_migration, revision_of_database
from webapp.foundation.setting_files import text_of
from webapp.foundation.settings import Settings, sqlite_file
from webapp.foundation.settings import variables as settings_variables
from webapp.foundation.transaction import unit_of_work
from webapp.office import services as office
from webapp.office.types import SET_UP_LINK, Said, TextKind

_CONFIG = Path(__file__).with_name("gunicorn_conf.py")
_EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - told apart, not listened on
MOST_PORT = 65535


def refuse_taken_port(host: str, port: int) -> None:
    """OSError that says so when `port` can't be had, since somebody listens on it already or for another reason."""
    try:
        kind, *_, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise OSError(errno.EADDRNOTAVAIL, "No such host to listen on", host) from None
    with socket.socket(kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(where)
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                other = port + 1 if port < MOST_PORT else port - 1
                raise OSError(problem.errno, f"Port {port} is taken; choose another", f"--port {other}") from None
            raise OSError(problem.errno, f"Port {port} can't be had: {problem.strerror}", host) from None


def own_address(host: str, port: int) -> str:
    """The address under which this machine reaches a server that listens on `host`."""
    shown = "127.0.0.1" if host in _EVERYWHERE else host
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def bring_up_to_date() -> None:
    """Apply the migrations that the database lacks, make sure of the secret and the index; quick when all is there."""
    with migrations.alone():
        revision = revision_of_database()
        if revision != newest_migration():
            migrations.refuse_newer(revision)
            migrations.bring_up_to_date()
        with unit_of_work():
            installation.write_mark(now=clock.now())
            search.rebuild_if_old()


def take_over() -> list[str]:
    """Give the office what variables say of what it keeps; names those that say something else than its pages.

    Taken over once, at the first start; from then on the pages decide.
    """
    settings: Settings = current_app.config["SETTINGS"]
    variables = {"name": "operator_name", "email": "operator_email"}
    said = Said(
        name=settings.operator_name,
        email=settings.operator_email,
        accent=settings.accent,
        language=settings.language,
        zone=settings.zone,
        texts={kind: text_of(file) for kind in TextKind if (file := getattr(settings, f"{kind.value}_file"))},
    )
    with migrations.alone(), unit_of_work():
        differing = office.take_over(said=said, now=clock.now())
    names = [variables.get(name, f"{name}_file" if name in set(TextKind) else name) for name in differing]
    return [settings_variables()[name] for name in names]


def set_up_link() -> str | None:
    """The address at which an installation without any account is set up; None once there is one."""
    with migrations.alone(), unit_of_work():
        public_id = office.open_link(now=clock.now())
    if public_id is None:
        return None
    return f"{current_app.config['BASE_URL']}/set-up/{links.seal(SET_UP_LINK, public_id)}"


def accept_secret() -> None:
    """Take the secret that is set as this installation's from now on, since the one before is lost."""
    with migrations.alone():
        if revision_of_database() == newest_migration():
            with unit_of_work():
                installation.accept_secret(now=clock.now())


def write_alone() -> None:
    """Where only one process may write, be it; TakenError while the server, or anybody else, is."""
    settings: Settings = current_app.config["SETTINGS"]
    file = sqlite_file(settings)
    if file is not None and database.needs_one_process(settings.database_url):
        database_file.be_the_only_writer(file)


def keep_to_owner() -> None:
    """Let nobody else on this machine read what lies in the data folder."""
    settings: Settings = current_app.config["SETTINGS"]
    folder, file = settings.data_dir, sqlite_file(settings)
    kept = [folder / name for name in (*data_folder.FILES, *data_folder.FOLDERS)]
    if file is not None:
        kept += [file.with_name(file.name + ending) for ending in ("", *data_folder.BESIDE_DATABASE)]
    database_file.keep_to_owner(*kept)


def become_server(host: str, port: int, workers: int) -> None:
    """Turn this process into gunicorn, so that what was loaded for preparing does not stay in memory."""
    os.environ["DIALOGWERK_WORKERS"] = str(workers)
    shown = f"[{host}]" if ":" in host else host
    arguments = ["-m", "gunicorn", "--config", str(_CONFIG), "--bind", f"{shown}:{port}", "wsgi:app"]
    os.chdir(_CONFIG.parents[2])
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - our own interpreter, no shell
