"""A real server: what dies is started again, nobody outlives it, it stops while a mail server hangs."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.asking import answer_of
from tests.conftest import settings_for
from tests.disks import full_disk
from tests.waiting import LONG_SECONDS, until
from webapp.factory import create_app
from webapp.foundation import jobs
from webapp.foundation.settings import ROOT

_ADD = ("user", "add", "--name", "Kim", "--password", "a long enough password")


def wait_for(what, told=lambda: ""):
    """The first truth that `what` gives; an error with what was `told` when none comes."""
    try:
        return until(what, "it")
    except AssertionError:
        raise AssertionError(told()) from None


def environ_for(folder, **more):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DIALOGWERK_")}
    return {**clean, "DIALOGWERK_DATA_DIR": str(folder), **more}


def dialogwerk(*arguments, **environ):
    command = [sys.executable, "-m", "webapp", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def children_of(pid):
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def command_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Served:
    """A server in a folder of its own, with all that it said."""

    def __init__(self, folder, port, process):
        self.folder, self.process, self.url = folder, process, f"http://127.0.0.1:{port}"
        self.lines = []
        self.listening = threading.Thread(target=self._listen, daemon=True)
        self.listening.start()

    def _listen(self):
        with self.process.stdout as out:
            for line in out:
                self.lines.append(line)

    def said(self):
        return "".join(self.lines)

    def ready(self):
        return answer_of(f"{self.url}/readyz")

    def mail_workers(self):
        return [pid for pid in children_of(self.process.pid) if "webapp worker" in command_of(pid)]

    def web_workers(self):
        return [pid for pid in children_of(self.process.pid) if "gunicorn" in command_of(pid)]

    def wait_until_ready(self):
        works = self.folder / "worker.lock"
        wait_for(lambda: self.ready()[0] == 200 and works.exists(), self.said)

    def tell_to_stop(self):
        self.process.send_signal(signal.SIGTERM)


@contextmanager
def served(folder, **environ):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = dialogwerk("serve", "--no-demo", "--port", str(port), **environ_for(folder, **environ))
    server = Served(folder, port, process)
    try:
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=LONG_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        server.listening.join(LONG_SECONDS)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with served(tmp_path_factory.mktemp("served")) as running:
        running.wait_until_ready()
        yield running


@pytest.mark.proof
def test_a_killed_mail_worker_is_missed_and_started_again_with_a_line_in_the_log(server):
    (before,) = server.mail_workers()
    os.kill(before, signal.SIGKILL)
    wait_for(lambda: server.ready() == (503, "the mail worker is not running"), server.said)
    (after,) = wait_for(server.mail_workers, server.said)
    assert after != before
    server.wait_until_ready()
    assert "the mail worker has ended; it is started again" in server.said()


def test_a_killed_web_worker_is_started_again(server):
    before = wait_for(lambda: len(server.web_workers()) == 2 and server.web_workers())
    os.kill(before[0], signal.SIGKILL)
    wait_for(lambda: len(set(server.web_workers()) - {before[0]}) == 2, server.said)
    server.wait_until_ready()
    assert before[0] not in server.web_workers()
    assert before[1] in server.web_workers()


def test_a_full_disk_is_told_and_forgotten(server):
    wait_for(lambda: len(server.web_workers()) == 2)
    with full_disk(*server.web_workers()):
        code, said = server.ready()
        assert (code, "takes no file" in said, "can't be read or written" in said) == (503, True, True)
        sent = b"email=canary%40example.org&password=secret"
        assert answer_of(f"{server.url}/sign-in", sent)[0] in {400, 503}
    server.wait_until_ready()
    assert "canary" not in server.said()


def test_mail_goes_out_on_a_queue_that_was_damaged_and_a_deleted_lock_is_laid_down_again(server):
    (before,) = server.mail_workers()
    with (server.folder / "jobs.sqlite3").open("r+b") as queue:
        queue.write(os.urandom(20_000))
    wait_for(lambda: "jobs.sqlite3 was damaged" in server.said(), server.said)
    put_a_mail(server.folder)
    look_now(server.folder)
    wait_for(lambda: list((server.folder / "mail").glob("*.eml")), server.said)
    (server.folder / "worker.lock").unlink()
    wait_for((server.folder / "worker.lock").exists, server.said)
    server.wait_until_ready()
    assert server.mail_workers() == [before]


def test_whoever_only_reads_finds_nothing_open_to_others(server):
    assert [path.name for path in server.folder.iterdir() if path.stat().st_mode & 0o077] == []


@pytest.mark.proof
def test_killing_the_master_leaves_nobody_and_a_doubt_was_told_once(tmp_path):
    with served(tmp_path, DIALOGWERK_FOO="x") as server:
        server.wait_until_ready()
        assert server.said().count("DIALOGWERK_FOO") == 1
        family = children_of(server.process.pid)
        assert len(family) == 3
        server.process.kill()
        server.process.wait()
        wait_for(lambda: not any(map(is_alive, family)), server.said)


@pytest.mark.proof
@pytest.mark.in_turns
@pytest.mark.parametrize("after", ["greeting", "line"])
def test_it_stops_while_a_mail_server_hangs_and_the_mail_goes_out_after_the_next_start(tmp_path, after):
    with socket.create_server(("127.0.0.1", 0)) as hanging:
        smtp = {
            "DIALOGWERK_MAIL_DELIVERY": "smtp",
            "DIALOGWERK_SMTP_URL": f"smtp://127.0.0.1:{hanging.getsockname()[1]}",
        }
        with served(tmp_path, **smtp) as server:
            server.wait_until_ready()
            put_a_mail(tmp_path)
            os.kill(server.mail_workers()[0], signal.SIGKILL)  # the next one looks at once
            line, _ = hanging.accept()
            if after == "greeting":
                line.sendall(b"220 here\r\n")
                assert line.recv(100).startswith(b"ehlo")
            family = children_of(server.process.pid)
            server.tell_to_stop()
            server.process.wait(timeout=LONG_SECONDS)
            wait_for(lambda: not any(map(is_alive, family)), server.said)
        line.close()
    asked = "SELECT state, attempts, last_problem, due_at = created_at FROM outbox_mail"
    with closing(sqlite3.connect(tmp_path / "dialogwerk.sqlite3")) as database:
        found = database.execute(asked).fetchall()
    # Had it waited for the mail server, the server would be what it complains of.
    assert found == [("waiting", 0, "the worker was stopped", 1)]


def put_a_mail(folder):
    columns = (
        "public_id, message_id, kind, about, recipient, recipient_normal, recipient_name, reply_to, language, subject, "
        "text, html, unsubscribe, in_bulk, state, attempts, due_at, created_at, last_problem"
    )
    with closing(sqlite3.connect(folder / "dialogwerk.sqlite3", timeout=60)) as database, database:
        database.execute(
            f"INSERT INTO outbox_mail ({columns}) VALUES ('{'x' * 22}', '<x@localhost>', 'registered', '', "
            "'kim@example.org', "
            "'kim@example.org', '', '', 'de', 'Hallo', 'Text', '<p>Text</p>', '', 0, 'waiting', 0, "
            "'2026-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000', '')"
        )


def look_now(folder):
    """Ask the worker to look for mail at once, as a request does; by itself it looks once a minute."""
    jobs.look_at_once(create_app(settings_for(folder, f"sqlite:///{folder / 'dialogwerk.sqlite3'}")))


@pytest.mark.proof
@pytest.mark.in_turns
@pytest.mark.both
def test_two_that_start_at_once_on_an_empty_database_both_live(tmp_path, database_url):
    url = {} if database_url.startswith("sqlite") else {"DATABASE_URL": emptied(database_url)}
    both = [dialogwerk("demo", "load", **environ_for(tmp_path / "data", **url)) for _ in range(2)]
    said = [process.communicate(timeout=LONG_SECONDS)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sum("Demo content is in." in each for each in said) == 1
    assert not re.search("Traceback|Error", "".join(said))


def emptied(url):
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


# The interpreter's SQLite as it is where the wheel is missing.
_OLD_SQLITE = 'import sqlite3, sys\nsys.modules["pysqlite3"] = None\nsqlite3.sqlite_version_info = (3, 40, 1)\n'


@pytest.mark.proof
def test_without_a_fixed_sqlite_one_process_serves_and_delivers(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "sitecustomize.py").write_text(_OLD_SQLITE)
    old = {"PYTHONPATH": str(tmp_path / "old"), "DIALOGWERK_WORKERS": "4"}
    folder = tmp_path / "data"
    with served(folder, **old) as server:
        server.wait_until_ready()
        assert len(server.web_workers()) == 1
        assert server.mail_workers() == []
        for command in (("worker",), (*_ADD, "kim@example.org")):
            refused = dialogwerk(*command, **environ_for(folder, **old))
            assert "older than 3.51.3" in refused.communicate(timeout=LONG_SECONDS)[0]
            assert refused.returncode == 1
        put_a_mail(folder)
        look_now(folder)
        wait_for(lambda: list((folder / "mail").glob("*.eml")), server.said)
        server.tell_to_stop()
        assert server.process.wait(timeout=LONG_SECONDS) == 0
    added = dialogwerk(*_ADD, "kim@example.org", **environ_for(folder, **old))
    assert "Added." in added.communicate(timeout=LONG_SECONDS)[0]


def test_gunicorn_alone_refuses_a_setting_in_one_line_as_well(tmp_path):
    for environ in ({"DIALOGWERK_ZONE": "Mars"}, {"DIALOGWERK_WORKERS": "many"}):
        command = [sys.executable, "-m", "gunicorn", "--config", "webapp/cli/gunicorn_conf.py", "wsgi:app"]
        done = subprocess.run(
            command, cwd=ROOT, env=environ_for(tmp_path, **environ), capture_output=True, text=True, check=False
        )
        assert done.returncode != 0
        assert [line for line in done.stderr.splitlines() if line] == [done.stderr.strip()]
        assert done.stderr.startswith(f"Error: {next(iter(environ))} must be")
