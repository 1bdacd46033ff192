"""Named refusals. One handler maps a refusal's kind to a status and shows its message."""

from enum import StrEnum


class Kind(StrEnum):
    INVALID = "invalid"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    GONE = "gone"
    THROTTLED = "throttled"
    UNAVAILABLE = "unavailable"


class DomainError(Exception):
    """A refusal with a stable `code` that pages and the API may show; a kind of it annotates the details it is told."""

    kind: Kind = Kind.INVALID
    code: str = "refused"

    def __init__(self, message: str = "", **details: object) -> None:
        super().__init__(message or self.code)
        self.details = details
        vars(self).update(details)


class NotFoundError(DomainError):
    kind = Kind.NOT_FOUND
    code = "not_found"


class ForbiddenError(DomainError):
    kind = Kind.FORBIDDEN
    code = "forbidden"


class ConflictError(DomainError):
    kind = Kind.CONFLICT
    code = "conflict"


class ThrottledError(DomainError):
    """Too often; `seconds` says how long it takes until it may be tried again."""

    kind = Kind.THROTTLED
    code = "throttled"

    seconds: int

    def __init__(self, seconds: int = 60) -> None:
        super().__init__(seconds=seconds)


class InvalidError(DomainError):
    """What was sent can't be taken; `details["fields"]` may map field names to messages."""

    code = "invalid"
