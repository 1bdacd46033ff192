from datetime import datetime

import pytest
from sqlalchemy import text

from tests.factories.events import make_event
from webapp.foundation import database
from webapp.foundation.database import session


def test_sqlite_is_set_up_for_keeping_promises(real_storing, app):
    with app.app_context():
        pragmas = {
            name: session().execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 15_000}


def test_sqlite_is_not_the_one_with_the_wal_fault():
    assert database.sqlite_module().sqlite_version_info >= database.SAFE_SQLITE


@pytest.mark.both
def test_moments_come_back_aware_and_equal(work, now):
    with work():
        event_id = make_event().id
    with work():
        from webapp.events.models import Event

        assert session().get(Event, event_id).created_at == now


def test_a_naive_moment_is_refused(work):
    def store_naive():
        with work():
            make_event(starts_at=datetime(2026, 5, 6, 15, 0))

    with pytest.raises(Exception, match="time zone"):
        store_naive()


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("postgres://u:p@localhost/d", "postgresql+psycopg"),
        ("postgresql://u:p@localhost/d", "postgresql+psycopg"),
        ("sqlite:///x.db", "sqlite"),
    ],
)
def test_addresses_of_databases_get_the_driver_we_ship(url, driver):
    assert database.normalised_url(url).startswith(f"{driver}:")
