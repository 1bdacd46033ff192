"""How an event stands, read again behind the lock that whoever books there takes as well."""

from sqlalchemy import select

from webapp.capacity.models import Pool
from webapp.events.models import Event
from webapp.foundation.database import session, table_of

_POOLS = table_of(Pool)
_COLUMNS = [column.key for column in table_of(Event).columns]


def hold(event: Event) -> None:
    """Have nobody book, invite or change how the event stands until this transaction ends, and read how it stands.

    The pool goes first, as in `registration.services.event_places`, so that two never wait in a ring.
    """
    session().flush()
    session().execute(select(_POOLS.c.id).where(_POOLS.c.id == event.pool_id).with_for_update())
    session().refresh(event, _COLUMNS, with_for_update={"of": Event, "key_share": True})
