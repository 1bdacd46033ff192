"""Whether somebody may join a registration by its links."""

from collections.abc import Iterable
from datetime import datetime

from webapp.capacity.queries import level
from webapp.registration import rules
from webapp.registration.models import AttendeeRequest, Registration
from webapp.registration.queries.setup import terms_behind
from webapp.registration.queries.waiting_list import largest_in_line
from webapp.registration.queries.wishes import asked_count
from webapp.registration.types import HOLDS_A_PLACE, CategoryTerms, Joining


def has_run_out(registration: Registration, now: datetime) -> bool:
    """True when the time to confirm or to take an offer is over. Asks no database."""
    return rules.has_run_out(registration.event, registration.held_until, now)


def joining_as_it_stands(registration: Registration, terms: CategoryTerms, now: datetime) -> Joining:
    """As far as time and proof go. Asks no database."""
    return rules.joining(registration.event, now, terms, is_live=registration.is_live, is_proved=registration.is_proved)


def joining_of(
    registration: Registration,
    now: datetime,
    terms: CategoryTerms | None = None,
    wishes: Iterable[AttendeeRequest] | None = None,
) -> Joining:
    """Whether one more may come with it, for pages that ask before anybody types. At most four queries."""
    terms = terms or terms_behind(registration)
    stands = joining_as_it_stands(registration, terms, now)
    if stands is not Joining.OPEN:
        return stands
    asked = asked_count(registration.id) if wishes is None else sum(each.instead_of_id is None for each in wishes)
    if registration.heads + asked >= terms.most_heads:
        return Joining.FULL
    takes = registration.status in HOLDS_A_PLACE and not terms.needs_approval
    if takes and not _has_a_place_left(registration, terms):
        return Joining.NO_PLACE
    return Joining.FULL if registration.heads + asked >= terms.most else Joining.OPEN


def _has_a_place_left(registration: Registration, terms: CategoryTerms) -> bool:
    """True when one more place is free at the event and in the category, and nobody in line waits for it."""
    event = registration.event
    largest = largest_in_line([event.id]).get(event.id, 0) if event.pool.level.free else 0
    if rules.only_waits(event.pool.level, largest):
        return False
    return terms.pool_id is None or not level(terms.pool_id).full
