from webapp.foundation.errors import ConflictError, InvalidError, NotFoundError


class RegistrationNotFoundError(NotFoundError):
    code = "registration_not_found"


class RegistrationClosedError(ConflictError):
    """The event takes no registrations now, or no changes of them any more."""

    code = "registration_closed"


class RegistrationStateError(ConflictError):
    """The registration's state doesn't allow this (confirming a cancelled one …)."""

    code = "registration_state"


class PersonInvalidError(InvalidError):
    """Fields of the form can't be taken; `details["fields"]` maps their names to problems."""

    code = "person_invalid"
