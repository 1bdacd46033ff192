"""Whether anything of an event is scarce."""

from sqlalchemy import or_, select

from webapp.capacity.models import Pool
from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.registration.models import Category, ChoicePool


def is_limited(event: Event) -> bool:
    """True where others may want a place that somebody gives up: the event, a category or an answer has a limit.

    One query at most.
    """
    if event.pool.capacity is not None:
        return True
    categories = select(Category.pool_id).where(Category.event_id == event.id, Category.pool_id.is_not(None))
    answers = select(ChoicePool.pool_id).where(ChoicePool.event_id == event.id)
    limited = select(Pool.id).where(or_(Pool.id.in_(categories), Pool.id.in_(answers)), Pool.capacity.is_not(None))
    return session().scalar(limited.limit(1)) is not None
