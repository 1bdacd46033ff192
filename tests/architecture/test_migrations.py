"""The migrations make exactly what the models say, up and down, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from tests.conftest import settings_for
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.demo import loader
from webapp.factory import create_app
from webapp.foundation import migrations
from webapp.foundation.database import Model, db
from webapp.foundation.email_addresses import normal_form
from webapp.foundation.http.readiness import newest_migration
from webapp.foundation.transaction import unit_of_work

LAST_VERSION = "0026"


@pytest.fixture
def empty(app, tmp_path):
    """An application over a database without a single table."""
    with app.app_context():
        Model.metadata.drop_all(db.engine)
        with db.engine.begin() as connection:
            connection.execute(text("DROP TABLE alembic_version"))
        db.engine.dispose()
    migrations.init_app(app)
    return app


@pytest.mark.both
def test_up_leaves_no_difference_to_the_models_and_down_leaves_nothing(empty):
    with empty.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
            assert compare_metadata(context, Model.metadata) == []
        downgrade(revision="base")
        with db.engine.connect() as connection:
            assert set(inspect(connection).get_table_names()) <= {"alembic_version"}


@pytest.mark.both
def test_the_newest_file_is_the_head(empty):
    with empty.app_context():
        upgrade()
        with db.engine.connect() as connection:
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == newest_migration()


def test_a_check_that_sqlite_lost_in_a_migration_would_be_noticed(tmp_path):
    app = create_app(settings_for(tmp_path, f"sqlite:///{tmp_path / 'made.sqlite3'}"))
    migrations.init_app(app)
    with app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            made = {
                (table.name, check["name"])
                for table in Model.metadata.sorted_tables
                for check in inspect(connection).get_check_constraints(table.name)
            }
        db.engine.dispose()
    wanted = {
        (table.name, str(constraint.name))
        for table in Model.metadata.sorted_tables
        for constraint in table.constraints
        if constraint.__visit_name__ == "check_constraint"
    }
    assert wanted <= made


@pytest.mark.both
def test_completing_the_registration_keeps_everybody_and_counts_heads(empty):
    with empty.app_context():
        upgrade(revision="0001")
        with db.engine.begin() as connection:
            _fill_as_of_0001(connection)
        upgrade()
        with db.engine.connect() as connection:
            rows = connection.execute(text("SELECT heads, words, status FROM registration ORDER BY id")).all()
            heads = connection.execute(text("SELECT count(*) FROM attendee")).scalar()
        assert [tuple(row) for row in rows] == [(2, "jorg muller kim example org", "confirmed")]
        assert heads == 2
        downgrade(revision="0001")
        with db.engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM attendee")).scalar() == 2


@pytest.mark.proof
@pytest.mark.both
def test_addresses_that_were_taken_for_one_are_told_apart(empty):
    with empty.app_context():
        upgrade(revision="0001")
        with db.engine.begin() as connection:
            _fill_as_of_0001(connection)
            connection.execute(
                text("UPDATE registration SET email = 'Kim@straße.example', email_normal = :folded"),
                {"folded": "kim@strasse.example"},
            )
        upgrade()
        with db.engine.connect() as connection:
            kept = connection.execute(text("SELECT email, email_normal FROM registration")).one()
        assert tuple(kept) == ("Kim@straße.example", normal_form("Kim@straße.example"))
        assert kept.email_normal != normal_form("kim@strasse.example")


@pytest.mark.both
def test_companions_who_were_there_before_are_found_by_their_address(empty):
    with empty.app_context():
        upgrade(revision="0001")
        with db.engine.begin() as connection:
            _fill_as_of_0001(connection)
        upgrade(revision="0016")
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE attendee SET email = 'Ben@Straße.example' WHERE id = 2"))
        upgrade()
        with db.engine.connect() as connection:
            kept = connection.execute(text("SELECT email_normal FROM attendee ORDER BY id")).scalars().all()
        assert kept == ["", normal_form("Ben@straße.example")]


@pytest.mark.both
def test_events_that_were_there_before_assume_no_time(empty):
    with empty.app_context():
        upgrade(revision="0001")
        with db.engine.begin() as connection:
            _fill_as_of_0001(connection)
        upgrade()
        with db.engine.connect() as connection:
            kept = connection.execute(text("SELECT assumes_time FROM event")).scalars().all()
        assert kept
        assert not any(kept)


@pytest.mark.both
def test_opening_the_door_keeps_who_came_and_who_was_taken_back(empty):
    with empty.app_context():
        upgrade(revision="0003")
        with db.engine.begin() as connection:
            for statement in (AS_OF_0001 + SCANS_AS_OF_0003).split(";\n"):
                connection.exec_driver_sql(statement)
        upgrade()
        with db.engine.connect() as connection:
            facts = connection.execute(text("SELECT id, number, undoes FROM check_in ORDER BY number")).all()
            inside = connection.execute(text("SELECT ticket_id, inside_gate FROM presence")).all()
            last = connection.execute(text("SELECT number FROM door_log")).scalar()
        # A came, was taken back and came again by the south; B came and was seen once more; C was taken back.
        assert [tuple(row) for row in facts] == [
            ("a1", 1, ""),
            ("a2", 2, "a1"),
            ("a3", 3, ""),
            ("b1", 4, ""),
            ("b2", 5, ""),
            ("c1", 6, ""),
            ("c2", 7, "c1"),
        ]
        assert sorted(tuple(row) for row in inside) == [(1, "South"), (2, "North")]
        assert last == 7
        downgrade(revision="0003")
        with db.engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM check_in")).scalar() == 7


@pytest.mark.both
def test_each_organisation_gets_its_own_series_and_back_they_are_one(empty):
    with empty.app_context():
        upgrade(revision="0001")
        with db.engine.begin() as connection:
            _fill_as_of_0001(connection)
        upgrade(revision="0026")
        with db.engine.begin() as connection:
            for statement in SERIES_AS_OF_0026.split(";\n"):
                connection.exec_driver_sql(statement)
        upgrade()
        asked = text(
            "SELECT e.slug, s.slug, s.organisation_id FROM event e JOIN event_series s ON s.id = e.series_id"
            " ORDER BY e.id"
        )
        with db.engine.connect() as connection:
            kept = [tuple(row) for row in connection.execute(asked)]
            titles = connection.execute(text("SELECT title FROM event_series ORDER BY id")).scalars().all()
            of_series = "JOIN event_series s ON s.id = l.series_id AND s.organisation_id = l.organisation_id"
            lists = f"SELECT l.name, l.kind FROM contact_list l {of_series}"
            listed = [tuple(row) for row in connection.execute(text(lists))]
        assert kept == [("e", "tisch", 1), ("f", "tisch-2", 2), ("g", "tisch", 1)]
        assert titles == ["Tisch", "Tisch"]  # a name that no event bears is gone
        assert listed == [("Tisch", "series")] * 2
        downgrade(revision="0026")
        with db.engine.connect() as connection:
            assert connection.execute(text("SELECT count(DISTINCT series_id) FROM event")).scalar() == 1


@pytest.mark.proof
@pytest.mark.both
def test_what_an_office_has_goes_back_to_the_last_version_and_comes_up_again(empty):
    """All rows of tables that the last version knows are there in it, and all of them afterwards."""
    with empty.app_context():
        upgrade()
        with acting_as(SYSTEM), unit_of_work():
            loader.load_if_empty()
        before = _counted()
        downgrade(revision=LAST_VERSION)
        back = _counted()
        assert {name: before[name] for name in back} == back
        assert back["registration"] > 50
        upgrade()
        assert {name: count for name, count in _counted().items() if name in back} == back
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
            assert compare_metadata(context, Model.metadata) == []


def _counted():
    """How many rows each table has."""
    with db.engine.connect() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version"}
        return {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar() for name in sorted(names)}


SERIES_AS_OF_0026 = """
INSERT INTO organisation (id, key, name, short_name, kind, city, profile) VALUES (2, 'l', 'L', 'L', 'city', '', '');
INSERT INTO event_series (id, slug, title) VALUES (7, 'tisch', 'Tisch'), (8, 'leer', 'Leer');
INSERT INTO event (id, public_id, slug, format, title, teaser, description, plain_language, language, status,
    status_reason, starts_at, ends_at, zone, host_id, pool_id, audience, bring, features, funding_notice, contact_name,
    contact_email, calendar_uid, sequence, touched_at, created_at)
