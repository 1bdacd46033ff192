"""People to enter, from a table: kept, looked through in the background as tables of guests are, shown, entered."""

from collections.abc import Collection, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from itertools import islice
from typing import BinaryIO

from sqlalchemy import select

from webapp.accounts import rights
from webapp.accounts.types import Role, Scope
from webapp.contacts.errors import TableStateError
from webapp.contacts.facts import ContactTableWaits
from webapp.contacts.models import Contact, ContactTable
from webapp.contacts.services import entering
from webapp.contacts.types import Grounds, TableState
from webapp.foundation import facts, files, tokens, transaction
from webapp.foundation.database import session
from webapp.foundation.going_on import Work, go_through
from webapp.foundation.named_files import named_by
from webapp.foundation.spreadsheets import Budget, TableProblem, tables_in
from webapp.foundation.stopping import go_on
from webapp.foundation.transaction import savepoint, unit_of_work
from webapp.organisations.types import OrganisationId
from webapp.registration.rules import guests as rules
from webapp.registration.services import Guest
from webapp.registration.services.guest_faults import without_words
from webapp.registration.services.guest_looking import NO_COLUMNS, Found, look_through
from webapp.registration.services.guest_rows import fault_of, guest_in, layout_of
from webapp.registration.services.importing import holds, keep_table
from webapp.registration.services.left_out import but_left_out, leave_out
from webapp.registration.services.unread_guests import without_unread

KEPT = timedelta(days=7)
_PORTION = 200
_FAILED = "failed"
_UNDECIDED = (TableState.READING.value, TableState.READY.value)


def take_table(
    *,
    organisation_id: OrganisationId,
    stream: BinaryIO,
    name: str,
    language: str,
    grounds: Grounds,
    tags: list[str],
    now: datetime,
) -> ContactTable:
    """Keep a table that was uploaded and look through it soon; TableInvalidError for what is none or could do harm."""
    rights.require(Role.ORGANIZER, Scope.of_organisation(organisation_id))
    kept = keep_table(stream, name=name, now=now)
    table = ContactTable(
        public_id=tokens.new_id(),
        organisation_id=organisation_id,
        file_id=kept.id,
        file_name=kept.name,
        language=language,
        source=grounds.source,
        purpose=grounds.purpose,
        review_on=grounds.review_on,
        tags=tags,
        state=TableState.READING.value,
        created_at=now,
    )
    session().add(table)
    session().flush()
    facts.publish(ContactTableWaits(table.id))
    return table


@rights.needs(Role.ORGANIZER, of="table")
def enter_table(*, table: ContactTable) -> None:
    """Enter the people of its good rows, soon; TableStateError unless it was looked through and waits."""
    session().refresh(table, with_for_update={"of": ContactTable})
    if table.state != TableState.READY or not table.good:
        raise TableStateError(state=TableState(table.state))
    table.state, table.sample = TableState.TAKING.value, []
    table.faults, table.columns = without_words(table.faults), without_unread(table.columns)
    session().flush()
    facts.publish(ContactTableWaits(table.id))


@rights.needs(Role.ORGANIZER, of="table")
def discard_table(*, table: ContactTable) -> None:
    """Delete a table with its file; whoever is entered already stays so."""
    _discard(table)


def _discard(table: ContactTable) -> None:
    files.forget([table.file_id])
    session().delete(table)
    session().flush()


@named_by
def files_of_tables() -> set[str]:
    """The files of all tables that are still there."""
    return set(session().scalars(select(ContactTable.file_id)))


def forget_old_tables(*, now: datetime) -> int:
    """Delete tables that nobody decided about, and the traces of finished ones; returns how many."""
    old = {
        each.id: each for each in session().scalars(select(ContactTable).where(ContactTable.created_at < now - KEPT))
    }
    return len(go_through(Work("forget a table", lambda each: _discard(old[each]), savepoint), old))


def forget_in_tables(*, organisation_id: OrganisationId, address: str) -> None:
    """Delete tables that nobody decided about yet and in which the address stands, or may stand.

    One whose people are being entered passes over it: to be asked first, so that whom it has entered is seen.
    """
    own = select(ContactTable).where(ContactTable.organisation_id == organisation_id).order_by(ContactTable.id)
    for table in session().scalars(own.with_for_update().execution_options(populate_existing=True)).all():
        if table.state == TableState.TAKING:
            leave_out(table, {address})
        elif table.state in _UNDECIDED and holds(table.file_id, {address}):
            _discard(table)
        elif table.state == TableState.UNREADABLE:
            table.faults = without_words(table.faults)


