"""Who may register when, what a name may be, how long a place is held; decided without a database."""

import unicodedata
from datetime import datetime, timedelta

from webapp.events.rules import Dated, phase, registration_is_open
from webapp.events.types import Feature, Phase
from webapp.fields.rules.texts import one_line
from webapp.registration.types import LONGEST_NAME, LONGEST_ORGANISATION, Door, Problem

HELD_FOR = timedelta(minutes=30)
# A rank keeps nobody out, so there is time to read mail.
RANKED_FOR = timedelta(hours=24)

_SHUT = {
    Phase.DRAFT: Door.CLOSED,
    Phase.CANCELLED: Door.CANCELLED,
    Phase.POSTPONED: Door.POSTPONED,
    Phase.PAST: Door.PAST,
}


def door(event: Dated, now: datetime) -> Door:
    """Whether people may register for `event` at `now` and, if not, why."""
    if registration_is_open(event, now):
        return Door.OPEN
    stands = phase(event, now)
    if stands in _SHUT:
        return _SHUT[stands]
    return Door.CLOSED if Feature.REGISTRATION in event.features else Door.NOT_NEEDED


def may_change(event: Dated, now: datetime) -> bool:
    """True while a registration still means something: the event takes place and isn't over."""
    return phase(event, now) in {Phase.UPCOMING, Phase.RUNNING}


def may_move_up(event: Dated, now: datetime) -> bool:
    """True while a freed place is still of use to somebody who waits at home."""
    return phase(event, now) is Phase.UPCOMING


def may_leave(event: Dated, now: datetime) -> bool:
    """True while a place can be given up, which is sensible even when the event has no date."""
    return may_change(event, now) or phase(event, now) is Phase.POSTPONED


def kept_until(now: datetime, *, seated: bool) -> datetime:
    """Until when a place, or a rank on the waiting list, is kept for somebody who has to confirm the address."""
    return now + (HELD_FOR if seated else RANKED_FOR)


def queued_after(last: datetime | None, now: datetime) -> datetime:
    """The moment under which the next one queues: later than the last one's, even when a clock was set back."""
    return now if last is None or last < now else last + timedelta(microseconds=1)


def tidy(typed: str) -> str:
    """A name on one line, in one spelling (NFC), free of controls and turned text; empty when nothing can be seen."""
    name = one_line(typed)
    return name if any(unicodedata.category(char)[0] in "LNPS" for char in name) else ""


def name_problem(typed: str) -> Problem | None:
    """What keeps somebody's name from being taken."""
    name = tidy(typed)
    if not name:
        return Problem.MISSING
    return Problem.TOO_LONG if len(name) > LONGEST_NAME else None


def organisation_problem(typed: str) -> Problem | None:
    """As `name_problem` for a firm or body, which may be left out."""
    return Problem.TOO_LONG if len(tidy(typed)) > LONGEST_ORGANISATION else None
