"""`/readyz` waits for nobody who holds the database: it says so after a moment, and other connections go on as ever."""

from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine, text

from webapp.foundation import database, installation, write_gate
from webapp.foundation.database import db, session
from webapp.foundation.http import readiness

LOCKED = "the database is locked: somebody else has held it for more than 2 seconds"

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]


@pytest.fixture
def somebody_else(database_url):
    """A connection of another program that holds what a probe has to write."""
    url = database.normalised_url(database_url)
    engine = create_engine(url, isolation_level="AUTOCOMMIT", **database.engine_options(url))
    with engine.connect() as other:
        is_sqlite = engine.dialect.name == "sqlite"
        other.execute(text("BEGIN IMMEDIATE" if is_sqlite else "BEGIN"))
        if not is_sqlite:
            other.execute(text("LOCK TABLE installation IN EXCLUSIVE MODE"))
        yield other
        other.execute(text("ROLLBACK"))
    engine.dispose()


def of_the_connection():
    """How long the connection of the session waits for others."""
    if session().get_bind().dialect.name == "sqlite":
        return session().execute(text("PRAGMA busy_timeout")).scalar()
    return tuple(session().execute(text(f"SHOW {name}")).scalar() for name in ("lock_timeout", "statement_timeout"))


def test_it_answers_while_somebody_else_holds_the_database(client, somebody_else, monkeypatch):
    monkeypatch.setattr(readiness, "PATIENCE_SECONDS", 0.05)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text.strip()) == (503, LOCKED.replace("2 seconds", "0.05 seconds"))
    somebody_else.execute(text("ROLLBACK"))
    somebody_else.execute(text("BEGIN"))
    assert client.get("/readyz").status_code == 200


def test_the_probe_alone_is_in_a_hurry(app, client, work, monkeypatch):
    seen = []
    write = installation.write_mark
    monkeypatch.setattr(installation, "write_mark", lambda **at: (seen.append(of_the_connection()), write(**at)))
    assert client.get("/readyz").status_code == 200
    with app.app_context():
        is_sqlite = db.engine.dialect.name == "sqlite"
    assert seen == [2_000 if is_sqlite else ("2s", "2s")]
    for _ in range(3):
        with work():
            assert of_the_connection() == (15_000 if is_sqlite else ("0", "0"))


def test_a_lock_that_goes_by_is_waited_for(app, client, somebody_else, monkeypatch):
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            # PostgreSQL wakes whoever waits by itself; that it waits at all is what `lock_timeout` says.
            somebody_else.execute(text("ROLLBACK"))
            somebody_else.execute(text("BEGIN"))
    knocks = []

    def sleep(_):
        knocks.append(1)
        if len(knocks) == 3:
            somebody_else.execute(text("ROLLBACK"))
            somebody_else.execute(text("BEGIN"))

    monkeypatch.setattr(write_gate, "time", SimpleNamespace(monotonic=lambda: 0, sleep=sleep))
    assert client.get("/readyz").status_code == 200
