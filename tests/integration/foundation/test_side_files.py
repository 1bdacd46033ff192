"""Small files beside the data may be lost at any time: whoever meets a damaged one goes on with a new one."""

import logging
import random
import sqlite3
import threading
from contextlib import closing

import pytest
from limits import parse

from tests.conftest import settings_for
from tests.disks import full_disk
from tests.factories.accounts import make_user, sign_in
from tests.waiting import LONG_SECONDS, until
from webapp.accounts.types import Role
from webapp.factory import create_app
from webapp.foundation import jobs
from webapp.foundation.errors import ThrottledError
from webapp.foundation.http import throttle
from webapp.foundation.working import consumer

THREE = parse("3 per hour")
WRONG = {"email": "admin@example.org", "password": "a wrong one"}


def dice(seed):
    return random.Random(seed)  # noqa: S311 - nothing is kept secret by it


def overwrite(path, at, size, seed):
    """What `dd conv=notrunc` does: the same file with other bytes in it."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(dice(seed).randbytes(size))


def overwrite_something(path, seed):
    """Up to 64 bytes where something is written."""
    thrown = dice(seed)
    used = [place for place, byte in enumerate(path.read_bytes()) if byte]
    overwrite(path, thrown.choice(used), thrown.randrange(1, 64), seed)


def with_other_columns(path):
    names = ("counter",) if path.name == "throttle.sqlite3" else ("task", "schedule")
    beside = path.with_name("other")
    with closing(sqlite3.connect(beside)) as other:
        other.executescript("".join(f"CREATE TABLE {name} (x);" for name in names))
    beside.replace(path)  # in one step, or the worker would make a file of its own in between


def with_a_journal_of_rubbish(path):
    overwrite(path, 0, 20_000, 1)
    path.with_name(f"{path.name}-journal").write_bytes(
        bytes.fromhex("d9d505f920a163d7") + b"\0\0\0\1" + dice(2).randbytes(20_000)
    )


def with_a_folder_instead(path):
    path.unlink()
    path.mkdir()
    (path / "something").write_text("of somebody")


DAMAGES = {
    "overwritten": lambda path: overwrite(path, 0, 20_000, 0),
    "header gone": lambda path: overwrite(path, 0, 100, 0),
    "without its first page": lambda path: overwrite(path, 100, 3_996, 0),
    "head kept": lambda path: overwrite(path, 4_096, 30_000, 0),
    "emptied": lambda path: path.write_bytes(b""),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:5_000]),
    "a text": lambda path: path.write_text("not a database\n" * 400),
    "deleted": lambda path: path.unlink(),
    "other columns": with_other_columns,
    "a journal of rubbish": with_a_journal_of_rubbish,
    "a folder instead": with_a_folder_instead,
}


@pytest.fixture(params=DAMAGES)
def damage(request):
    return DAMAGES[request.param]


@pytest.fixture
def throttle_file(app):
    return app.config["SETTINGS"].data_dir / "throttle.sqlite3"


@pytest.fixture
def queue_file(app):
    return app.config["SETTINGS"].data_dir / "jobs.sqlite3"


@pytest.fixture
def known(monkeypatch):
    """One job of the test's own; tells how often it ran."""
    ran = threading.Event()
    monkeypatch.setattr(jobs, "_jobs", {"mail": jobs.Job("mail", ran.set)})
    return ran


@pytest.fixture
def staff(work):
    with work():
        make_user(Role.ADMIN, email="admin@example.org")


def fails(app, times=1):
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.1"}):
        for _ in range(times):
            throttle.count_failure("ticket", THREE)


def is_refused(app):
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.1"}):
        try:
            throttle.refuse_guessers("ticket", THREE)
        except ThrottledError:
            return True
        return False


@pytest.mark.usefixtures("staff")
def test_signing_in_goes_on_when_the_counters_are_damaged_while_the_server_runs(client, throttle_file, damage):
    assert client.post("/sign-in", data=WRONG).status_code < 500
    damage(throttle_file)
    assert client.post("/sign-in", data=WRONG).status_code < 500
    sign_in(client, "admin@example.org")
    assert client.get("/manage").status_code == 200


