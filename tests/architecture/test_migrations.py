"""The migrations make exactly what the models say, up and down, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from tests.conftest import settings_for
from webapp.factory import create_app
from webapp.foundation import migrations
from webapp.foundation.database import Model, db
from webapp.foundation.http.readiness import newest_migration


@pytest.fixture
def empty(app, tmp_path):
    """An application over a database without a single table."""
    with app.app_context():
        Model.metadata.drop_all(db.engine)
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


def _fill_as_of_0001(connection):
    for statement in AS_OF_0001.split(";\n"):
        connection.exec_driver_sql(statement)
