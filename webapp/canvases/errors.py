from collections.abc import Mapping

from webapp.canvases.types import Conflict
from webapp.fields.types import Problem
from webapp.foundation.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError


class CanvasNotFoundError(NotFoundError):
    code = "canvas_not_found"


class CanvasConflictError(ConflictError):
    """Somebody else changed the same fields since `seen`; nothing was saved. Holds both versions of each such field."""

    code = "canvas_conflict"

    def __init__(self, *, version: int, theirs: Mapping[str, object], conflicts: Mapping[str, Conflict]) -> None:
        super().__init__(self.code)
        self.version = version
        self.theirs = theirs
        self.conflicts = conflicts


class CanvasClosedError(ForbiddenError):
    """By its link the group only reads the canvas now; nothing was changed."""

    code = "canvas_closed"


class CanvasInvalidError(InvalidError):
    """Some fields can't be taken; nothing was saved. `problems` says which and why."""

    code = "canvas_invalid"

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        super().__init__(self.code)
        self.problems = problems


class CanvasStateError(ConflictError):
    """The canvas can't go from its state to that one."""

    code = "canvas_state"


class CanvasBlankError(ConflictError):
    """Nothing stands on the canvas that could be released."""

    code = "canvas_blank"


class LinkInvalidError(InvalidError):
    """`problems` says of target, kind and reason whether it is missing or too long."""

    code = "canvas_link_invalid"

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(self.code)
        self.problems = problems


class LinkNotFoundError(NotFoundError):
    code = "canvas_link_not_found"
