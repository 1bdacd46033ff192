"""What stands around commands: refusals in one line, and for those that change something, who acts."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.cli import serving
from webapp.cli.refusals import sentence
from webapp.foundation.errors import DomainError
from webapp.foundation.presence import TakenError

OLD = "This SQLite is older than 3.51.3 and may damage a database that several processes write"
_ONE_WRITER = f"{OLD}: stop the server first, install pysqlite3, or use PostgreSQL"


@contextmanager
def one_clear_line() -> Iterator[None]:
    """Say what stands in the way in one line, without anything that somebody typed, and end with an error."""
    try:
        yield
    except TakenError:
        raise click.ClickException(_ONE_WRITER) from None
    except DomainError as problem:
        raise click.ClickException(sentence(problem)) from None
    except UnicodeError:
        raise click.ClickException("What was given is no text.") from None
    except SQLAlchemyError as problem:
        raise click.ClickException(f"The database can't be used: {_reason(problem)}") from None
    except OSError as problem:
        where = f": {problem.filename}" if problem.filename else ""
        raise click.ClickException(f"{problem.strerror or type(problem).__name__}{where}") from None


@contextmanager
def prepared() -> Iterator[list[str]]:
    """For commands that change something: an up-to-date database with the right secret, and the right to write.

    Inside, the variables are known that say something else than the pages of the office.
    """
    with one_clear_line():
        serving.keep_to_owner()
        serving.write_alone()
        serving.bring_up_to_date()
        with acting_as(SYSTEM):
            yield serving.take_over()


def _reason(problem: SQLAlchemyError) -> str:
    # Only failures to get through speak of no row.
    said = str(getattr(problem, "orig", "") or "") if isinstance(problem, OperationalError) else ""
    return said.strip().splitlines()[0] if said.strip() else type(problem).__name__
