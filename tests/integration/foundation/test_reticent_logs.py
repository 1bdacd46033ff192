"""Whatever fails, no name and no address reaches a log: canaries through every failure, all lines looked through."""

import io
import logging
import sys
import threading
import warnings
from contextlib import suppress

import pytest
from sqlalchemy import text

from tests.disks import full_disk
from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.integration.mail.test_smtp import Postbox, listening
from webapp.accounts.types import Role
from webapp.documents import services as documents
from webapp.documents.types import PaperKind
from webapp.foundation import clock, jobs, logs
from webapp.foundation.database import db, session
from webapp.mail.outbox import tasks

pytestmark = pytest.mark.usefixtures("now")
NAME, ADDRESS, PATH = "Canarina Vogelsang", "canarina@example.org", "/registrations/CanarySecretLink"
CANARIES = ("Canari", "Vogelsang", "canari", "example.org", "CanarySecret")
SENT = {"name": NAME, "email": ADDRESS, "consent": "y", "privacy_version": "none", "once_key": "k"}


@pytest.fixture
def written(monkeypatch):
    """All that this process writes to its log, and to the one of gunicorn, from here on; DEBUG and up."""
    out = io.StringIO()
    root = logging.getLogger()
    before = list(root.handlers), root.level, logging.raiseExceptions
    for hook in ("excepthook", "unraisablehook"):
        monkeypatch.setattr(sys, hook, getattr(sys, hook))
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", out)
        logs.set_up("debug")
        yield out
    root.handlers[:], logging.raiseExceptions = before[0], before[2]
    root.setLevel(before[1])


@pytest.fixture
def nothing_told(written):
    """To be called after a failure: it left a line, and no canary."""

    def check(*words):
        said = written.getvalue()
        assert said.strip()
        assert [canary for canary in CANARIES if canary in said] == []
        assert [word for word in words if word not in said] == []
        written.seek(0)
        written.truncate()
        return said

    return check


def thrown(problem):
    """The exception as it is once it was raised."""

    def throw():
        raise problem

    with suppress(type(problem)):
        throw()
    return problem


def row_that_is_refused(connection, kind):
    values = {"n": NAME, "e": ADDRESS}
    statements = {
        "unique": "INSERT INTO user_account (email, email_normal, name, password, session_mark, created_at, is_active) "
        "SELECT :e, email_normal, :n, password, session_mark, created_at, is_active FROM user_account",
        "null": "UPDATE user_account SET email = NULL WHERE email = :e OR name <> :n",
        "syntax": "SELECT :n, :e FROM nowhere_at_all",
    }
    connection.execute(text(statements[kind]), values)


@pytest.mark.both
@pytest.mark.parametrize("kind", ["unique", "null", "syntax"])
def test_what_a_database_refuses_is_not_named(app, client, work, nothing_told, kind):
    with work():
        make_user(Role.ADMIN, email=ADDRESS, name=NAME)

    def broken():
        row_that_is_refused(session(), kind)

    app.view_functions["public.sign_in.sign_out"] = broken
    broken.access_policy = app.view_functions["public.pages.livez"].access_policy
    assert client.post("/sign-out").status_code in {500, 503}
    assert "Error" in nothing_told()


def test_an_error_in_a_page_has_its_way_through_the_code_and_no_value(app, client, nothing_told):
    def broken():
        try:
            int(NAME)
        except ValueError as problem:
            raise KeyError(ADDRESS) from problem

    app.view_functions["public.events.start"] = broken
    broken.access_policy = app.view_functions["public.pages.livez"].access_policy
    assert client.get("/").status_code == 500
    nothing_told(
        "builtins.ValueError", "builtins.KeyError", "test_reticent_logs.py", "in broken", "public.events.start"
    )


def test_a_full_disk_names_nobody(client, work, nothing_told):
    with work():
        make_user(Role.ADMIN, email=ADDRESS, name=NAME)
        slug = make_event().slug
    with full_disk():
        assert client.post(f"/events/{slug}/register", data=SENT).status_code == 503
        assert client.post("/sign-in", data={"email": ADDRESS, "password": NAME}).status_code == 503
    nothing_told("storage failed")


@pytest.mark.parametrize(
    "says",
    [
        {"MAIL": [f"550 <{ADDRESS}> {NAME}"]},
        {"RCPT": [f"550 <{ADDRESS}> {NAME} is unknown"]},
        {"RCPT": [f"450 <{ADDRESS}> {NAME} later"]},
        {"DATA": [f"554 spam for {ADDRESS} {NAME}"]},
        {"DATA": ["hang up"]},
    ],
    ids=["sender", "recipient", "greylisted", "data", "hung up"],
)
def test_what_a_mail_server_says_of_somebody_stays_out(app, work, written, nothing_told, says):
    with work():
        make_registration(make_event(), NAME, email=ADDRESS, confirmed=False)
    with listening(Postbox(**says)) as port, app.app_context():
        settings = app.config["SETTINGS"]
        object.__setattr__(settings, "mail_delivery", "smtp")
        object.__setattr__(settings, "smtp_url", f"smtp://127.0.0.1:{port}")
        tasks.deliver_all(settings)
    logging.getLogger("webapp").warning("one line at least")
    nothing_told()


