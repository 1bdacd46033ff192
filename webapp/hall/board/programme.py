"""Where an event's programme stands."""

from collections.abc import Sequence
from datetime import datetime

from webapp.agenda import queries, rules
from webapp.agenda.models import AgendaItem
from webapp.events.models import Event


def now_and_next(event: Event, now: datetime) -> tuple[Sequence[AgendaItem], Sequence[AgendaItem]]:
    """What runs at this moment and what begins next; several items where tracks run side by side."""
    return rules.now_and_next(queries.shown_items(event), now)
