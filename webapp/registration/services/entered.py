"""Whoever was let in has used a place, whatever links and desks want to do with it."""

from collections.abc import Sequence
from datetime import datetime

from webapp.events.days import today_began
from webapp.registration.errors import AlreadyCameError, StillInsideError
from webapp.registration.models import Attendee, Registration
from webapp.registration.services import history


def refuse_whoever_came(
    registration: Registration, people: Sequence[Attendee], now: datetime, *, despite_entry: bool
) -> None:
    """StillInsideError while one of them is inside; AlreadyCameError for who was, unless the desk insists.

    Of several days each counts by itself: nobody is still inside since the day before.
    """
    today = today_began(registration.event, now)
    came = _came(people)
    inside = [each.name for each in people if each.inside_since is not None and each.inside_since >= today]
    if inside:
        raise StillInsideError(names=inside, came=came)
    if came and (history.is_own(registration) or not despite_entry):
        raise AlreadyCameError(names=list(came.values()), came=came)


def _came(people: Sequence[Attendee]) -> dict[str, str]:
    """The names of those who ever came in, by public id."""
    return {each.public_id: each.name for each in people if each.entered_at or each.inside_since}
