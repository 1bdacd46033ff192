"""`dialogwerk backup`: a whole copy or none, and never in place of something that is needed."""

import os
import sqlite3
import stat
from contextlib import closing

import pytest

from tests.integration.cli.conftest import refused_in_one_line
from webapp.cli import backing_up
from webapp.foundation import data_folder


def test_a_backup_can_be_made_again_and_again_and_holds_what_the_database_holds(run, tmp_path):
    target = tmp_path / "copies.sqlite3"
    for number in range(3):
        run("user", "add", f"kim{number}@example.org", "--name", "Kim", "--password", "a long enough password")
        result = run("backup", str(target))
        assert result.exit_code == 0, result.output
        with closing(sqlite3.connect(target)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("SELECT count(*) FROM user_account").fetchone() == (number + 1,)
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copies.sqlite3", "data"]
    assert run("backup").exit_code == 0
    assert stat.S_IMODE((tmp_path / "data" / "backup.sqlite3").stat().st_mode) == 0o600


def test_a_backup_that_cannot_be_written_leaves_the_one_before(run, tmp_path, monkeypatch):
    target = tmp_path / "copy.sqlite3"
    assert run("demo", "load").exit_code == 0
    assert run("backup", str(target)).exit_code == 0
    before = target.read_bytes()

    def fails(*_):
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(backing_up, "_copy", fails)
    assert refused_in_one_line(run("backup", str(target)))
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.sqlite3", "data"]


def test_a_backup_never_replaces_the_database_and_names_a_folder_that_is_not_there(run, tmp_path):
    assert run("serve", "--no-demo").exit_code == 0
    for target in (tmp_path / "data" / "dialogwerk.sqlite3", tmp_path / "nowhere" / "copy.sqlite3"):
        assert refused_in_one_line(run("backup", str(target)))


def test_a_backup_that_cannot_be_written_names_the_target_and_the_reason(run, tmp_path, monkeypatch):
    assert run("serve", "--no-demo").exit_code == 0
    (tmp_path / "file").write_text("x")
    for target, why in (
        ("nowhere/copy", "No such file or directory"),
        ("file/copy", "Not a directory"),
        ("x" * 250, "File name too long"),
    ):
        result = run("backup", str(tmp_path / target))
        assert result.stderr == f"Error: The copy can't be written ({why}): {tmp_path / target}\n"
    monkeypatch.setattr(backing_up, "sqlite_module", lambda: _full(sqlite3))
    result = run("backup", str(tmp_path / "copy"))
    assert result.stderr == f"Error: The copy can't be written (database or disk is full): {tmp_path / 'copy'}\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "file"]


def _full(module):
    class Full:
        Error = module.Error

        @staticmethod
        def connect(*_, **__):
            raise module.OperationalError("database or disk is full")

    return Full


def test_a_backup_replaces_files_only(run, tmp_path, monkeypatch):
    assert run("serve", "--no-demo").exit_code == 0
    line = tmp_path / "line"
    os.mkfifo(line)
    monkeypatch.chdir(tmp_path)
    for target in (str(line), "", "."):
        assert refused_in_one_line(run("backup", target)) or target == "."
    assert stat.S_ISFIFO(line.stat().st_mode)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "line"]


@pytest.mark.parametrize("name", [*data_folder.FILES, *(f"{folder}/copy" for folder in data_folder.FOLDERS)])
def test_a_backup_replaces_nothing_that_is_kept_in_the_data_folder(run, tmp_path, name):
    assert run("db", "upgrade").exit_code == 0
    own = tmp_path / "data" / name
    own.parent.mkdir(exist_ok=True)
    own.write_text("what lies there")
    (tmp_path / "link").symlink_to(own)
    for target in (own, tmp_path / "link"):
        result = run("backup", str(target), DIALOGWERK_SECRET_KEY="a secret that is set elsewhere")
        assert refused_in_one_line(result), result.output
        assert name.partition("/")[0] in result.stderr
    assert own.read_text() == "what lies there"


def test_backups_of_several_days_may_lie_in_the_data_folder(run, tmp_path):
    assert run("db", "upgrade").exit_code == 0
    for name in ("backup.sqlite3", "backup.sqlite3-2026-11-30"):
        assert run("backup", str(tmp_path / "data" / name)).exit_code == 0


@pytest.mark.parametrize("end", data_folder.BESIDE_DATABASE)
@pytest.mark.parametrize("folder", ["data", "elsewhere"])
def test_a_backup_replaces_nothing_that_lies_beside_the_database(run, tmp_path, end, folder):
    (tmp_path / folder).mkdir(exist_ok=True)
    database = tmp_path / folder / "events.sqlite3"
    environ = {"DATABASE_URL": f"sqlite:///{database}"}
    assert run("db", "upgrade", **environ).exit_code == 0
    own = database.with_name(database.name + end)
    before = own.read_bytes() if own.exists() else None
    result = run("backup", str(own), **environ)
    assert refused_in_one_line(result), result.output
    assert (own.read_bytes() if own.exists() else None) == before


def test_postgresql_is_backed_up_by_its_own_program(run):
    result = run("backup", DATABASE_URL="postgresql://127.0.0.1:1/nothing")
    assert refused_in_one_line(result)
    assert "pg_dump" in result.stderr
