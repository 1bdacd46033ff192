"""The commands of `dialogwerk`; `db` comes from Flask-Migrate."""

import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app
from flask.cli import ScriptInfo, with_appcontext

from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.cli import serving
from webapp.cli.framing import OLD, one_clear_line, prepared
from webapp.cli.users import user
from webapp.demo import loader
from webapp.foundation import clock, database, going_on, migrations
from webapp.foundation.setting_values import is_local
from webapp.foundation.settings import MOST_WORKERS, Settings
from webapp.foundation.transaction import unit_of_work
from webapp.public.mailbox_access import KEY
from webapp.public.mailbox_access import key as mailbox_key

_WORKS_ALONE = f"{OLD}: `dialogwerk serve` runs the worker in its one process. Install pysqlite3, or use PostgreSQL"


class _Number(click.IntRange):
    """A number within bounds; what is none is refused in one line, without the usage around it."""

    def fail(self, message: str, param: click.Parameter | None = None, ctx: click.Context | None = None) -> NoReturn:  # noqa: ARG002 - click's
        name = f"{param.opts[0]}: " if param else ""
        raise click.ClickException(f"{name}{message}")


@click.command()
@click.option("--port", default=8000, show_default=True, type=_Number(1, serving.MOST_PORT))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--workers", type=_Number(1, MOST_WORKERS), help="Web processes.  [default: DIALOGWERK_WORKERS or 2]")
@click.option("--demo/--no-demo", default=True, help="Lay in demo content when the database is empty.")
@click.pass_context
def serve(context: click.Context, port: int, host: str, workers: int | None, demo: bool) -> None:  # noqa: FBT001 - click passes switches so
    """Bring the database up to date and start the web server with the mail worker."""
    with one_clear_line():
        serving.refuse_taken_port(host, port)
    os.environ.setdefault("DIALOGWERK_BASE_URL", serving.own_address(host, port))
    app = context.ensure_object(ScriptInfo).load_app()
    settings: Settings = app.config["SETTINGS"]
    with app.app_context(), prepared() as overruled:
        if demo:
            _lay_in_demo_content(loader.load_if_empty)
        for variable in overruled:
            click.echo(f"{variable} says something else than the page of the office, which counts.", err=True)
        _say_where(port)
    with one_clear_line():
        serving.become_server(host, port, workers or settings.workers)


@click.command()
@click.option("--beside", type=int, hidden=True, help="End when the process with this number is gone.")
@with_appcontext
def worker(beside: int | None) -> None:
    """Deliver emails and run periodic tasks until stopped."""
    from webapp.foundation import working

    app = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - Flask's documented way
    if database.needs_one_process(app.config["SETTINGS"].database_url):
        raise click.ClickException(_WORKS_ALONE)
    with prepared():
        working.run(app, beside=beside)


@click.group()
def demo() -> None:
    """Demo content."""


@demo.command("load")
@with_appcontext
def demo_load() -> None:
    """Lay in the demo content when the database is empty."""
    with prepared():
        _lay_in_demo_content(loader.load_if_empty)


@demo.command("reset")
@click.option("--yes", is_flag=True, help="Delete what was added to the demo content without asking.")
@with_appcontext
def demo_reset(yes: bool) -> None:  # noqa: FBT001 - click passes switches so
    """Empty a demo database and lay the content in afresh; asks before it deletes what was added to it."""
    with prepared():
        with unit_of_work():
            more = loader.reset_would_delete()
        if more and not yes:
            click.confirm(f"Besides the demo content there is more: {_counted(more)}. Delete that as well?", abort=True)
        _lay_in_demo_content(partial(loader.reset, with_what_was_added=bool(more)))


def _counted(found: Mapping[str, int]) -> str:
    return ", ".join(f"{count} × {kind}" for kind, count in found.items())


@click.group()
def key() -> None:
    """The keys that sign tickets."""


@key.command("rotate")
@click.option("--lost-secret", is_flag=True, help="Begin anew with the secret that is set: earlier links end.")
@with_appcontext
def key_rotate(lost_secret: bool) -> None:  # noqa: FBT001 - click passes switches so
    """Sign new tickets with a new key; those issued before stay good."""
    from webapp.tickets import keys

    with one_clear_line():
        serving.write_alone()
        if lost_secret:
            serving.accept_secret()
    with prepared(), unit_of_work():
        number = keys.rotate(now=clock.now())
    click.echo(f"New tickets are signed with key {number}.")


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(file: Path | None) -> None:
    """Write a copy of the database into FILE while everything runs; an earlier copy there is replaced.

    Without FILE it goes to backup.sqlite3 in the data folder.
    """
    from webapp.cli import backing_up

    with one_clear_line():
        written = backing_up.write_copy(current_app.config["SETTINGS"], file)
    click.echo(f"The database is in {written}. Keep the folder files and the file secret_key with it.")


@click.command()
@with_appcontext
def bounce() -> None:
    """Read an email that came back from standard input, and show it at its registration.

    Meant for a mail server that hands over what arrives at the sender's address; everything else is passed over.
    """
    from webapp.mail.outbox.bounces import MOST_BYTES, take_report

    with prepared(), unit_of_work():
        take_report(sys.stdin.buffer.read(MOST_BYTES))


@click.command()
@click.option("--again", is_flag=True, help="Forget the notes, so that everything is tried once more.")
@with_appcontext
def troubles(again: bool) -> None:  # noqa: FBT001 - click passes switches so
    """List what jobs passed over because something went wrong with it."""
    with one_clear_line(), acting_as(SYSTEM), unit_of_work():
        found = [(each.work, each.item, each.tries, each.problem) for each in going_on.troubles()]
        if again:
            going_on.try_all_again()
    for work, item, tries, problem in found:
        click.echo(f"{work}: {item} ({problem}, tried {tries} times)")
    click.echo("Everything is tried again." if again else f"{len(found)} items in all.")


def _lay_in_demo_content(lay_in: Callable[[], loader.SignIn | None]) -> None:
    with migrations.alone(), unit_of_work():
        sign_in = lay_in()
    if sign_in is not None:
        click.echo("\nDemo content is in. Sign in as demo organiser (shown only this once):")
        click.echo(f"  address   {sign_in.email}\n  password  {sign_in.password}\n")


def _say_where(port: int) -> None:
    base: str = current_app.config["BASE_URL"]
    settings: Settings = current_app.config["SETTINGS"]
    click.echo(f"Dialogwerk is at {base}  (staff: {base}/sign-in)")
    if settings.mail_delivery == "mailbox" and is_local(base):
        click.echo(f"Emails are not sent but shown, to whoever has this link: {base}/mailbox?{KEY}={mailbox_key()}")
    if database.needs_one_process(settings.database_url):
        click.echo(f"{OLD}: one process does all the work.")
    if (link := serving.set_up_link()) is not None:
        click.echo(f"\nNobody has an account yet. Set up this installation here, once:\n  {link}\n")
    if not base.endswith(f":{port}"):
        click.echo(f"It listens on port {port}.")
    sys.stdout.flush()


COMMANDS = (serve, worker, demo, user, key, backup, bounce, troubles)
