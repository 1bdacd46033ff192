"""Who may register or change when, and how long a place is held."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from webapp.events.rules import Dated, phase, registration_is_open
from webapp.events.types import EventStatus, Feature, Phase
from webapp.registration.types import CategoryTerms, Joining, Opening, RegistrationAvailability

Window = tuple[datetime | None, datetime | None]

HELD_FOR = timedelta(minutes=30)
# A rank keeps nobody out, so there is time to read mail.
RANKED_FOR = timedelta(hours=24)
SHORTEST_OFFER = timedelta(hours=1)
BEFORE_THE_START = timedelta(hours=2)  # so that a place nobody took can still be of use to the next one

_SHUT = {
    Phase.DRAFT: RegistrationAvailability.CLOSED,
    Phase.CANCELLED: RegistrationAvailability.CANCELLED,
    Phase.POSTPONED: RegistrationAvailability.POSTPONED,
    Phase.PAST: RegistrationAvailability.PAST,
}
_NOBODY_JOINS = {
    Phase.CANCELLED: Joining.CANCELLED,
    Phase.POSTPONED: Joining.POSTPONED,
    Phase.PAST: Joining.PAST,
}


def availability(event: Dated, now: datetime) -> RegistrationAvailability:
    """Whether people may register for `event` at `now` and, if not, why."""
    if registration_is_open(event, now):
        return RegistrationAvailability.OPEN
    stands = phase(event, now)
    if stands in _SHUT:
        return _SHUT[stands]
    return (
        RegistrationAvailability.CLOSED
        if Feature.REGISTRATION in event.features
        else RegistrationAvailability.NOT_NEEDED
    )


def opening(event: Dated, windows: Iterable[Window], now: datetime) -> Opening:
    """As `availability`, where there are categories with times of their own: open while one of them is."""
    stands, times = availability(event, now), list(windows)
    if stands is not RegistrationAvailability.OPEN or not times:
        return Opening(stands)
    left = [opens_at or now for opens_at, closes_at in times if closes_at is None or now < closes_at]
    next_one = min(left, default=None)
    if next_one is not None and next_one <= now:
        return Opening(stands)
    is_ahead = next_one is not None and registration_is_open(event, next_one)
    return Opening(
        RegistrationAvailability.EARLY if is_ahead else RegistrationAvailability.CLOSED,
        next_one if is_ahead else None,
        by_categories=True,
    )


def joining(event: Dated, now: datetime, terms: CategoryTerms, *, is_live: bool, is_proved: bool) -> Joining:
    """Whether more people may come with a registration than came with it first, as far as that is a matter of time.

    As long as others may register: after that the organizer counts on those who are there.
    """
    stands = phase(event, now)
    if stands in _NOBODY_JOINS:
        return _NOBODY_JOINS[stands]
    if not is_live:
        return Joining.GONE
    if stands is Phase.RUNNING:
        return Joining.RUNNING
    if availability(event, now) is not RegistrationAvailability.OPEN or (
        terms.closes_at is not None and now >= terms.closes_at
    ):
        return Joining.CLOSED
    return Joining.OPEN if is_proved else Joining.UNPROVED


def may_change(event: Dated, now: datetime) -> bool:
    """True while a registration still means something: the event takes place and isn't over."""
    return phase(event, now) in {Phase.UPCOMING, Phase.RUNNING}


def is_over(event: Dated, now: datetime) -> bool:
    """True when the event took place and has ended."""
    return phase(event, now) is Phase.PAST


def may_answer(event: Dated, now: datetime) -> bool:
    """True while the address may be confirmed and an offer be taken: also without a date, for the one to come."""
    return may_leave(event, now)


def may_move_up(event: Dated, now: datetime) -> bool:
    """True while a freed place is still of use to somebody who waits at home."""
    return phase(event, now) is Phase.UPCOMING


def line_is_over(event: Dated, now: datetime) -> bool:
    """True once nobody who waits is offered anything any more; without a date they wait for the one to come."""
    return phase(event, now) in {Phase.RUNNING, Phase.PAST, Phase.CANCELLED}


def may_leave(event: Dated, now: datetime) -> bool:
    """True while a place can be given up, which is sensible even when the event has no date."""
    return may_change(event, now) or phase(event, now) is Phase.POSTPONED


def stands_still(event: Dated) -> bool:
    """True while it is open whether and when the event takes place: nothing runs out, for nobody could use it."""
    return event.status in {EventStatus.CANCELLED, EventStatus.POSTPONED}


def has_run_out(event: Dated, until: datetime | None, now: datetime) -> bool:
    """True when the time of what is held until then is over."""
    return until is not None and until <= now and not stands_still(event)


def kept_until(event: Dated, now: datetime, *, seated: bool) -> datetime:
    """Until when a place, or a rank on the waiting list, is kept for somebody who has to confirm the address.

    A rank is of no use once the event has begun; a place is until it is over.
    """
    return min(now + HELD_FOR, event.ends_at) if seated else min(now + RANKED_FOR, event.starts_at)


def offered_until(event: Dated, now: datetime, hours: int) -> datetime:
    """Until when somebody may take an offered place: sooner when the event is near, never after it has begun."""
    soon_enough = max(now + SHORTEST_OFFER, event.starts_at - BEFORE_THE_START)
    return min(now + timedelta(hours=hours), soon_enough, event.starts_at)
