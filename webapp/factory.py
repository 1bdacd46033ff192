"""`create_app`: the only place that knows every room."""

import importlib
import importlib.util
import logging
from types import ModuleType

from flask import Flask
from flask.cli import FlaskGroup
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.accounts import access
from webapp.events.wording import FORMATS
from webapp.foundation import database
from webapp.foundation.http import assets, errors, formats, frame, language, markdown, once, throttle
from webapp.foundation.http.page_cache import PageCache
from webapp.foundation.settings import ROOT, Settings

_VIEWS = ("accounts", "public", "hall", "admin", "calendar", "documents", "mail")
_REACTIONS = ("tickets", "stations", "canvases", "mail")
_LARGEST_FORM = 2 * 1024 * 1024
_MOST_FIELDS = 400

csrf = CSRFProtect()


def create_app(settings: Settings | None = None) -> Flask:
    """The application over `settings` (default: the environment). Opens no connection and no file of its own."""
    settings = settings or Settings.read()
    app = Flask(
        "webapp",
        root_path=str(ROOT / "webapp"),
        template_folder=str(ROOT / "templates"),
        static_folder=None,
        instance_path=str(settings.data_dir),
    )
    _configure(app, settings)
    frame.init_app(app)
    errors.init_app(app)
    database.init_app(app, settings.database_url)
    Migrate(app, database.db, directory=str(ROOT / "migrations"), render_as_batch=True)
    csrf.init_app(app)
    language.init_app(app, settings.language)
    formats.init_app(app)
    markdown.init_app(app)
    throttle.init_app(app, settings.data_dir)
    app.jinja_env.globals.update(once_field=once.field, FORMATS=FORMATS)
    _furnish(app)
    _wrap(app, settings)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        BASE_URL=settings.base_url,
        SETTINGS=settings,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https:"),
        SESSION_COOKIE_NAME="dialogwerk",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.base_url.startswith("https:"),
        MAX_CONTENT_LENGTH=_LARGEST_FORM,
        MAX_FORM_PARTS=_MOST_FIELDS,
        TRUSTED_HOSTS=[host for host in settings.trusted_hosts if host] + ["localhost", "127.0.0.1"],
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _furnish(app: Flask) -> None:
    from webapp.events.queries import find_scope, find_slug

    for room in _REACTIONS:
        _import(f"webapp.{room}.reactions")
    access.init_app(app, find_scope, find_slug)
    for room in _VIEWS:
        views = _import(f"webapp.{room}.views")
        if getattr(views, "blueprint", None) is not None:
            app.register_blueprint(views.blueprint)


def _import(name: str) -> ModuleType | None:
    package, _, _ = name.rpartition(".")
    importlib.import_module(package)
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def _wrap(app: Flask, settings: Settings) -> None:
    def engine() -> Engine:
        with app.app_context():
            return database.db.engine

    app.wsgi_app = PageCache(app.wsgi_app, engine, settings.language)  # type: ignore[method-assign]
    assets.init_app(app)
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0, x_prefix=0)  # type: ignore[method-assign]


def main() -> None:
    """The command `dialogwerk`."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    from webapp.cli.commands import COMMANDS

    group = FlaskGroup(create_app=create_app, add_version_option=False, help="Dialogwerk from the command line.")
    for command in COMMANDS:
        group.add_command(command)
    group()
