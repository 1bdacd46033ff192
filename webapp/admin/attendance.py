"""Who came, when, by which door, and when they left: for the desk's lists, pages and tables."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from webapp.checkin.queries import Attended, attendance_of, came_count
from webapp.foundation import clock

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.registration.models import Attendee, Registration
    from webapp.registration.types import AttendeeId


class Attendance:
    """What the doors know of people, read for some of them at a time: `look_up` before it is asked."""

    def __init__(self, event: "Event") -> None:
        self._event = event
        self._known: dict[AttendeeId, Attended] = {}
        self.matters = event.starts_at <= clock.now() or came_count(event.id) > 0

    def look_up(self, registrations: Iterable["Registration"]) -> None:
        """Read it for these; only those whom a door has let in are asked for. At most three queries for a page."""
        came = [head.id for each in registrations for head in each.attendees if head.entered_at is not None]
        self._known = attendance_of(self._event.id, came)

    def of(self, head: "Attendee") -> Attended | None:
        """When somebody came, if they did; as the list has it where the doors' facts are gone."""
        if head.entered_at is None:
            return None
        return self._known.get(head.id) or Attended(head.entered_at)
