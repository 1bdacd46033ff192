"""What people named in the form and didn't get: told by the room that had none left, read by the letters."""

from collections.abc import Callable, Mapping

from webapp.registration.models import Registration
from webapp.registration.types import AttendeeId

Find = Callable[[Registration], Mapping[AttendeeId, str]]
_known: list[Find] = []


def tells(find: Find) -> Find:
    """Above a function that finds who didn't get what they named, and what that is called."""
    _known.append(find)
    return find


def missed(registration: Registration) -> dict[AttendeeId, str]:
    """Who didn't get what they named, and what that is called. One query for each room that tells of it."""
    return {attendee_id: title for find in _known for attendee_id, title in find(registration).items()}
