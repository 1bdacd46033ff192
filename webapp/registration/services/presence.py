"""Who is inside, as the doors know it: whoever was let in has used a place, and nobody gets it while they are there."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update

from webapp.accounts.types import Actor
from webapp.capacity.models import Pool
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation import facts
from webapp.foundation.database import session, table_of
from webapp.registration import queries
from webapp.registration.errors import AlreadyCameError, StillInsideError
from webapp.registration.facts import HeadCameAllTheSame, HeadReplaced
from webapp.registration.models import Attendee, Registration
from webapp.registration.services import history, places
from webapp.registration.services.rebooking import book_anew, people_of
from webapp.registration.types import LIVE, AttendeeId, ChangeKind, RegistrationStatus, Seen

_HEADS, _EVENTS, _POOLS = table_of(Attendee), table_of(Event), table_of(Pool)
_HOLDING = (
    select(_POOLS.c.id)
    .join_from(_POOLS, _EVENTS, _EVENTS.c.pool_id == _POOLS.c.id)
    .where(_EVENTS.c.id == bindparam("event"))
    .with_for_update(of=_POOLS)
)
_MARKING = (
    update(_HEADS)
    .where(_HEADS.c.id == bindparam("which"))
    .values(entered_at=bindparam("entered"), inside_since=bindparam("inside"))
)


def hold_places(event_id: EventId) -> None:
    """Nobody else gives a place of the event to somebody until this transaction ends; for whoever looks at tickets."""
    # On SQLite whoever writes writes alone anyway.
    if session().get_bind().dialect.name == "postgresql":
        session().execute(_HOLDING, {"event": event_id})


def note_presence(*, seen: Sequence[Seen], actor: Actor, now: datetime) -> None:
    """Note who came in and who is inside, behind `hold_places`. One statement.

    Somebody who turns out to have come in on a place that was given up meanwhile gets it back, or one more is granted:
    nobody is sent out, and there are never more people than places.
    """
    if not seen:
        return
    news = [each.attendee_id for each in seen if not each.has_place and _is_news(each)]
    rows = [{"which": each.attendee_id, "entered": each.entered_at, "inside": each.inside_since} for each in seen]
    session().execute(_MARKING, rows)
    for attendee_id in news:
        _have_a_place(attendee_id, actor, now)


def refuse_whoever_came(
    registration: Registration, people: Sequence[Attendee], actor: Actor, *, despite_entry: bool
) -> None:
    """StillInsideError while one of them is inside; AlreadyCameError for who was, unless the desk insists."""
    inside = [each.name for each in people if each.inside_since is not None]
    if inside:
        raise StillInsideError(names=inside)
    came = [each.name for each in people if each.entered_at is not None]
    if came and (history.is_own(registration, actor) or not despite_entry):
        raise AlreadyCameError(names=came)


def _is_news(seen: Seen) -> bool:
    if seen.inside_since is not None:
        return True
    known = session().scalar(select(Attendee.entered_at).where(Attendee.id == seen.attendee_id))
    return seen.entered_at is not None and known is None


def _have_a_place(attendee_id: AttendeeId, actor: Actor, now: datetime) -> None:
    attendee = queries.get_attendee(attendee_id)
    registration = places.current(attendee.registration_id)
    people_of(registration)
    session().refresh(attendee)
    held = registration.status in LIVE
    if held and attendee.left_at is None:
        return
    successor = _successor(registration, attendee) if held else None
    if held:
        attendee.left_at = None
    else:
        _revive(registration, attendee, now)
    if successor is not None:
        successor.left_at = now
    session().flush()
    session().expire(registration, ["attendees"])
    book_anew(registration.event, registration, now, held=held, beyond=True)
    difference = [{"field": "person", "before": successor.name if successor else None, "after": attendee.name}]
    history.record(registration, ChangeKind.CAME_ALL_THE_SAME, now=now, actor=actor, differences=difference)
    session().flush()
    if successor is not None:
        facts.publish(HeadReplaced(registration.id, successor.id, attendee.id))
    else:
        facts.publish(HeadCameAllTheSame(registration.id, attendee.id))


def _successor(registration: Registration, gone: Attendee) -> Attendee | None:
    """Who came instead by the link, in however many steps, and was let in by nobody yet."""
    statement = select(Attendee).where(Attendee.registration_id == registration.id, Attendee.instead_of_id.is_not(None))
    after = {each.instead_of_id: each for each in session().scalars(statement)}
    found = after.get(gone.id)
    while found is not None and found.left_at is not None:
        found = after.get(found.id)
    return found if found is not None and found.entered_at is None else None


def _revive(registration: Registration, attendee: Attendee, now: datetime) -> None:
    """A cancelled registration stands again, with nobody but the one who came."""
    for other in registration.attendees:
        other.left_at = now
    attendee.left_at = None
    if queries.find_live(registration.event_id, registration.email_normal) is not None:
        registration.email_normal = f"-{registration.public_id}"  # the address has registered anew
    registration.status, registration.cancelled_at = RegistrationStatus.CONFIRMED.value, None
