from collections.abc import Mapping

from webapp.foundation.errors import ConflictError, InvalidError, NotFoundError


class EventNotFoundError(NotFoundError):
    code = "event_not_found"


class EventStateError(ConflictError):
    """The event's state doesn't allow this (publishing a cancelled one, cancelling a draft …)."""

    code = "event_state"


class TitleInvalidError(InvalidError):
    """A title is missing or longer than it may be."""

    code = "title_invalid"


class SpanInvalidError(InvalidError):
    """The end does not lie after the start."""

    code = "span_invalid"


class SeriesNotFoundError(NotFoundError):
    code = "series_not_found"


class SeriesInvalidError(InvalidError):
    """A series' name is missing, too long, or another one's of the same organisation; `fields` says which."""

    code = "series_invalid"
    fields: Mapping[str, str]


class SeriesInUseError(ConflictError):
    """Something belongs to the series."""

    code = "series_in_use"


class ReasonMissingError(InvalidError):
    """Whoever cancels or postpones says why."""

    code = "reason_missing"


class VenueNotFoundError(NotFoundError):
    code = "venue_not_found"


class VenueInvalidError(InvalidError):
    """It has no name, or something is longer than it can be kept."""

    code = "venue_invalid"


class VenueUsedError(ConflictError):
    """Events name it, so that it can only be put away."""

    code = "venue_used"