@pytest.mark.usefixtures("same_minute")
def test_counters_count_again_for_all_processes_after_the_damage(app, throttle_file, damage):
    other = create_app(app.config["SETTINGS"])
    fails(app)
    fails(other)
    damage(throttle_file)
    fails(app)
    fails(other)
    fails(app)
    assert (is_refused(app), is_refused(other)) == (True, True)


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("seed", range(25))
def test_no_byte_of_the_counters_makes_a_sign_in_fail_or_shuts_anybody_out(app, client, throttle_file, seed):
    client.post("/sign-in", data=WRONG)
    fails(app, 2)
    overwrite_something(throttle_file, seed)
    client = create_app(app.config["SETTINGS"]).test_client()
    assert client.post("/sign-in", data=WRONG).status_code < 500
    answer = client.post("/sign-in", data=WRONG)
    assert answer.status_code < 500
    assert int(answer.headers.get("Retry-After", 0)) <= 3600


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("odd", ["NULL", "'x'", "x'ff'", "CAST(x'ff' AS TEXT)", "1e300", "9e999", "-9e999"])
@pytest.mark.parametrize("column", ["hits", "expires"])
def test_a_counter_that_nobody_wrote_shuts_nobody_out(app, client, throttle_file, column, odd):
    client.post("/sign-in", data=WRONG)
    with closing(sqlite3.connect(throttle_file)) as other, other:
        other.execute(f"UPDATE counter SET {column} = {odd}")
    assert client.post("/sign-in", data=WRONG).status_code < 500
    sign_in(client, "admin@example.org")
    assert client.get("/manage").status_code == 200


def test_a_wake_up_comes_through_when_the_queue_is_damaged_while_the_worker_runs(app, known, queue_file, damage):
    worker = consumer(app)
    for _, thread in worker.worker_threads:
        thread.start()
    try:
        jobs._enqueue(app, "mail")
        assert known.wait(LONG_SECONDS)
        known.clear()
        damage(queue_file)
        web = create_app(app.config["SETTINGS"])
        jobs._enqueue(web, "mail")
        assert known.wait(LONG_SECONDS)
    finally:
        worker.stop_flag.set()
        for _, thread in worker.worker_threads:
            thread.join(LONG_SECONDS)


def test_the_clock_goes_on_when_the_queue_is_damaged_and_nobody_wakes(app, known, queue_file, damage):
    worker = consumer(app)
    jobs._enqueue(app, "mail")
    damage(queue_file)
    worker.huey.enqueue(jobs._tasks(app)["mail"].s())
    worker.worker_threads[0][0].loop()
    assert known.is_set()


def test_a_worker_starts_on_a_damaged_queue_and_finds_what_is_due(app, known, queue_file, damage, monkeypatch):
    jobs.queue(app).pending()
    damage(queue_file)
    again = create_app(app.config["SETTINGS"])
    monkeypatch.setattr(jobs, "_jobs", {"mail": jobs.Job("mail", known.set, 1)})
    worker = consumer(again)
    jobs.look_at_once(again)
    worker.worker_threads[0][0].loop()
    assert known.is_set()


@pytest.mark.parametrize("seed", range(25))
def test_no_byte_of_the_queue_keeps_a_wake_up_from_its_worker(app, known, queue_file, seed):
    for _ in range(3):
        jobs.queue(app).enqueue(jobs._tasks(app)["mail"].s())
    overwrite_something(queue_file, seed)
    again = create_app(app.config["SETTINGS"])
    jobs._enqueue(again, "mail")
    worker = consumer(again)
    until(known.is_set, "the job", between=worker.worker_threads[0][0].loop)


def test_rows_that_cannot_be_read_do_not_keep_wake_ups_out(app, known):
    queue = jobs.queue(app)
    queue.storage.enqueue(b"no task")
    jobs._enqueue(app, "mail")
    worker = consumer(app)
    until(known.is_set, "the job", between=worker.worker_threads[0][0].loop)


