"""Bringing the tables up to date. Alembic is loaded only where it is needed: web processes do without its weight."""

from flask import Flask, current_app

from webapp.foundation.database import db
from webapp.foundation.settings import ROOT

FOLDER = ROOT / "migrations"


def init_app(app: Flask) -> None:
    """Give `app` the commands and settings of Flask-Migrate."""
    from flask_migrate import Migrate

    Migrate(app, db, directory=str(FOLDER), render_as_batch=True)


def bring_up_to_date() -> None:
    """Apply all migrations that the database lacks."""
    from flask_migrate import upgrade

    if "migrate" not in current_app.extensions:
        init_app(current_app)
    upgrade()
    db.engine.dispose()
