"""Who is inside, as the doors know it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update

from webapp.capacity.models import Pool
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import session, table_of
from webapp.registration.models import Attendee
from webapp.registration.services import regaining
from webapp.registration.services.leaving_unknown import let_unknown_go
from webapp.registration.services.seating import take_seats_back
from webapp.registration.services.taking_back import take_back_who_was_put_down
from webapp.registration.types import Seen

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


def note_presence(*, seen: Sequence[Seen], now: datetime) -> None:
    """Note who came in and who is inside, behind `hold_places`.

    Somebody who turns out to have come in on a place that was given up meanwhile gets it back, or one more is granted:
    nobody is sent out, and there are never more people than places. Should it turn out that they hadn't come in after
    all, it is given up again. Whoever was put down at the door by mistake has no place any more, nor has who was
    deleted and kept it only because they had come; whoever was let in from the line by mistake stands in it again.
    """
    if not seen:
        return
    news = [each.attendee_id for each in seen if not each.has_place and _is_news(each)]
    session().execute(_MARKING, [_row(each) for each in seen])
    regaining.have_places(news, now)
    take_back_who_was_put_down(seen, now)
    regaining.give_up_again([each for each in seen if each.has_place and each.entered_at is None], now)
    take_seats_back(seen, now)
    let_unknown_go([each.attendee_id for each in seen if each.entered_at is None], now)


def _row(seen: Seen) -> dict[str, object]:
    return {"which": seen.attendee_id, "entered": seen.entered_at, "inside": seen.inside_since}


def _is_news(seen: Seen) -> bool:
    if seen.inside_since is not None:
        return True
    known = session().scalar(select(Attendee.entered_at).where(Attendee.id == seen.attendee_id))
    return seen.entered_at is not None and known is None
