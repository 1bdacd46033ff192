from webapp.foundation.errors import DomainError, Kind, NotFoundError


class TicketNotFoundError(NotFoundError):
    """No ticket of ours: forged, foreign, mistyped or deleted. Which of these is nobody's business."""

    code = "ticket_not_found"


class KeysUsedUpError(DomainError):
    """All 255 key numbers were used."""

    kind = Kind.UNAVAILABLE
    code = "keys_used_up"
