"""The disk is full, the database gone or read-only: 503 with what was typed, nothing half done, and well again."""

import io
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.engine import make_url

from tests.disks import full_disk
from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_event
from tests.html import parsed
from webapp.accounts.types import Role
from webapp.foundation import clock, files, presence
from webapp.foundation.database import db, session
from webapp.mail.models import OutboxMail
from webapp.registration.models import Registration

pytestmark = pytest.mark.usefixtures("now")
SENT = {
    "name": "Käthe <Canary>",
    "email": "canary@example.org",
    "consent": "y",
    "privacy_version": "none",
    "once_key": "k",
}
CANNOT_WRITE = "the database can't be read or written"


@pytest.fixture
def slug(work):
    with work():
        make_user(Role.ADMIN, email="admin@example.org")
        return make_event().slug


@pytest.fixture
def ready(client):
    """Status and words of /readyz."""

    def ask():
        clock.move_on(timedelta(seconds=1))  # SQLite writes nothing where nothing changes
        answer = client.get("/readyz")
        return answer.status_code, answer.text.strip()

    assert ask() == (200, "ok")
    return ask


@pytest.fixture
def read_only(app, database_url):
    """A block in which the database takes nothing."""

    def forbid(connection, *_):
        name = "query_only = ON" if "sqlite" in database_url else "default_transaction_read_only = on"
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA {name}" if "sqlite" in database_url else f"SET SESSION {name}")
        cursor.close()
        if "sqlite" not in database_url:
            connection.commit()

    class Block:
        def __enter__(self):
            with app.app_context():
                db.engine.dispose()
                event.listen(db.engine, "connect", forbid)

        def __exit__(self, *_):
            with app.app_context():
                event.remove(db.engine, "connect", forbid)
                db.engine.dispose()

    return Block()


def kept_in(answer):
    """Names and values of the form that an answer gives back."""
    (form,) = (form for form in parsed(answer).iter("form") if form.get("method") == "post")
    return form.get("action"), [(each.get("name"), each.get("value")) for each in form.iter("input")]


def register(client, slug):
    return client.post(f"/events/{slug}/register", data=SENT)


def counts(work):
    with work():
        return [session().scalar(select(func.count()).select_from(table)) for table in (Registration, OutboxMail)]


def test_a_registration_on_a_full_disk_is_given_back_and_counts_once_it_is_sent_again(client, work, slug):
    with full_disk():
        answer = register(client, slug)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    action, values = kept_in(answer)
    assert action == f"/events/{slug}/register"
    assert set(SENT.items()) <= set(values)
    assert "<Canary>" not in answer.text
    assert counts(work) == [0, 0]
    assert client.post(action, data=dict(values)).status_code == 303
    assert counts(work) == [1, 1]


def test_a_sign_in_on_a_full_disk_asks_for_the_password_again_and_for_nothing_else(client, slug):
    sent = {"email": "admin@example.org", "password": "a wrong and secret one", "next": "/manage"}
    with full_disk():
        answer = client.post("/sign-in", data=sent)
    assert answer.status_code == 503
    _, values = kept_in(answer)
    assert {("email", "admin@example.org"), ("next", "/manage"), ("password", None)} <= set(values)
    assert "a wrong and secret one" not in answer.text
    sign_in(client, "admin@example.org")
    assert client.get("/manage").status_code == 200


def test_a_file_on_a_full_disk_is_asked_for_again_and_leaves_no_half(app, client, work, slug):
    with app.test_request_context(), full_disk(), pytest.raises(OSError):
        files.store(b"x" * 100_000, name="plan.pdf", media_type="application/pdf", now=None)
    assert [path for path in Path(app.config["SETTINGS"].data_dir).glob("files/**/*") if path.is_file()] == []
    with full_disk():
        sent = {**SENT, "plan": (io.BytesIO(b"%PDF-%%EOF"), "plan.pdf")}
        answer = client.post(f"/events/{slug}/register", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 503
    _, values = kept_in(answer)
    assert ("plan", None) in values
    assert ("email", "canary@example.org") in values


def test_a_script_is_told_in_its_own_way(client, slug):
    with full_disk():
        answer = client.post(f"/events/{slug}/register", data=SENT, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]) == (503, "storage")


