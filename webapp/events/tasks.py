from webapp.events.services import erasing
from webapp.events.types import EventId
from webapp.foundation import clock
from webapp.foundation.going_on import Work, go_through
from webapp.foundation.jobs import job
from webapp.foundation.transaction import looking


@job(every_minutes=60)
def erase_what_was_thrown_away() -> None:
    """Erase what has been in the bin for a month, each event by itself."""
    with looking():
        due = erasing.due_in_bin(now=clock.now())
    go_through(Work("empty the bin", _erase), due)


def _erase(event_id: EventId) -> None:
    erasing.erase_from_bin(event_id=event_id, now=clock.now())
