from webapp.foundation.errors import ConflictError, InvalidError, NotFoundError


class RegistrationNotFoundError(NotFoundError):
    code = "registration_not_found"


class RegistrationClosedError(ConflictError):
    """The event takes no registrations now, or no changes of them any more."""

    code = "registration_closed"


class RegistrationStateError(ConflictError):
    """The registration's state doesn't allow this (confirming a cancelled one …)."""

    code = "registration_state"


class NameInvalidError(InvalidError):
    """A name is missing, can't be seen, or is longer than it may be."""

    code = "name_invalid"


class OrganisationInvalidError(InvalidError):
    """The name of a firm or body is longer than it may be."""

    code = "organisation_invalid"
