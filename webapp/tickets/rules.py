"""What holds for tickets, decided without a database."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from webapp.events.types import EventStatus
from webapp.tickets.types import TicketState

CODE_LENGTH = 8
LAST_KEY = 255
# A moved event keeps the tickets that were printed for the old date; the door asks the list anyway.
_GRACE = timedelta(days=400)
# The days that the two bytes of a payload can say.
FIRST_DAY = date(2020, 1, 1)
LAST_DAY = FIRST_DAY + timedelta(days=0xFFFF)


def valid_through(ends_at: datetime, zone: str) -> date:
    """The last day on which a ticket may be taken for good without asking anybody."""
    return min(max(ends_at.astimezone(ZoneInfo(zone)).date() + _GRACE, FIRST_DAY), LAST_DAY)


def shown_code(code: str) -> str:
    """A code in two groups, as people read it out; the gap does not break."""
    return f"{code[:4]}\u00a0{code[4:]}"


def state_of(event_status: str, *, revoked: bool) -> TicketState:
    """What the ticket is good for; a given-up place counts more than the fate of the event."""
    if revoked:
        return TicketState.CANCELLED
    fates = {
        EventStatus.CANCELLED: TicketState.EVENT_CANCELLED,
        EventStatus.POSTPONED: TicketState.EVENT_POSTPONED,
    }
    return fates.get(EventStatus(event_status), TicketState.VALID)