def test_a_job_that_raises_names_nobody(app, nothing_told):
    queue = jobs.queue(app)

    def fails():
        raise ValueError(f"{NAME} <{ADDRESS}>")

    task = queue.task(name="fails")(fails)
    task(NAME)
    queue.execute(queue.dequeue())
    nothing_told("Unhandled exception in task", "TypeError")
    task()
    queue.execute(queue.dequeue())
    nothing_told("Unhandled exception in task", "builtins.ValueError", "in fails")


def test_a_paper_that_cannot_be_made_names_nobody(app, work, nothing_told, monkeypatch):
    with work():
        event_ = make_event()
        make_registration(event_, NAME, email=ADDRESS)
        asked = {"event": event_, "kind": PaperKind.BADGES, "label": "", "asked": {}, "language": "de"}
        documents.order_paper(**asked, now=clock.now())

    def fails(*_, **__):
        raise RuntimeError(f"no glyph for {NAME}")

    monkeypatch.setattr(documents.print_documents, "paper", fails)
    monkeypatch.setattr(documents.print_documents, "drawn", fails)
    queue = jobs.queue(app)
    while queue.pending_count():
        queue.dequeue()
    with app.app_context():
        jobs._enqueue(app, "webapp.documents.tasks.make_papers")
    queue.execute(queue.dequeue())
    nothing_told("make a paper", "is passed over: RuntimeError")


def test_an_upload_that_cannot_be_read_names_nobody(client, work, nothing_told):
    with work():
        make_user(Role.ADMIN, email="admin@example.org")
        slug = make_event().slug
    sign_in(client, "admin@example.org")
    file = (io.BytesIO(b"PK\x03\x04" + NAME.encode() + ADDRESS.encode()), f"{NAME}.xlsx")
    for address in (f"/events/{slug}/register", "/manage/dates/import", f"/manage/events/{slug}/invitations"):
        client.post(address, data={**SENT, "file": file}, content_type="multipart/form-data")
        file = (io.BytesIO(b"PK\x03\x04" + NAME.encode()), f"{NAME}.xlsx")
    logging.getLogger("webapp").warning("one line at least")
    nothing_told()


def test_what_happens_after_the_commit_is_logged_and_takes_no_promise_back(app, client, work, nothing_told):
    def broken():
        raise ValueError(f"{NAME} {ADDRESS}")

    def page():
        from webapp.foundation.transaction import after_commit

        after_commit(broken)
        return "done"

    app.view_functions["public.events.start"] = page
    page.access_policy = app.view_functions["public.pages.livez"].access_policy
    assert client.get("/").text == "done"
    nothing_told("after the commit", "builtins.ValueError")


def test_what_kills_a_program_or_a_thread_names_nobody(written, nothing_told):
    problem = thrown(ValueError(f"{NAME} {ADDRESS}"))
    sys.excepthook(type(problem), problem, problem.__traceback__)
    nothing_told("the program ended by an error", "builtins.ValueError", "in throw")

    def dies():
        raise RuntimeError(f"{NAME} {ADDRESS}")

    thread = threading.Thread(target=dies)
    thread.start()
    thread.join()
    nothing_told("a thread ended by an error", "builtins.RuntimeError", "in dies")
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    warnings.showwarning(f"{NAME} {ADDRESS}", UserWarning, "there.py", 7)
    assert "UserWarning at there.py:7" in nothing_told()


@pytest.mark.parametrize(
    ("message", "given"),
    [
        ("Error handling request %s", (PATH,)),
        ("Error handling request %s %s", ("GET", PATH)),
        (f"Invalid request from ip=192.0.2.7: Invalid HTTP request line: 'GET {PATH}'", ()),
        ("Ignored %(what)s", ({"what": NAME},)),
        (ValueError(NAME), ()),
        ("%s failed: %r", (ADDRESS, ValueError(NAME))),
        (f"mail to {ADDRESS}", ()),
        ("plain", ()),
    ],
)
def test_what_libraries_say_is_cut_down_to_their_own_words(nothing_told, message, given):
    problem = thrown(OSError(28, NAME, PATH))
    logging.getLogger("gunicorn.error").error(message, *given, exc_info=problem)
    said = nothing_told("builtins.OSError (28)")
    assert "192.0.2.7" not in said


def test_numbers_of_libraries_are_kept_and_repetitions_are_not(written):
    for _ in range(5):
        logging.getLogger("huey.consumer").error("Worker %d has failed %s times", 7, 3)
        logging.getLogger("webapp.mail").error("said by us")
    said = written.getvalue()
    assert said.count("Worker 7 has failed 3 times") == 1
    assert said.count("said by us") == 5


def test_control_an_ordinary_log_would_have_named_them():
    formatter = logging.Formatter()
    problem = thrown(ValueError(NAME))
    way = (ValueError, problem, problem.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "", 1, "to %s", (ADDRESS,), way)
    assert NAME in formatter.format(record)
    assert ADDRESS in formatter.format(record)
    assert not any(canary in logs.Reticent().format(record) for canary in CANARIES)


def test_a_database_that_speaks_of_its_parameters_is_hushed(app):
    with app.app_context():
        assert db.engine.hide_parameters
