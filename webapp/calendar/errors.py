from webapp.calendar.types import FoundDate
from webapp.foundation.errors import ConflictError, InvalidError, NotFoundError


class EntryNotFoundError(NotFoundError):
    code = "entry_not_found"


class FeedNotFoundError(NotFoundError):
    """There is no such private feed, or it was revoked; nobody learns which."""

    code = "feed_not_found"


class DatesUnreadableError(InvalidError):
    """A file holds no dates that can be taken over; `details["problem"]` says why."""

    code = "dates_unreadable"


class DatesDecidedError(ConflictError):
    """These dates were taken over already."""

    code = "dates_decided"


class DateRefusedError(InvalidError):
    """One of several dates can't become a draft, so that none did; `found` is that date."""

    code = "date_refused"

    def __init__(self, found: FoundDate) -> None:
        super().__init__("a date that can't become a draft")
        self.found = found