VALUES (2, 'f', 'f', 'own', 'F', '', '', '', 'de', 'published', '', '2026-11-18 09:00:00', '2026-11-18 10:00:00',
    'Europe/Berlin', 2, 1, '[]', '[]', '[]', '', '', '', 'v', 0, '2026-11-18 09:00:00', '2026-11-18 09:00:00'),
    (3, 'g', 'g', 'own', 'G', '', '', '', 'de', 'published', '', '2026-11-18 09:00:00', '2026-11-18 10:00:00',
    'Europe/Berlin', 1, 1, '[]', '[]', '[]', '', '', '', 'w', 0, '2026-11-18 09:00:00', '2026-11-18 09:00:00');
UPDATE event SET series_id = 7
"""

AS_OF_0001 = """
INSERT INTO organisation (id, key, name, short_name, kind, city, profile) VALUES (1, 'k', 'K', 'K', 'chamber', '', '');
INSERT INTO pool (id, capacity, taken, granted_over) VALUES (1, 10, 2, 0);
INSERT INTO event (id, public_id, slug, format, title, teaser, description, plain_language, language, status,
    status_reason, starts_at, ends_at, zone, host_id, pool_id, audience, bring, features, funding_notice, contact_name,
    contact_email, calendar_uid, sequence, touched_at, created_at)
