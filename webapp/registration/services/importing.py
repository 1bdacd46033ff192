"""People to invite, from a table: kept, looked through in the background, shown, decided about."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import BinaryIO

from sqlalchemy import select

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation import facts, files, tokens
from webapp.foundation.database import session
from webapp.foundation.email_addresses import normal_form
from webapp.foundation.going_on import Work, go_through
from webapp.foundation.named_files import named_by
from webapp.foundation.spreadsheets import Budget, TableInvalidError, TableProblem, check, foreign_kind, rows_of
from webapp.foundation.transaction import savepoint
from webapp.registration import queries
from webapp.registration.errors import RegistrationStateError
from webapp.registration.facts import GuestListWaits
from webapp.registration.models import GuestList
from webapp.registration.services.guest_faults import without_words
from webapp.registration.services.left_out import leave_out
from webapp.registration.services.unread_guests import without_unread
from webapp.registration.types import CategoryId, GuestListState

KEPT = timedelta(days=7)
_LOOKED_THROUGH = 5_000
_PATIENCE = 10  # seconds; whoever is deleted may wait for it


def keep_table(stream: BinaryIO, *, name: str, now: datetime) -> files.Kept:
    """Keep a table that was uploaded; TableInvalidError for what is none or could do harm."""
    try:
        kept = files.keep(stream, name=name, now=now, tables=True)
    except files.FileRefusedError as refusal:
        stream.seek(0)
        kind = foreign_kind(stream.read(files.LARGEST_BYTES))
        raise TableInvalidError(problem=kind or TableProblem.NO_TABLE) from refusal
    check(files.path_of(kept.id))
    return kept


@rights.needs(Role.ORGANIZER)
def take_list(
    *, event: Event, stream: BinaryIO, name: str, category_id: CategoryId | None, language: str, now: datetime
) -> GuestList:
    """Keep a table that was uploaded and look through it soon; TableInvalidError for what is none or could do harm."""
    kept = keep_table(stream, name=name, now=now)
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


@rights.needs(Role.ORGANIZER, of="guest_list")
def invite_list(*, guest_list: GuestList) -> None:
    """Invite the people of its good rows, soon; RegistrationStateError unless it was looked through and waits."""
    session().refresh(guest_list, with_for_update={"of": GuestList})
    if guest_list.state != GuestListState.READY or not guest_list.good:
        raise RegistrationStateError
    guest_list.state, guest_list.sample = GuestListState.INVITING.value, []
    guest_list.faults = without_words(guest_list.faults)
    guest_list.columns = without_unread(guest_list.columns)
    session().flush()
    facts.publish(GuestListWaits(guest_list.id))


@named_by
def files_of_lists() -> set[str]:
    """The files of all tables that are still there."""
    return set(session().scalars(select(GuestList.file_id)))


def discard_list(*, guest_list: GuestList) -> None:
    """Delete a list with its file; whoever is invited already stays so."""
    files.forget([guest_list.file_id])
    session().delete(guest_list)
    session().flush()


def forget_old_lists(*, now: datetime) -> int:
    """Delete lists that nobody decided about, and the traces of finished ones; returns how many."""
    old = {each.id: each for each in session().scalars(select(GuestList).where(GuestList.created_at < now - KEPT))}
    return len(go_through(Work("forget a list", lambda each: discard_list(guest_list=old[each]), savepoint), old))


_ADDRESS = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_UNDECIDED = [each.value for each in (GuestListState.READING, GuestListState.READY, GuestListState.UNREADABLE)]

_OPEN = [*_UNDECIDED, GuestListState.INVITING.value]


def forget_in_lists(*, event_id: EventId, addresses: set[str]) -> int:
    """Delete tables that nobody decided about yet and in which one of these addresses stands; returns how many.

    One that is being invited from passes over them: to be asked first, so that what it made meanwhile is seen.
    A table that is too long to be looked through at once goes as well: it can be uploaded again. One that can't be used
    has no file any more; what it took for headings may have been somebody's name.
    """
    kept = select(GuestList).where(GuestList.event_id == event_id, GuestList.state.in_(_OPEN)).order_by(GuestList.id)
    locked = kept.with_for_update(of=GuestList).execution_options(populate_existing=True)
    there = session().scalars(locked).all()
    for guest_list in there:
        if guest_list.state == GuestListState.INVITING:
            leave_out(guest_list, addresses)
    found = [each for each in there if each.state in _UNDECIDED]
    unreadable = [each for each in found if each.state == GuestListState.UNREADABLE]
    for guest_list in unreadable:
        guest_list.faults = without_words(guest_list.faults)
    holding = [each for each in found if each not in unreadable and holds(each.file_id, addresses)]
    for guest_list in holding:
        discard_list(guest_list=guest_list)
    return len(holding)


def _addresses_in(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from (word, *_ADDRESS.findall(word))


def holds(file_id: str, addresses: set[str]) -> bool:
    """True when one of the addresses stands anywhere in a table, or when nobody can tell."""
    try:
        rows = rows_of(files.path_of(file_id), Budget(seconds=_PATIENCE))
        for place, row in enumerate(rows):
            said = [word for cell in (*row.cells, *row.unseen.values()) for word in cell.split() if "@" in word]
            if place >= _LOOKED_THROUGH or any(normal_form(each) in addresses for each in _addresses_in(said)):
                return True
    except (TableInvalidError, FileNotFoundError):
        return True
    return False
