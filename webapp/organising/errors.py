from webapp.foundation.errors import ConflictError


class CountedOnError(ConflictError):
    """Somebody is registered for the event or invited to it: it is cancelled, so that they hear of it."""

    code = "counted_on"


class NotReadyError(ConflictError):
    """Something that readers need is missing; `details["steps"]` names it."""

    code = "not_ready"
