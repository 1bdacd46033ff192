"""Where an event is kept: at hand or in the archive; and out of the bin, which is emptied after a month."""

from datetime import datetime

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events import rules
from webapp.events.errors import EventStateError
from webapp.events.models import Event
from webapp.events.services import invariants
from webapp.events.services.holding import hold
from webapp.events.services.recording import record
from webapp.events.types import ChangeKind


@rights.needs(Role.ORGANIZER)
def take_back(*, event: Event, now: datetime) -> None:
    """Take a draft out of the bin, with all that belongs to it."""
    hold(event)
    if event.deleted_at is None:
        return
    event.deleted_at = None
    record(event, ChangeKind.TAKEN_BACK, now=now)
    invariants.renew(event)


@rights.needs(Role.ORGANIZER)
def put_in_archive(*, event: Event, now: datetime) -> None:
    """Leave what is over or called off out of the lists that the desk works with; readers see it as before."""
    hold(event)
    if event.archived_at is not None:
        return
    if not rules.may_be_archived(event, now):
        raise EventStateError
    event.archived_at = now
    record(event, ChangeKind.ARCHIVED, now=now)


@rights.needs(Role.ORGANIZER)
def take_up(*, event: Event, now: datetime) -> None:
    """Have an event that was archived at hand again."""
    if event.archived_at is None:
        return
    event.archived_at = None
    record(event, ChangeKind.TAKEN_UP, now=now)
