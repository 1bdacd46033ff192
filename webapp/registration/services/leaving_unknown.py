"""Nobody unknown holds a place of a date to come: who was deleted keeps it only as long as they count as come."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select

from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.registration import rules
from webapp.registration.models import Attendee, Registration
from webapp.registration.services import event_places
from webapp.registration.services.erasing import give_all_up
from webapp.registration.types import LIVE, AttendeeId


def let_unknown_go(never_came: Sequence[AttendeeId], now: datetime) -> None:
    """Behind `hold_places`: those of them who were deleted leave, and their places are for the line.

    So does whoever had made room for them and comes back as they go.
    """
    if never_came:
        theirs = select(Attendee.registration_id).where(Attendee.id.in_(never_came))
        _let_go(Registration.id.in_(theirs), now)


@acting_as(SYSTEM)
def let_all_unknown_go(*, event: Event, now: datetime) -> None:
    """Now that the event has another date or none: also those who were deleted after it was over."""
    event_places.lock(event)
    _let_go(Registration.event_id == event.id, now)


def _let_go(which: ColumnElement[bool], now: datetime) -> None:
    unknown = Registration.erased_at.is_not(None), Registration.status.in_(LIVE)
    for each in session().scalars(select(Registration).where(which, *unknown).order_by(Registration.id)).all():
        # Of what is over the figures stay.
        if not rules.is_over(each.event, now):
            give_all_up(each, now)
