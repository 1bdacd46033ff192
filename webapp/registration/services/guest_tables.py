"""Tables of people in the background: looked through, then invited from, a portion at a time."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime
from itertools import islice

from webapp.foundation import files, transaction
from webapp.foundation.database import session
from webapp.foundation.going_on import Work, go_through
from webapp.foundation.spreadsheets import Budget, TableProblem, tables_in
from webapp.foundation.stopping import StoppedError, go_on
from webapp.foundation.transaction import savepoint, unit_of_work
from webapp.registration.errors import RegistrationClosedError
from webapp.registration.models import GuestList
from webapp.registration.queries.invitations import lists_in
from webapp.registration.rules import guests as rules
from webapp.registration.services.guest_faults import without_words
from webapp.registration.services.guest_looking import NO_COLUMNS, Found, look_through
from webapp.registration.services.guest_rows import fault_of, guest_in, layout_of
from webapp.registration.services.inviting import Guest, invite, known_guests
from webapp.registration.services.left_out import but_left_out
from webapp.registration.types import GuestListState

_PORTION = 500
_CLOSED = "closed"
_FAILED = "failed"


def read_lists() -> int:
    """Look through the tables that wait for it; returns how many.

    Each is marked before it is read, so that one which ends the worker is put aside after the second time.
    """
    with transaction.looking():
        waiting = lists_in(GuestListState.READING)
    reading = Work("read a list", _read, nullcontext, 2, marked=True, give_up=_give_up)
    return len(go_through(reading, waiting))


def invite_lists(*, now: datetime) -> int:
    """Go on with the lists that are being invited, a portion per transaction; returns how many people were invited."""
    with transaction.looking():
        waiting = lists_in(GuestListState.INVITING)
    made: list[int] = []
    inviting = Work("invite a list", lambda each: made.append(_go_through(each, now)), nullcontext, give_up=_give_up)
    go_through(inviting, waiting)
    return sum(made)


def _read(list_id: int) -> None:
    # Nobody who writes waits while a table is read.
    with transaction.looking():
        found = _looked_through(list_id)
    with unit_of_work():
        _note(list_id, found)


def _give_up(list_id: int) -> None:
    guest_list = session().get(GuestList, list_id, with_for_update=True)
    if guest_list is not None:
        put_aside(guest_list, _FAILED)


def _looked_through(list_id: int) -> Found:
    guest_list = session().get(GuestList, list_id)
    if guest_list is None:
        return Found(problem=TableProblem.NO_TABLE)
    return _counted(guest_list)


def _counted(guest_list: GuestList) -> Found:
    event = guest_list.event
    return look_through(guest_list.file_id, guest_list.language, lambda fresh: known_guests(event, fresh))


def _note(list_id: int, found: Found) -> None:
    guest_list = session().get(GuestList, list_id, with_for_update=True)
    if guest_list is None or guest_list.state != GuestListState.READING:
        return
    guest_list.columns = {**found.columns, "addresses": found.addresses, "noted": found.noted, **found.unread.as_told()}
    guest_list.faults = [*found.faults, *found.notes]
    guest_list.sheet, guest_list.left_sheets = found.sheet, found.left_sheets
    guest_list.rows, guest_list.good, guest_list.known = found.rows, found.good, found.known
    guest_list.faulty, guest_list.sample = found.faulty, found.sample
    if found.problem:
        put_aside(guest_list, found.problem)
    else:
        guest_list.state = GuestListState.READY.value
    session().flush()


def _go_through(list_id: int, now: datetime) -> int:
    with transaction.looking():
        guest_list = session().get(GuestList, list_id)
        if guest_list is None:
            return 0
        columns, language, position = dict(guest_list.columns), guest_list.language, guest_list.done_rows
        category_id, path = guest_list.category_id, files.path_of(guest_list.file_id)
    invited = 0
    for table in tables_in(path, rules.HEADINGS, Budget(go_on=go_on, seconds=float("inf"))):
        layout = layout_of(table.head, columns)
        # A worker that was stopped goes on where it was.
        rows = islice(table.rows, position, None)
        while portion := list(islice(rows, _PORTION)):
            guests = [(row, guest_in(row, layout, language, category_id)) for row in portion if not row.hidden]
            good = [guest for row, guest in guests if fault_of(row, guest, layout) is None]
            with unit_of_work():
                made = _invite(list_id, position, good, len(portion), now)
            session().expunge_all()
            if made is None:
                return invited
            position, invited = position + len(portion), invited + made
        break
    with unit_of_work():
        _finish(list_id)
    return invited


def _invite(list_id: int, position: int, guests: list[Guest], rows: int, now: datetime) -> int | None:
    """How many of them were invited; None when the list is off or somebody else is at it."""
    guest_list = session().get(GuestList, list_id, with_for_update=True, populate_existing=True)
    if guest_list is None or guest_list.state != GuestListState.INVITING or guest_list.done_rows != position:
        return None
    try:
        made = _invite_all(guest_list, but_left_out(guest_list, guests), now)
    except RegistrationClosedError:
        put_aside(guest_list, _CLOSED)
        return None
    guest_list.done_rows, guest_list.invited = position + rows, guest_list.invited + made
    session().flush()
    return made


def _invite_all(guest_list: GuestList, guests: Sequence[Guest], now: datetime) -> int:
    """All at once; where that fails, one after the other, and whoever it fails for is counted among the faults."""
    event = guest_list.event
    try:
        with savepoint():
            return len(invite(event=event, guests=guests, now=now))
    except (RegistrationClosedError, StoppedError):
        raise
    except Exception:  # whoever it was is found out now; where it is everybody, it is the list itself
        made: list[int] = []
        one: Work[int] = Work(
            f"invite from list {guest_list.id}",
            lambda place: made.append(len(invite(event=event, guests=[guests[place]], now=now))),
            savepoint,
            1,
        )
        done = go_through(one, range(len(guests)))
        if not done:
            raise
        guest_list.faulty += len(guests) - len(done)
        return sum(made)


def put_aside(guest_list: GuestList, problem: str) -> None:
    """Say why a list can't be used, and delete its file."""
    guest_list.state, guest_list.problem, guest_list.sample = GuestListState.UNREADABLE.value, problem, []
    if problem != NO_COLUMNS:  # where headings are told, not people
        guest_list.faults = without_words(guest_list.faults)
    files.forget([guest_list.file_id])
    session().flush()


def _finish(list_id: int) -> None:
    guest_list = session().get(GuestList, list_id, with_for_update=True, populate_existing=True)
    if guest_list is not None and guest_list.state == GuestListState.INVITING:
        guest_list.state = GuestListState.DONE.value
        files.forget([guest_list.file_id])
        session().flush()
