from collections.abc import Sequence

from sqlalchemy import select

from webapp.events.models import EventSeries
from webapp.foundation.database import session
from webapp.foundation.ordering import in_order


def known_series() -> Sequence[EventSeries]:
    """Every series by its title, for choosing one."""
    found = session().scalars(select(EventSeries).order_by(EventSeries.id))
    return sorted(found, key=lambda each: in_order(each.title))
