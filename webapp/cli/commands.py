"""`dialogwerk serve`, `worker`, `demo`, `user`, `key`, `bounce` and `troubles`; `db` comes from Flask-Migrate."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import current_app
from flask.cli import ScriptInfo, with_appcontext
from sqlalchemy.exc import OperationalError

from webapp.accounts import services as accounts
from webapp.accounts.types import Role
from webapp.cli import serving
from webapp.demo import loader
from webapp.foundation import clock, going_on
from webapp.foundation.errors import DomainError
from webapp.foundation.transaction import unit_of_work


@contextmanager
def _one_clear_line() -> Iterator[None]:
    try:
        yield
    except OperationalError as problem:
        raise click.ClickException(f"The database can't be used: {problem.orig}") from None
    except OSError as problem:
        raise click.ClickException(f"{problem.strerror}: {problem.filename or ''}") from None
    except DomainError as problem:
        raise click.ClickException(str(problem)) from None


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--demo/--no-demo", default=True, help="Lay in demo content when the database is empty.")
@click.pass_context
def serve(context: click.Context, port: int, host: str, workers: int, demo: bool) -> None:  # noqa: FBT001 - click passes switches so
    """Bring the database up to date and start the web server with the mail worker."""
    with _one_clear_line():
        serving.refuse_taken_port(host, port)
    os.environ.setdefault("DIALOGWERK_BASE_URL", f"http://{host}:{port}")
    app = context.ensure_object(ScriptInfo).load_app()
    with _one_clear_line(), app.app_context():
        serving.bring_up_to_date()
        if demo:
            _lay_in_demo_content(loader.load_if_empty)
        _say_where(port)
    serving.become_server(host, port, workers)


@click.command()
@with_appcontext
def worker() -> None:
    """Deliver mail and run periodic tasks until stopped."""
    from webapp.mail.tasks import run_worker

    run_worker(current_app._get_current_object())  # type: ignore[attr-defined] # noqa: SLF001 - Flask's documented way


@click.group()
def demo() -> None:
    """Demo content."""


@demo.command("load")
@with_appcontext
def demo_load() -> None:
    """Lay in the demo content when the database is empty."""
    with _one_clear_line():
        serving.bring_up_to_date()
        _lay_in_demo_content(loader.load_if_empty)


@demo.command("reset")
@with_appcontext
def demo_reset() -> None:
    """Empty a demo database and lay the content in afresh; refuses a database that holds anything else."""
    with _one_clear_line():
        serving.bring_up_to_date()
        _lay_in_demo_content(loader.reset)


@click.group()
def user() -> None:
    """Accounts of the staff."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--admin", is_flag=True, help="May do everything, everywhere.")
@click.password_option()
@with_appcontext
def user_add(email: str, name: str, admin: bool, password: str) -> None:  # noqa: FBT001 - click passes switches so
    """Add a member of the staff (asks for the password)."""
    with _one_clear_line(), unit_of_work():
        added = accounts.add_user(email=email, name=name, password=password, now=clock.now())
        accounts.assign_role(user=added, role=Role.ADMIN if admin else Role.ORGANIZER)
    click.echo("Added.")


@click.group()
def key() -> None:
    """The keys that sign tickets."""


@key.command("rotate")
@with_appcontext
def key_rotate() -> None:
    """Sign new tickets with a new key; those issued before stay good."""
    from webapp.tickets import keys

    with _one_clear_line(), unit_of_work():
        number = keys.rotate(now=clock.now())
    click.echo(f"New tickets are signed with key {number}.")


@click.command()
@with_appcontext
def bounce() -> None:
    """Read a mail that came back from standard input, and show it at its registration.

    Meant for a mail server that hands over what arrives at the sender's address; everything else is passed over.
    """
    from webapp.mail.returned import MOST_BYTES, take_report

    with _one_clear_line(), unit_of_work():
        take_report(sys.stdin.buffer.read(MOST_BYTES))


@click.command()
@click.option("--again", is_flag=True, help="Forget the notes, so that everything is tried once more.")
@with_appcontext
def troubles(again: bool) -> None:  # noqa: FBT001 - click passes switches so
    """List what jobs passed over because something went wrong with it."""
    with _one_clear_line(), unit_of_work():
        found = [(each.work, each.item, each.tries, each.problem) for each in going_on.troubles()]
        if again:
            going_on.try_all_again()
    for work, item, tries, problem in found:
        click.echo(f"{work}: {item} ({problem}, tried {tries} times)")
    click.echo("Everything is tried again." if again else f"{len(found)} items in all.")


def _lay_in_demo_content(lay_in: Callable[[], loader.SignIn | None]) -> None:
    with unit_of_work():
        sign_in = lay_in()
    if sign_in is not None:
        click.echo("\nDemo content is in. Sign in as demo organizer (shown only this once):")
        click.echo(f"  address   {sign_in.email}\n  password  {sign_in.password}\n")


def _say_where(port: int) -> None:
    base: Any = current_app.config["BASE_URL"]
    click.echo(f"Dialogwerk is at {base}  (staff: {base}/sign-in, mail that would be sent: {base}/mailbox)")
    if not base.endswith(f":{port}"):
        click.echo(f"It listens on port {port}.")
    sys.stdout.flush()


COMMANDS = (serve, worker, demo, user, key, bounce, troubles)
