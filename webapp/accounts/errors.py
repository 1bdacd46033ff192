from webapp.foundation.errors import ConflictError, DomainError, ForbiddenError, InvalidError, Kind, NotFoundError


class WrongCredentialsError(DomainError):
    code = "wrong_credentials"


class AddressTakenError(ConflictError):
    code = "address_taken"


class WeakPasswordError(DomainError):
    code = "weak_password"


class NameUnusableError(InvalidError):
    """The name is empty, too long, or breaks the line."""

    code = "name_unusable"


class MayNotError(ForbiddenError):
    code = "may_not"


class SignedOutError(ForbiddenError):
    """Something was sent to where one has to be signed in, and nobody is any more."""

    code = "signed_out"


class NobodyNamedError(LookupError):
    """Somebody wants to know who acts where no entry has said so: a fault of ours, never of who uses the house."""


class LinkNotFoundError(NotFoundError):
    code = "link_not_found"


class LinkGoneError(DomainError):
    """The link was revoked or has expired."""

    kind = Kind.GONE
    code = "link_gone"
