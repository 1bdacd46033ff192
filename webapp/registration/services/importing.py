"""People to invite, from a table: looked through in the background, shown, then invited a portion at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, BinaryIO

from sqlalchemy import select

from webapp.accounts.addresses import checked_address, normal_form
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation import facts, files, tokens, transaction
from webapp.foundation.database import session
from webapp.foundation.spreadsheets import TableInvalidError, TableProblem, check, rows_of
from webapp.foundation.spreadsheets.headings import value_of
from webapp.foundation.transaction import unit_of_work
from webapp.registration import queries
from webapp.registration.errors import RegistrationClosedError, RegistrationStateError
from webapp.registration.facts import GuestListWaits
from webapp.registration.models import GuestList
from webapp.registration.queries.invitations import lists_in
from webapp.registration.rules import guests as rules
from webapp.registration.services.inviting import Guest, guest_problems, invite, known_guests
from webapp.registration.types import CategoryId, GuestListState

MOST_FAULTS = 500  # named one by one; more are counted
KEPT = timedelta(days=7)
_PORTION = 500
_LOOKED_THROUGH = 5_000
_NO_ADDRESSES = "no_addresses"
_CLOSED = "closed"
_TWICE = "twice"


def take_list(
    *, event: Event, stream: BinaryIO, name: str, category_id: CategoryId | None, language: str, now: datetime
) -> GuestList:
    """Keep a table that was uploaded and look through it soon; TableInvalidError for what is none or could do harm."""
    try:
        kept = files.keep(stream, name=name, now=now, tables=True)
    except files.FileRefusedError as refusal:
        raise TableInvalidError(problem=TableProblem.NO_TABLE) from refusal
    check(files.path_of(kept.id))
    if category_id is not None:
        queries.setup_of(event.id).terms_of(category_id)
    guest_list = GuestList(
        public_id=tokens.new_id(),
        event_id=event.id,
        category_id=category_id,
        file_id=kept.id,
        file_name=kept.name,
        language=language,
        state=GuestListState.READING.value,
        created_at=now,
    )
    session().add(guest_list)
    session().flush()
    facts.publish(GuestListWaits(guest_list.id))
    return guest_list


def invite_list(*, guest_list: GuestList) -> None:
    """Invite the people of its good rows, soon; RegistrationStateError unless it was looked through and waits."""
    session().refresh(guest_list, with_for_update=True)
    if guest_list.state != GuestListState.READY or not guest_list.good:
        raise RegistrationStateError
    guest_list.state = GuestListState.INVITING.value
    session().flush()
    facts.publish(GuestListWaits(guest_list.id))


def discard_list(*, guest_list: GuestList) -> None:
    """Delete a list with its file; whoever is invited already stays so."""
    files.forget([guest_list.file_id])
    session().delete(guest_list)
    session().flush()


def read_lists() -> int:
    """Look through the tables that wait for it; returns how many."""
    with transaction.looking():
        waiting = lists_in(GuestListState.READING)
    for list_id in waiting:
        # Nobody who writes waits while a table is read.
        with transaction.looking():
            found = _looked_through(list_id)
        with unit_of_work():
            _note(list_id, found)
    return len(waiting)


def invite_lists(*, now: datetime) -> int:
    """Go on with the lists that are being invited, a portion per transaction; returns how many people were invited."""
    with transaction.looking():
        waiting = lists_in(GuestListState.INVITING)
    return sum(_go_through(list_id, now) for list_id in waiting)


def forget_old_lists(*, now: datetime) -> int:
    """Delete lists that nobody decided about, and the traces of finished ones; returns how many."""
    old = session().scalars(select(GuestList).where(GuestList.created_at < now - KEPT)).all()
    for guest_list in old:
        discard_list(guest_list=guest_list)
    return len(old)


def forget_in_lists(*, event_id: EventId, addresses: set[str]) -> int:
    """Delete tables that nobody decided about yet and in which one of these addresses stands; returns how many.

    A table that is too long to be looked through at once goes as well: it can be uploaded again.
    """
    waiting = GuestList.state.in_([GuestListState.READING.value, GuestListState.READY.value])
    found = session().scalars(select(GuestList).where(GuestList.event_id == event_id, waiting)).all()
    holding = [each for each in found if _holds(each, addresses)]
    for guest_list in holding:
        discard_list(guest_list=guest_list)
    return len(holding)


def _holds(guest_list: GuestList, addresses: set[str]) -> bool:
    try:
        rows = rows_of(files.path_of(guest_list.file_id))
        seen = [{normal_form(cell) for cell in row} for row in islice(rows, _LOOKED_THROUGH + 1)]
    except TableInvalidError:
        return True
    return len(seen) > _LOOKED_THROUGH or any(addresses & cells for cells in seen)


@dataclass(slots=True)
class _Found:
    """What was found in a table; `problem` says why nothing was."""

    columns: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    good: int = 0
    known: int = 0
    faulty: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)
    problem: str = ""


def _looked_through(list_id: int) -> _Found:
    guest_list = session().get(GuestList, list_id)
    if guest_list is None:
        return _Found(problem=TableProblem.NO_TABLE)
    try:
        return _counted(guest_list)
    except TableInvalidError as refusal:
        return _Found(problem=str(refusal.details["problem"]))


def _counted(guest_list: GuestList) -> _Found:
    rows = rows_of(files.path_of(guest_list.file_id))
    found, seen = _Found(columns=rules.columns_of_guests(next(rows, ()))), set[str]()
    if not rules.is_complete(found.columns):
        return _Found(problem=_NO_ADDRESSES)
    while portion := list(islice(rows, _PORTION)):
        fresh: set[str] = set()
        for row in portion:
            found.rows += 1
            fault, normal = _fault(_guest(row, found.columns, guest_list.language, None))
            if fault is None and normal not in seen:
                fresh.add(normal)
                seen.add(normal)
                continue
            fault = fault or {"field": "email", "problem": _TWICE}
            found.faulty += 1
            if len(found.faults) < MOST_FAULTS:
                found.faults.append({"row": found.rows + 1, **fault})
        known = known_guests(guest_list.event, fresh)
        found.known += len(known)
        found.good += len(fresh) - len(known)
    return found


def _fault(guest: Guest) -> tuple[dict[str, str] | None, str]:
    problems = guest_problems(guest)
    if problems:
        name, problem = next(iter(problems.items()))
        return {"field": name, "problem": problem.value}, ""
    return None, normal_form(checked_address(guest.email))


def _note(list_id: int, found: _Found) -> None:
    guest_list = session().get(GuestList, list_id, with_for_update=True)
    if guest_list is None or guest_list.state != GuestListState.READING:
        return
    guest_list.columns, guest_list.faults = dict(found.columns), found.faults
    guest_list.rows, guest_list.good, guest_list.known = found.rows, found.good, found.known
    guest_list.faulty = found.faulty
    if found.problem:
        _put_aside(guest_list, found.problem)
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
    # A worker that was stopped goes on where it was.
    rows = islice(rows_of(path), 1 + position, None)
    while portion := list(islice(rows, _PORTION)):
        guests = (_guest(row, columns, language, category_id) for row in portion)
        good = [guest for guest in guests if not guest_problems(guest)]
        with unit_of_work():
            made = _invite(list_id, position, good, len(portion), now)
        session().expunge_all()
        if made is None:
            return invited
        position, invited = position + len(portion), invited + made
    with unit_of_work():
        _finish(list_id)
    return invited


def _invite(list_id: int, position: int, guests: list[Guest], rows: int, now: datetime) -> int | None:
    """How many of them were invited; None when the list is off or somebody else is at it."""
    guest_list = session().get(GuestList, list_id, with_for_update=True, populate_existing=True)
    if guest_list is None or guest_list.state != GuestListState.INVITING or guest_list.done_rows != position:
        return None
    try:
        made = len(invite(event=guest_list.event, guests=guests, now=now))
    except RegistrationClosedError:
        _put_aside(guest_list, _CLOSED)
        return None
    guest_list.done_rows, guest_list.invited = position + rows, guest_list.invited + made
    session().flush()
    return made


def _guest(row: Sequence[str], columns: dict[str, int], language: str, category_id: CategoryId | None) -> Guest:
    return Guest(
        name=rules.name_in(row, columns),
        email=value_of(row, columns, rules.EMAIL),
        organisation=value_of(row, columns, rules.ORGANISATION),
        language=rules.language_in(row, columns, language),
        category_id=category_id,
    )


def _put_aside(guest_list: GuestList, problem: str) -> None:
    guest_list.state, guest_list.problem = GuestListState.UNREADABLE.value, problem
    files.forget([guest_list.file_id])
    session().flush()


def _finish(list_id: int) -> None:
    guest_list = session().get(GuestList, list_id, with_for_update=True, populate_existing=True)
    if guest_list is not None and guest_list.state == GuestListState.INVITING:
        guest_list.state = GuestListState.DONE.value
        files.forget([guest_list.file_id])
        session().flush()