def work_on_tables(*, now: datetime) -> None:
    """Look through the tables that wait for it, and go on with those whose people are to be entered."""
    steps = {TableState.READING: _read, TableState.TAKING: lambda each: _take(each, now)}
    for state, act in steps.items():
        with transaction.looking():
            waiting = session().scalars(select(ContactTable.id).where(ContactTable.state == state.value)).all()
        go_through(Work(f"{state} a table", act, nullcontext, 2, marked=True, give_up=_give_up), waiting)


def _give_up(table_id: int) -> None:
    table = session().get(ContactTable, table_id, with_for_update=True)
    if table is not None:
        _put_aside(table, _FAILED)


def _read(table_id: int) -> None:
    # Nobody who writes waits while a table is read.
    with transaction.looking():
        table = session().get(ContactTable, table_id)
        found = Found(problem=TableProblem.NO_TABLE) if table is None else _looked_through(table)
    with unit_of_work():
        _note(table_id, found)


def _looked_through(table: ContactTable) -> Found:
    organisation_id = table.organisation_id
    return look_through(table.file_id, table.language, lambda fresh: entered_among(organisation_id, fresh))


def entered_among(organisation_id: OrganisationId, addresses: Collection[str]) -> set[str]:
    """Which of these addresses, in their normal form, the office has entered before. One query."""
    own = Contact.organisation_id == organisation_id, Contact.email_normal.in_(addresses)
    there = Contact.entered_at.is_not(None), Contact.binned_at.is_(None)
    return set(session().scalars(select(Contact.email_normal).where(*own, *there)))


def _note(table_id: int, found: Found) -> None:
    table = session().get(ContactTable, table_id, with_for_update=True)
    if table is None or table.state != TableState.READING:
        return
    table.columns = {**found.columns, "addresses": found.addresses, "noted": found.noted, **found.unread.as_told()}
    table.faults = [*found.faults, *found.notes]
    table.sheet, table.left_sheets, table.sample = found.sheet, found.left_sheets, found.sample
    table.rows, table.good, table.known, table.faulty = found.rows, found.good, found.known, found.faulty
    if found.problem:
        _put_aside(table, found.problem)
    else:
        table.state = TableState.READY.value
    session().flush()


def _put_aside(table: ContactTable, problem: str) -> None:
    table.state, table.problem, table.sample = TableState.UNREADABLE.value, problem, []
    if problem != NO_COLUMNS:  # where headings are told, not people
        table.faults = without_words(table.faults)
    files.forget([table.file_id])
    session().flush()


def _take(table_id: int, now: datetime) -> None:
    with transaction.looking():
        table = session().get(ContactTable, table_id)
        if table is None:
            return
        columns, language, position, path = (
            dict(table.columns),
            table.language,
            table.done_rows,
            files.path_of(table.file_id),
        )
    for sheet in tables_in(path, rules.HEADINGS, Budget(go_on=go_on, seconds=float("inf"))):
        layout = layout_of(sheet.head, columns)
        rows = islice(sheet.rows, position, None)  # a worker that was stopped goes on where it was
        while portion := list(islice(rows, _PORTION)):
            guests = [(row, guest_in(row, layout, language, None)) for row in portion if not row.hidden]
            good = [guest for row, guest in guests if fault_of(row, guest, layout) is None]
            with unit_of_work():
                goes_on = _enter(table_id, position, good, len(portion), now)
            session().expunge_all()
            if not goes_on:
                return
            position += len(portion)
        break
    with unit_of_work():
        _finish(table_id)


def _enter(table_id: int, position: int, guests: Sequence[Guest], rows: int, now: datetime) -> bool:
    """Enter those whom the office hasn't entered before; False when the table is off or somebody else is at it."""
    table = session().get(ContactTable, table_id, with_for_update=True, populate_existing=True)
    if table is None or table.state != TableState.TAKING or table.done_rows != position:
        return False
    for guest in but_left_out(table, guests):
        entry: entering.Entry = {
            "name": guest.name,
            "email": guest.email,
            "company": guest.organisation,
            "phone": "",
            "language": guest.language,
            "source": table.source,
            "purpose": table.purpose,
            "review_on": table.review_on,
        }
        table.taken += entering.enter_unless_known(table.organisation_id, entry, table.tags, now)
    table.done_rows = position + rows
    session().flush()
    return True


def _finish(table_id: int) -> None:
    table = session().get(ContactTable, table_id, with_for_update=True, populate_existing=True)
    if table is not None and table.state == TableState.TAKING:
        table.state = TableState.DONE.value
        files.forget([table.file_id])
        session().flush()
