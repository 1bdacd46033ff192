"""What nobody has proved stands beside what is entered later, until one is confirmed: anybody may type an address."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from webapp.capacity.types import PoolId
from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.registration.models import Registration
from webapp.registration.services.event_places import Places, needs_of
from webapp.registration.types import HOLDS_A_PLACE, LIVE, Application, Needs, RegistrationStatus


def yields(registration: Registration) -> bool:
    """True for what stands only because the address was typed."""
    return registration.status in LIVE and not registration.is_proved


def says_the_same(registration: Registration, application: Application) -> bool:
    """True when the form was sent once more as it was."""
    before = [(each.name, each.email, each.answers) for each in registration.attendees]
    after = [(each.name, each.email, dict(each.answers)) for each in application.heads]
    return before == after and _said(registration) == _said(application)


def set_aside(unproved: Registration, now: datetime) -> None:
    """Leave the address to what is entered now; it keeps its places or its rank for as long as it was told."""
    unproved.set_aside_at = unproved.set_aside_at or now
    session().flush()


def end(places: Places, unproved: Sequence[Registration]) -> None:
    """End what doesn't count any more and give its places back, behind the caller's lock, who has others move up."""
    places.give_back(end_without_its_places(places, unproved))


def end_without_its_places(places: Places, unproved: Sequence[Registration]) -> Needs:
    """As `end`, for whoever takes or gives back what they held."""
    held = held_by(places.event, unproved)
    for each in unproved:
        each.status, each.held_until = RegistrationStatus.EXPIRED.value, None
    session().flush()
    return held


def rank_of(unproved: Sequence[Registration]) -> datetime | None:
    """The best rank among them, for whatever counts instead of them."""
    return min((each.queued_at for each in unproved if each.queued_at is not None), default=None)


def held_by(event: Event, unproved: Sequence[Registration]) -> Needs:
    """All that they hold together."""
    held: Counter[PoolId] = Counter()
    for each in unproved:
        if each.status in HOLDS_A_PLACE:
            held.update(needs_of(event, each))
    return dict(held)


def _said(of: Registration | Application) -> tuple[object, ...]:
    return of.name, of.organisation, of.category_id, of.field_set_id, dict(of.answers), of.invited_by
