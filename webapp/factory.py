"""`create_app`: the only place that knows every room."""

import os
import sys
from typing import IO, cast

import click
from flask import Flask
from flask.cli import FlaskGroup, NoAppException
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

import webapp.accounts.tasks
import webapp.agenda.copying
import webapp.agenda.indexing
import webapp.agenda.reactions
import webapp.calendar.reactions
import webapp.calls.copying
import webapp.calls.indexing
import webapp.calls.surroundings
import webapp.canvases.copying
import webapp.canvases.reactions
import webapp.canvases.surroundings
import webapp.checkin.copying
import webapp.checkin.reactions
import webapp.contacts.processing
import webapp.contacts.reactions
import webapp.contacts.tasks
import webapp.demo.models
import webapp.documents.copying
import webapp.documents.tasks
import webapp.events.indexing
import webapp.events.reactions
import webapp.events.tasks
import webapp.fields.indexing
import webapp.mail.copying
import webapp.mail.reactions
import webapp.office.providing
import webapp.plans.providing
import webapp.plans.reactions
import webapp.procurement.reactions
import webapp.registration.copying
import webapp.registration.processing
import webapp.registration.reactions
import webapp.registration.surroundings
import webapp.stations.copying
import webapp.stations.indexing
import webapp.stations.reactions
import webapp.stations.surroundings
import webapp.tickets.copying
import webapp.tickets.reactions  # noqa: F401 - what is imported here reacts to facts, is found by search and belongs to the tables
from webapp.accounts import access
from webapp.admin import blueprint as admin
from webapp.calendar import views as calendar
from webapp.documents import views as documents
from webapp.events.queries import find_scope, find_scope_in_bin, find_slug, find_slug_now
from webapp.events.wording import FORMATS, day_of, place_of, station_name, stations_name, when_on_page, where_in_short
from webapp.foundation import bins, database, facts, logs, migrations
from webapp.foundation.http import (
    assets,
    errors,
    formats,
    idempotency,
    incoming,
    language,
    markdown,
    shared_form,
    site,
    texts,
    throttle,
    transaction_frame,
)
from webapp.foundation.http.asked import HeadsOfPages, KnownHosts
from webapp.foundation.http.form_guard import FormGuard
from webapp.foundation.http.page_cache import PageCache
from webapp.foundation.settings import ROOT, Settings, SettingsError, doubts
from webapp.hall import blueprint as hall
from webapp.office import logo_files
from webapp.public import blueprint as public
from webapp.public.opt_outs import views as opt_outs
from webapp.tickets import views as tickets

_LARGEST_FORM = (
    12 * 1024 * 1024
)  # a file of ten with what is typed beside it; typed text alone is kept smaller by Flask
_MOST_FIELDS = 400
# From below up, as the rooms stand: a ticket is issued before the letter that brings it.
facts.call_in_order(
    *("plans", "events", "registration", "agenda", "procurement", "contacts", "tickets", "stations", "checkin"),
    *("canvases", "calendar", "documents", "mail"),
)

csrf = FormGuard()


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
    incoming.init_app(app)
    transaction_frame.init_app(app)
    errors.init_app(app)
    database.init_app(app, settings.database_url)
    language.init_app(app)
    app.jinja_env.globals["site"] = site.current
    app.jinja_env.globals["bin_leaves_at"] = bins.leaves_at
    texts.init_app(app)
    formats.init_app(app)
    markdown.init_app(app)
    throttle.init_app(app, settings.data_dir)
    app.jinja_env.globals.update(once_field=idempotency.field, FORMATS=FORMATS)
    app.jinja_env.globals.update(stations_name=stations_name, station_name=station_name)
    app.jinja_env.globals.update(when_of=when_on_page, day_of=day_of, where_of=place_of, where_in_short=where_in_short)
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
        WTF_CSRF_SSL_STRICT=False,  # `FormGuard` asks better
        MAX_CONTENT_LENGTH=_LARGEST_FORM,
        MAX_FORM_PARTS=_MOST_FIELDS,
        TRUSTED_HOSTS=[host for host in settings.trusted_hosts if host] + ["localhost", "127.0.0.1"],
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _furnish(app: Flask) -> None:
    access.init_app(app, find_scope, find_slug, find_slug_now, find_scope_in_bin)
    # After the rights: whoever was signed out is told that, and not that the form was open too long.
    csrf.init_app(app)
    shared_form.init_app(app)
    csrf.exempt(opt_outs.opt_out)  # mail programs send it without a cookie; the link is the right to do it
    for views in (public, hall, admin, calendar, documents, tickets, logo_files):
        app.register_blueprint(views.blueprint)


def _wrap(app: Flask, settings: Settings) -> None:
    def engine() -> Engine:
        with app.app_context():
            return database.db.engine

    app.wsgi_app = HeadsOfPages(PageCache(app.wsgi_app, engine))  # type: ignore[method-assign]
    assets.init_app(app)
    app.wsgi_app = KnownHosts(app.wsgi_app, app.config["TRUSTED_HOSTS"])  # type: ignore[method-assign]
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0, x_prefix=0)  # type: ignore[method-assign]


class _UnusableError(NoAppException):
    """Why no command can be run, in one line."""

    def show(self, file: IO[str] | None = None) -> None:
        click.echo(f"Error: {self.message}", file=file or sys.stderr)


class _Commands(FlaskGroup):
    """Our commands and Flask-Migrate's `db`, which is loaded when it is asked for; Flask's own server and shell not."""

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name != "db":
            return super().get_command(ctx, name)
        from flask_migrate.cli import db

        return cast("click.Command", db)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), "db"})


def _create_app_with_migrations() -> Flask:
    try:
        settings = Settings.read()
    except SettingsError as problem:
        raise _UnusableError(str(problem)) from None
    logs.be_as_loud_as(settings.log_level)
    for doubt in () if _is_beside_the_server() else doubts(settings):
        click.echo(f"Warning: {doubt}", err=True)
    app = create_app(settings)
    migrations.init_app(app)
    return app


def _is_beside_the_server() -> bool:
    """True in the worker that the server starts, which has warned already."""
    context = click.get_current_context(silent=True)
    return context is not None and context.params.get("beside") is not None


def command_group() -> FlaskGroup:
    """The command `dialogwerk` with all that is below it."""
    from webapp.cli.commands import COMMANDS

    said = "Dialogwerk from the command line."
    group = _Commands(
        create_app=_create_app_with_migrations,
        add_default_commands=False,
        add_version_option=False,
        load_dotenv=False,
        set_debug_flag=False,
        context_settings={"auto_envvar_prefix": None},  # settings are ours alone, no variable of Flask's is read
        help=said,
    )
    group.params.clear()  # Flask's own --app, --env-file and --debug, which it can't be told to leave out
    for command in COMMANDS:
        group.add_command(command)
    return group


def main() -> None:
    """The command `dialogwerk`."""
    os.umask(0o077)
    logs.set_up("warning")
    command_group()()