def test_a_line_in_the_log_names_the_file_and_the_fault(app, queue_file, throttle_file, known, caplog):
    fails(app)
    jobs._enqueue(app, "mail")
    for file in (queue_file, throttle_file):
        overwrite(file, 0, 20_000, 0)
    with caplog.at_level(logging.WARNING):
        fails(app)
        jobs.queue(app).pending()
    assert [record.getMessage() for record in caplog.records] == [
        "throttle.sqlite3 was damaged (SQLITE_NOTADB) and is made anew",
        "jobs.sqlite3 was damaged (SQLITE_NOTADB) and is made anew",
    ]


OTHERS = {
    "one table": "CREATE TABLE guest (name TEXT)",
    "beside one of our names": "CREATE TABLE counter (x); CREATE TABLE guest (name TEXT)",
    "in another way to write": "PRAGMA journal_mode=WAL; CREATE TABLE guest (name TEXT); CREATE TABLE task (x)",
    "a view": "CREATE VIEW guest AS SELECT 1 AS name",
}


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("script", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("was_open", [True, False])
@pytest.mark.parametrize("name", ["jobs.sqlite3", "throttle.sqlite3"])
def test_data_of_others_are_never_replaced_and_readyz_says_so(app, client, known, name, script, was_open):
    file = app.config["SETTINGS"].data_dir / name
    if was_open:
        client.post("/sign-in", data=WRONG)
        jobs._enqueue(app, "mail")
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as other:
        other.executescript(script)
    before = file.read_bytes()
    for _ in range(2):
        assert client.post("/sign-in", data=WRONG).status_code == (503 if name == "throttle.sqlite3" else 422)
        jobs._enqueue(app, "mail")
    assert file.read_bytes() == before
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, f"{name} holds other data than ours and is left as it is\n")
    file.unlink()
    assert client.post("/sign-in", data=WRONG).status_code == 422
    assert client.get("/readyz").status_code == 200


def test_a_foreign_table_in_a_file_of_ours_keeps_it(app, throttle_file):
    fails(app)
    with closing(sqlite3.connect(throttle_file)) as other:
        other.executescript("CREATE TABLE guest (name TEXT); DROP TABLE counter; CREATE TABLE counter (x)")
    with pytest.raises(sqlite3.OperationalError, match="holds other data"):
        fails(app)
    with closing(sqlite3.connect(throttle_file)) as other:
        assert other.execute("SELECT count(*) FROM guest").fetchone() == (0,)


def test_what_is_only_taken_or_full_is_kept(app, throttle_file):
    fails(app)
    before = throttle_file.stat().st_ino
    with closing(sqlite3.connect(throttle_file)) as taken:
        taken.isolation_level = None
        taken.execute("BEGIN EXCLUSIVE")
        other = create_app(app.config["SETTINGS"])
        other.extensions["throttle"].storage._file._patience = 0
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            fails(other)
    with full_disk(), pytest.raises(sqlite3.OperationalError):
        fails(app)
    assert throttle_file.stat().st_ino == before


def test_many_who_meet_the_damage_at_once_make_one_new_file(app, tmp_path, throttle_file):
    apps = [create_app(settings_for(tmp_path, app.config["SETTINGS"].database_url)) for _ in range(6)]
    for each in apps:
        fails(each)
    for seed in range(5):
        overwrite(throttle_file, 0, 20_000, seed)
        start = threading.Barrier(len(apps))

        def go(each, start=start):
            start.wait()
            each.extensions["throttle"].storage.incr("key", 3600)

        threads = [threading.Thread(target=go, args=(each,)) for each in apps]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert app.extensions["throttle"].storage.get("key") == len(apps)


@pytest.mark.usefixtures("staff")
def test_while_none_can_be_made_forms_are_given_back_and_then_all_is_well(
    app, client, throttle_file, queue_file, known
):
    folder, aside = throttle_file.parent, throttle_file.parent.with_name(f"{throttle_file.parent.name} aside")
    fails(app)
    folder.rename(aside)
    try:
        for _ in range(2):
            assert client.post("/sign-in", data=WRONG).status_code == 503
            with pytest.raises(sqlite3.OperationalError):
                fails(app)
            with pytest.raises(sqlite3.OperationalError):
                jobs.queue(app).pending()
    finally:
        aside.rename(folder)
    assert client.post("/sign-in", data=WRONG).status_code == 422
    jobs._enqueue(app, "mail")
    assert queue_file.exists()
