from webapp.foundation.errors import ConflictError


class NotReadyError(ConflictError):
    """Something that readers need is missing; `details["steps"]` names it."""

    code = "not_ready"
