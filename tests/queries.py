"""Count the queries of a block."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Connection

from webapp.foundation.database import db
from webapp.foundation.http import site
from webapp.foundation.transaction import looking

_FRAME = ("BEGIN", "SET TRANSACTION", "PRAGMA", "SAVEPOINT", "RELEASE", "ROLLBACK TO")


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements sent inside the block, without those that only frame a transaction.

    The app knows already what its office says of the installation, as every process does after its first page.
    """
    seen: list[str] = []

    def listen(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(_FRAME):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
        with looking():
            site.current()
    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", listen)
