"""Every command, on an empty folder and with what can't be used: it does its work, or says in one line why not."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import click
import pytest

from tests.integration.cli.conftest import refused_in_one_line
from webapp.cli import serving
from webapp.factory import command_group
from webapp.foundation import database, presence
from webapp.foundation.settings import ROOT

# What each command is given. Those of Flask-Migrate that write into our own source are shown their help only.
COMMANDS = {
    "backup": [],
    "bounce": [],
    "db branches": [],
    "db check": [],
    "db current": [],
    "db downgrade": [],
    "db edit": ["--help"],
    "db heads": [],
    "db history": [],
    "db init": ["--help"],
    "db list-templates": [],
    "db merge": ["--help"],
    "db migrate": ["--help"],
    "db revision": ["--help"],
    "db show": [],
    "db stamp": [],
    "db upgrade": [],
    "demo load": [],
    "demo reset": [],
    "key rotate": [],
    "serve": ["--no-demo"],
    "troubles": [],
    "user add": ["kim@example.org", "--name", "Kim", "--password", "a long enough password"],
    "user list": [],
    "user lock": ["kim@example.org"],
    "user password": ["kim@example.org", "--password", "a long enough password"],
    "user role": ["kim@example.org", "admin"],
    "worker": [],
}


def every_command():
    """Names of all commands, groups opened."""
    names = []
    group = command_group()
    with click.Context(group) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if isinstance(command, click.Group):
                names += [f"{name} {below}" for below in command.commands]
            else:
                names.append(name)
    return names


def test_the_table_speaks_of_every_command(run):
    assert sorted(COMMANDS) == sorted(every_command())


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_no_command_ends_in_a_traceback_on_an_empty_folder(run, name):
    result = run(*name.split(), *COMMANDS[name])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    if not name.startswith("db "):
        assert result.exit_code == 0 or refused_in_one_line(result)
    if name in {"serve", "worker", "user add", "key rotate", "bounce", "demo load"}:
        assert result.exit_code == 0, result.output


@pytest.mark.parametrize("name", [name for name in sorted(COMMANDS) if COMMANDS[name] != ["--help"]])
def test_every_command_names_a_setting_that_cannot_be_used_in_one_line(run, name):
    result = run(*name.split(), *COMMANDS[name], DIALOGWERK_MAIL_DELIVERY="smtpp")
    assert refused_in_one_line(result), result.output
    assert result.stderr.startswith("Error: DIALOGWERK_MAIL_DELIVERY must be one of: mailbox, smtp.")


def test_the_help_is_shown_whatever_is_set(run):
    result = run("--help", DIALOGWERK_ZONE="Mars")
    assert result.exit_code == 0
    assert "serve" in result.output
    assert "Traceback" not in result.output


def test_an_unknown_variable_is_warned_of_and_hinders_nothing(run):
    result = run("user", "add", *COMMANDS["user add"], DIALOGWERK_MAILDELIVERY="smtp")
    assert result.exit_code == 0
    assert "Warning: DIALOGWERK_MAILDELIVERY is no setting" in result.stderr
    assert "meant is DIALOGWERK_MAIL_DELIVERY?" in result.stderr


def test_the_worker_beside_the_server_does_not_repeat_what_the_server_warned_of(run):
    for beside, many in ((), 1), (("--beside", "1"), 0):
        result = run("worker", *beside, DIALOGWERK_FOO="x")
        assert (result.exit_code, result.stdout) == (0, "works\n")
        assert result.stderr.count("Warning: ") == many


def test_the_help_shows_what_is_ours_and_nothing_of_flask(run):
    for words in ((), *((name,) for name in ("user", "demo", "key", "serve", "worker", "backup"))):
        said = run(*words, "--help").output
        assert said.startswith("Usage: ")
        assert [
            option for option in ("--app", "--env-file", "--debug", "dotenv", "FLASK", "Flask") if option in said
        ] == []
    for option in ("--app=x", "--env-file=x", "--debug"):
        assert run(option, "troubles").exit_code != 0


@pytest.mark.parametrize(
    "given",
    [
        ["--port", "0"],
        ["--port", "70000"],
        ["--port", "http"],
        ["--workers", "0"],
        ["--workers", "65"],
        ["--host", "nowhere.invalid"],
        ["--host", "192.0.2.1"],
    ],
)
def test_what_cannot_be_served_is_refused(run, given):
    result = run("serve", "--no-demo", *given)
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    assert "serves" not in result.output
    assert len([line for line in result.stderr.splitlines() if line.startswith("Error: ")]) == 1


def test_the_number_of_workers_is_taken_from_the_environment_unless_said(run, monkeypatch):
    asked = []
    monkeypatch.setattr(serving, "become_server", lambda *given: asked.append(given[2]))
    run("serve", "--no-demo")
    run("serve", "--no-demo", DIALOGWERK_WORKERS="5")
    run("serve", "--no-demo", "--workers", "3", DIALOGWERK_WORKERS="5")
    assert asked == [2, 5, 3]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--password": "short"}, "Error: The password is too short: choose one of at least 12 characters.\n"),
        ({"--password": "\udcff" * 20}, "Error: What was given is no text.\n"),
        ({"--name": ""}, "Error: The name is missing or too long, or not plain text in one line.\n"),
        ({"--name": "x" * 121}, "Error: The name is missing or too long, or not plain text in one line.\n"),
        ({"--name": "\udcff"}, "Error: The name is missing or too long, or not plain text in one line.\n"),
        ({"email": "kim"}, "Error: An email address must have an @-sign.\n"),
    ],
)
def test_an_account_that_cannot_be_is_refused_in_a_sentence(run, changed, said):
    given = {"email": "kim@example.org", "--name": "Kim", "--password": "a long enough password"} | changed
    result = run("user", "add", given.pop("email"), *(part for option in given.items() for part in option))
    assert (result.exit_code, result.stderr) == (1, said)


def test_a_second_account_with_one_address_is_refused_without_naming_it(run):
    assert run("user", "add", *COMMANDS["user add"]).exit_code == 0
    result = run("user", "add", *COMMANDS["user add"])
    assert refused_in_one_line(result)
    assert "kim@example.org" not in result.output
    assert result.stderr == "Error: There is an account with this email address already.\n"


@pytest.mark.parametrize("name", ["serve", "worker", "user add", "key rotate", "demo load", "bounce"])
def test_another_secret_is_refused_in_one_line(run, name):
    assert run("serve", "--no-demo").exit_code == 0
    result = run(*name.split(), *COMMANDS[name], DIALOGWERK_SECRET_KEY="another secret than the one before")
    assert refused_in_one_line(result)
    assert "secret" in result.stderr
    assert run(*name.split(), *COMMANDS[name]).exit_code == 0


def test_a_lost_secret_is_given_up_by_a_word(run, tmp_path):
    assert run("key", "rotate").exit_code == 0
    (tmp_path / "data" / "secret_key").unlink()
    assert refused_in_one_line(run("serve", "--no-demo"))
    result = run("key", "rotate", "--lost-secret")
    assert (result.exit_code, "key 2" in result.output) == (0, True)
    assert run("serve", "--no-demo").exit_code == 0


def test_a_database_of_a_newer_version_is_refused(run, tmp_path):
    assert run("serve", "--no-demo").exit_code == 0
    with closing(sqlite3.connect(tmp_path / "data" / "dialogwerk.sqlite3")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from the future'")
    assert refused_in_one_line(run("serve", "--no-demo"))


def test_a_file_that_is_no_database_is_refused(run, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dialogwerk.sqlite3").write_bytes(b"no database at all" * 1000)
    for name in ("serve", "user add", "backup"):
        assert refused_in_one_line(run(*name.split(), *COMMANDS[name]))


@pytest.mark.parametrize("name", ["serve", "worker", "user add", "key rotate", "demo load", "bounce"])
def test_a_server_that_cannot_be_reached_is_said_in_one_line(run, name):
    result = run(*name.split(), *COMMANDS[name], DATABASE_URL="postgresql://kim:geheim@127.0.0.1:1/nothing")
    assert refused_in_one_line(result)
    assert "geheim" not in result.output


def test_only_the_owner_reads_what_lies_in_the_folder_also_what_was_open_before(run, tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "files").mkdir(mode=0o755)
    (data / "throttle.sqlite3").write_bytes(b"")
    (data / "throttle.sqlite3").chmod(0o644)
    assert run("demo", "load").exit_code == 0
    (data / "dialogwerk.sqlite3").chmod(0o644)
    assert run("serve", "--no-demo").exit_code == 0
    open_ones = {path.name for path in data.iterdir() if path.stat().st_mode & 0o077}
    assert open_ones <= {"jobs.sqlite3-journal"}


# The interpreter's SQLite as it is on a Debian 12 without the wheel.
OLD_SQLITE = """
import sqlite3, sys
sys.modules["pysqlite3"] = None
sqlite3.sqlite_version_info = (3, 40, 1)
"""


def test_without_a_fixed_sqlite_nobody_writes_beside_the_server(run, tmp_path, monkeypatch):
    monkeypatch.setattr(database, "SAFE_SQLITE", (99, 0, 0))
    result = run("serve", "--no-demo")
    assert "one process does all the work" in result.output
    assert refused_in_one_line(run("worker"))
    other = tmp_path / "other"
    other.write_text(
        "import fcntl, os, sys\nfd = os.open(sys.argv[1], os.O_RDWR)\nfcntl.flock(fd, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\nsys.stdin.read()\n"
    )
    for descriptor in presence._held.values():
        os.close(descriptor)
    presence._held.clear()
    lock = str(tmp_path / "data" / "dialogwerk.sqlite3-writer")
    held = subprocess.Popen([sys.executable, str(other), lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert held.stdout.readline() == b"held\n"
    for name in ("serve", "user add", "key rotate", "bounce", "demo load"):
        result = run(*name.split(), *COMMANDS[name])
        assert refused_in_one_line(result)
        assert "stop the server first" in result.stderr
    held.communicate()
    assert run("user", "add", *COMMANDS["user add"]).exit_code == 0


def test_the_configuration_of_the_server_is_one_process_then(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(OLD_SQLITE)
    said = "import json, runpy; c = runpy.run_path('webapp/cli/gunicorn_conf.py'); print(json.dumps(c['workers']))"
    found = {}
    for path in ("", str(tmp_path)):
        environ = {**os.environ, "DIALOGWERK_DATA_DIR": str(tmp_path), "DIALOGWERK_WORKERS": "4", "PYTHONPATH": path}
        done = subprocess.run([sys.executable, "-c", said], cwd=ROOT, env=environ, capture_output=True, check=True)
        found[bool(path)] = json.loads(done.stdout)
    assert found == {False: 4, True: 1}
