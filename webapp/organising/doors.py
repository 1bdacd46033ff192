"""When an event's door is open: somebody has to have opened it."""

from datetime import datetime, timedelta

from webapp.events.models import Event

OPENS_BEFORE = timedelta(hours=2)


def is_door_open(event: Event, now: datetime, *, seen_at: datetime | None, let_in: int = 0) -> bool:
    """True from two hours before the start, once a device has reported since or somebody was let in."""
    opens_at = event.starts_at - OPENS_BEFORE
    return opens_at <= now < event.ends_at and (let_in > 0 or (seen_at is not None and seen_at >= opens_at))
