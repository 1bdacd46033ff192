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
