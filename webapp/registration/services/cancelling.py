from collections.abc import Sequence
from datetime import datetime

from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.registration import rules
from webapp.registration.errors import OthersJoinedError, RegistrationClosedError
from webapp.registration.facts import RegistrationCancelled
from webapp.registration.models import Attendee, Registration
from webapp.registration.services import event_places, history, waiting_list
from webapp.registration.services.answering_invitations import take_answer_back
from webapp.registration.services.entered import refuse_whoever_came
from webapp.registration.services.event_places import Places
from webapp.registration.services.open_wishes import end_wishes
from webapp.registration.services.rebooking import people_of
from webapp.registration.types import HOLDS_A_PLACE, LIVE, ChangeKind, RegistrationStatus


def cancel(
    *,
    registration: Registration,
    now: datetime,
    reason: str = "",
    kind: ChangeKind = ChangeKind.CANCELLED,
    despite_entry: bool = False,
    seen: str | None = None,
) -> Registration:
    """Give up places or a rank; the first in line get offers in the same transaction. A second time changes nothing.

    AlreadyCameError when one of them was let in, unless the desk insists: StillInsideError while one is inside.
    OthersJoinedError for people whom the page that was `seen` didn't show, as `mark_of_people` has it.
    """
    places, registration = event_places.lock_for(registration)
    if registration.status not in LIVE:
        return registration
    if not rules.may_leave(places.event, now):
        raise RegistrationClosedError
    people = people_of(registration)
    refuse_unseen(people, seen)
    refuse_whoever_came(registration, people, now, despite_entry=despite_entry)
    give_up(places, registration, kind, now, reason=reason)
    return registration


def give_up(places: Places, registration: Registration, kind: ChangeKind, now: datetime, *, reason: str = "") -> None:
    """As `cancel`, behind the caller's lock and whatever became of the event."""
    had_place = registration.status in HOLDS_A_PLACE
    registration.status = RegistrationStatus.CANCELLED.value
    registration.cancelled_at = now
    registration.held_until = None
    take_answer_back(registration, now)
    end_wishes([registration.id])
    history.record(registration, kind, now=now, reason=reason)
    session().flush()
    # First of all, so that whoever gave up nothing of an answer's places gives nothing back of them.
    facts.publish(RegistrationCancelled(registration.id, had_place))
    if had_place:
        free(places, registration, now)
    places.renew()


def refuse_unseen(people: Sequence[Attendee], seen: str | None) -> None:
    """OthersJoinedError unless the page that was `seen` showed all of these people; None is no page at all."""
    if seen is not None and not rules.shows_all(seen, [each.public_id for each in people]):
        raise OthersJoinedError


def free(places: Places, registration: Registration, now: datetime) -> None:
    """Give back all that a registration took, and offer it to the first in line."""
    places.give_back(places.needs_of(registration))
    waiting_list.advance(places, now)
