"""Portions: what many are told at once yields to every other mail, and one who can't be written to holds up nobody."""

from collections.abc import Callable

from webapp.foundation import transaction
from webapp.foundation.stopping import StoppedError, go_on
from webapp.foundation.transaction import savepoint, unit_of_work
from webapp.mail.outbox.queries import waiting_mails

PORTION = 200
MOST_WAITING = 1_000


def write_portions(write_portion: Callable[[], object]) -> None:
    """Write one portion after the other, each stored by itself, until none is left or the post can take no more."""
    while True:
        go_on()
        with transaction.looking():
            if waiting_mails() > MOST_WAITING:
                return
        with unit_of_work():
            if not write_portion():
                return


def at_once_or_each(write_all: Callable[[], int], write_each: Callable[[], int | None]) -> int:
    """Write to all at once; where that fails, to one after the other. Returns how many were written to.

    Where one after the other fails for everybody (None), what failed first is raised.
    """
    try:
        with savepoint():
            return write_all()
    except StoppedError:
        raise
    except Exception:
        told = write_each()
        if told is None:
            raise
        return told
