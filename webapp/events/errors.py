from webapp.foundation.errors import ConflictError, NotFoundError


class EventNotFoundError(NotFoundError):
    code = "event_not_found"


class EventStateError(ConflictError):
    """The event's state doesn't allow this (publishing a cancelled one, cancelling a draft …)."""

    code = "event_state"
