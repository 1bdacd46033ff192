"""Tables of people in the background: looked through, then invited from, a portion at a time."""

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from webapp.foundation import files, transaction
from webapp.foundation.database import session
from webapp.foundation.email_addresses import checked_address, normal_form
from webapp.foundation.going_on import Work, go_through
from webapp.foundation.spreadsheets import Budget, Row, TableInvalidError, TableProblem, tables_in
from webapp.foundation.stopping import StoppedError, go_on
from webapp.foundation.transaction import savepoint, unit_of_work
from webapp.registration.errors import RegistrationClosedError
from webapp.registration.models import GuestList
from webapp.registration.queries.invitations import lists_in
from webapp.registration.rules import guests as rules
from webapp.registration.services.guest_faults import TWICE, fault, faults_of_head, without_words
from webapp.registration.services.guest_rows import Layout, fault_of, guest_in, layout_of, notes_of
from webapp.registration.services.guests_above import fault_above, rows_above
from webapp.registration.services.inviting import Guest, invite, known_guests
from webapp.registration.services.unread_guests import Unread
from webapp.registration.types import GuestListState

MOST_SHOWN = 5  # people, before anybody is invited
MOST_FAULTS = 500  # named one by one; more are counted
_PORTION = 500
_NO_COLUMNS = "no_addresses"
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


@dataclass(slots=True)
class _Found:
    """What was found in a table; `problem` says why nothing was."""

    columns: dict[str, int] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    sheet: str = ""
    left_sheets: str = ""
    rows: int = 0
    good: int = 0
    known: int = 0
    faulty: int = 0
    faults: list[dict[str, object]] = field(default_factory=list)
    notes: list[dict[str, object]] = field(default_factory=list)
    noted: int = 0
    unread: Unread = field(default_factory=Unread)
    sample: list[dict[str, str]] = field(default_factory=list)
    problem: str = ""

    def show(self, row: Row, guest: Guest, notes: Sequence[dict[str, object]]) -> None:
        told = ({"row": row.number, **note, "taken": True} for note in notes)
        self.noted += len(notes)
        self.notes += islice(told, MOST_FAULTS - len(self.notes))
        if len(self.sample) < MOST_SHOWN:
            self.sample.append({name: getattr(guest, name) for name in ("name", "email", "language")})

    def note(self, row: Row, why: dict[str, object]) -> None:
        self.faulty += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append({"row": row.number, **why})


def _looked_through(list_id: int) -> _Found:
    guest_list = session().get(GuestList, list_id)
    if guest_list is None:
        return _Found(problem=TableProblem.NO_TABLE)
    try:
        return _counted(guest_list)
    except FileNotFoundError:
        return _Found(problem=TableProblem.NO_TABLE)
    except TableInvalidError as refusal:
        return _Found(problem=str(refusal.problem))


def _counted(guest_list: GuestList) -> _Found:
    """What the first sheet with people holds; in which others something stands is only named."""
    found: _Found | None = None
    left: list[str] = []
    path = files.path_of(guest_list.file_id)
    for table in tables_in(path, rules.HEADINGS, Budget(go_on=go_on), left=left):
        if found is not None:
            left.append(table.sheet)
            continue
        layout = layout_of(table.head)
        found = _Found(columns=dict(layout.columns), sheet=table.sheet[:100])
        found.addresses = rules.headings_of_addresses(table.head.cells)
        for row in rows_above(table, layout, found.unread):
            found.note(row, fault_above(row))
        _count(guest_list, found, layout, table.rows)
        found.unread.name(table.head, layout)
    if found is None:
        return _Found(problem=_NO_COLUMNS, faults=faults_of_head(path, Budget(go_on=go_on)))
    found.left_sheets = textwrap.shorten(", ".join(left), 500, placeholder=" …")
    return found


def _count(guest_list: GuestList, found: _Found, layout: Layout, rows: Iterator[Row]) -> None:
    seen = set[str]()
    while portion := list(islice(rows, _PORTION)):
        fresh: set[str] = set()
        for row in portion:
            found.rows += 1
            found.unread.look(row)
            if row.hidden:
                continue
            guest = guest_in(row, layout, guest_list.language, None)
            why = fault_of(row, guest, layout)
            normal = "" if why else normal_form(checked_address(guest.email))
            if why is None and normal in seen:
                why = fault(rules.EMAIL, TWICE, guest.email)
            if why is not None:
                found.note(row, why)
                continue
            found.show(row, guest, notes_of(row, layout))
            fresh.add(normal)
            seen.add(normal)
        known = known_guests(guest_list.event, fresh)
        found.known += len(known)
        found.good += len(fresh) - len(known)


def _note(list_id: int, found: _Found) -> None:
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
        made = _invite_all(guest_list, guests, now)
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
    if problem != _NO_COLUMNS:  # where headings are told, not people
        guest_list.faults = without_words(guest_list.faults)
    files.forget([guest_list.file_id])
    session().flush()


def _finish(list_id: int) -> None:
    guest_list = session().get(GuestList, list_id, with_for_update=True, populate_existing=True)
    if guest_list is not None and guest_list.state == GuestListState.INVITING:
        guest_list.state = GuestListState.DONE.value
        files.forget([guest_list.file_id])
        session().flush()