@pytest.mark.parametrize("role", [None, Role.ADMIN])
def test_no_route_says_500_on_a_full_disk_or_a_read_only_database(app, client, slug, read_only, role):
    if role:
        sign_in(client, "admin@example.org")
    adapter = app.url_map.bind("localhost")
    addresses = {
        adapter.build(rule.endpoint, {name: slug if name == "slug" else "1" for name in rule.arguments})
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and not {"int", "float"} & set(rule._converters)
    }
    assert len(addresses) > 40
    told = {}
    for block in (full_disk(), read_only):
        with block:
            for address in addresses:
                told[address] = client.post(address, data=SENT).status_code
        assert {address: code for address, code in told.items() if code >= 500 and code != 503} == {}
        if not role:
            assert told[f"/events/{slug}/register"] == 503


@pytest.mark.both
def test_a_database_that_only_reads_gives_the_form_back(client, work, slug, read_only):
    with read_only:
        answer = register(client, slug)
        assert client.get(f"/events/{slug}").status_code == 200
    assert answer.status_code == 503
    assert ("email", "canary@example.org") in kept_in(answer)[1]
    assert register(client, slug).status_code == 303


def test_it_is_not_ready_on_a_full_disk_and_ready_afterwards(ready):
    with full_disk():
        code, said = ready()
    assert code == 503
    assert CANNOT_WRITE in said
    assert "the data folder takes no file" in said
    assert ready() == (200, "ok")


@pytest.mark.both
def test_it_is_not_ready_while_the_database_only_reads(ready, read_only):
    with read_only:
        assert ready() == (503, CANNOT_WRITE)
    assert ready() == (200, "ok")


def test_a_database_that_is_gone_is_not_made_anew_and_takes_no_promise(app, client, work, slug, ready, database_url):
    file = Path(make_url(database_url).database)
    aside = file.with_name("aside")
    with app.app_context():
        db.engine.dispose()  # the last one to go brings what was written into the file itself
    file.rename(aside)
    assert ready() == (503, CANNOT_WRITE)
    assert register(client, slug).status_code == 503
    assert client.get("/manage").status_code in {302, 503}
    assert not file.exists()
    shutil.copy(aside, file)
    assert ready() == (200, "ok")
    assert register(client, slug).status_code == 303
    assert counts(work) == [1, 1]


def test_a_signed_in_reader_is_told_as_well_when_the_database_is_gone(client, slug, database_url):
    sign_in(client, "admin@example.org")
    file = Path(make_url(database_url).database)
    file.rename(file.with_name("aside"))
    assert client.get("/manage").status_code == 503


def test_it_is_not_ready_with_another_secret(app, ready, work):
    app.config["SECRET_KEY"] = "another secret than the one before"
    assert ready() == (503, "the secret is not the one with which the data was sealed")
    app.config["SECRET_KEY"] = "a secret that only tests know"
    assert ready() == (200, "ok")


def test_a_database_without_a_mark_is_known_by_the_keys_of_its_tickets(app, client, work, slug, ready):
    from webapp.tickets import keys

    with work():
        keys.current_key(now=clock.now())
        session().execute(text("DELETE FROM installation"))
    app.config["SECRET_KEY"] = "another secret than the one before"
    assert ready()[0] == 503
    with work():
        assert session().scalar(text("SELECT count(*) FROM installation")) == 0


def test_it_is_not_ready_without_the_worker_that_it_relies_on(app, ready, tmp_path, monkeypatch):
    monkeypatch.setattr(presence, "_expected_since", [])
    monkeypatch.setattr(presence, "_held", {})
    presence.expect_worker()
    assert ready() == (200, "ok")  # it is starting
    presence.hold_as_worker(tmp_path)
    assert ready() == (200, "ok")
    os.close(presence._held.pop(tmp_path / "worker.lock"))
    assert ready() == (503, "the mail worker is not running")
    presence.hold_as_worker(tmp_path)
    assert ready() == (200, "ok")
    os.close(presence._held.pop(tmp_path / "worker.lock"))
    monkeypatch.setattr(presence, "_expected_since", [presence.time.time() + timedelta(seconds=1).total_seconds()])
    assert ready() == (200, "ok")  # the one that ended belonged to a server before
    monkeypatch.setattr(presence, "_STARTS_WITHIN_SECONDS", -10)
    assert ready()[0] == 503