VALUES (1, 'e', 'e', 'own', 'E', '', '', '', 'de', 'published', '', '2026-11-18 09:00:00', '2026-11-18 10:00:00',
    'Europe/Berlin', 1, 1, '[]', '[]', '[]', '', '', '', 'u', 0, '2026-11-18 09:00:00', '2026-11-18 09:00:00');
INSERT INTO registration
    (id, public_id, event_id, status, name, email, email_normal, organisation, language, created_at)
VALUES (1, 'r', 1, 'confirmed', 'Jörg Müller', 'kim@example.org', 'kim@example.org', '', 'de', '2026-11-18 09:00:00');
INSERT INTO attendee (id, public_id, registration_id, name) VALUES (1, 'a', 1, 'A'), (2, 'b', 1, 'B')
"""

SCANS_AS_OF_0003 = """;
INSERT INTO attendee (id, public_id, registration_id, name) VALUES (3, 'c', 1, 'C');
INSERT INTO signing_key (id, public_key, sealed_private, created_at) VALUES (1, '', '', '2026-11-18 09:00:00');
INSERT INTO ticket (id, reference, event_id, attendee_id, key_id, code, issued_at) VALUES
    (1, 'a', 1, 1, 1, 'A', '2026-11-18 09:00:00'), (2, 'b', 1, 2, 1, 'B', '2026-11-18 09:00:00'),
    (3, 'c', 1, 3, 1, 'C', '2026-11-18 09:00:00');
INSERT INTO check_in (id, event_id, ticket_id, gate, direction, device, actor_key, scanned_at, received_at,
    device_verdict, server_verdict)
VALUES ('a1', 1, 1, 'North', 'in', '', '', '2026-11-18 09:01:00', '2026-11-18 09:01:00', '', 'admitted'),
    ('a2', 1, 1, 'North', 'undo', '', '', '2026-11-18 09:02:00', '2026-11-18 09:02:00', '', 'undone'),
    ('a3', 1, 1, 'South', 'in', '', '', '2026-11-18 09:03:00', '2026-11-18 09:03:00', '', 'admitted'),
    ('b1', 1, 2, 'North', 'in', '', '', '2026-11-18 09:04:00', '2026-11-18 09:04:00', '', 'admitted'),
    ('b2', 1, 2, 'South', 'in', '', '', '2026-11-18 09:05:00', '2026-11-18 09:05:00', '', 'already_in'),
    ('c1', 1, 3, 'North', 'in', '', '', '2026-11-18 09:06:00', '2026-11-18 09:06:00', '', 'admitted'),
    ('c2', 1, 3, 'North', 'undo', '', '', '2026-11-18 09:07:00', '2026-11-18 09:07:00', '', 'undone')
"""


def _fill_as_of_0001(connection):
    for statement in AS_OF_0001.split(";\n"):
        connection.exec_driver_sql(statement)
