"""From what is held before the camera, or typed, to a ticket's reference."""

from webapp.checkin import rules
from webapp.checkin.types import ByCode, ByPayload
from webapp.events.types import EventId
from webapp.foundation.http import throttle
from webapp.tickets import payload, queries

_KIND = "door_code"


def find_reference(event_id: EventId, shown: str) -> str | None:
    """The reference on a genuine payload or of a code at this event; None for anything else.

    Wrong codes count as guesses, and a guesser is refused for a while. Signatures can't be guessed.
    """
    match rules.what_is_shown(shown):
        case ByPayload(scanned):
            reading = payload.read(scanned)
            return reading.content.reference if isinstance(reading, payload.Genuine) else None
        case ByCode(code):
            return _reference_of_code(event_id, code)
        case _:
            return None


def _reference_of_code(event_id: EventId, code: str) -> str | None:
    throttle.refuse_guessers(_KIND)
    reference = queries.reference_of_code(event_id, code)
    if reference is None:
        throttle.count_failure(_KIND)
    return reference
