from webapp.accounts.types import Weakness
from webapp.foundation.errors import ConflictError, DomainError, ForbiddenError, InvalidError, Kind, NotFoundError


class WrongCredentialsError(DomainError):
    code = "wrong_credentials"


class AddressTakenError(ConflictError):
    code = "address_taken"


class WeakPasswordError(DomainError):
    """The password is too easy to guess, and `weakness` says why."""

    code = "weak_password"

    weakness: Weakness

    def __init__(self, weakness: Weakness) -> None:
        super().__init__(weakness=weakness)


class LastOfTheirKindError(ConflictError):
    """Nobody else administers the installation, or organizes for the organisation."""

    code = "last_of_their_kind"


class EventInBinError(DomainError):
    """The event lies in the bin, out of which whoever asked may take it."""

    kind = Kind.GONE
    code = "in_bin"


class RoleNotFoundError(NotFoundError):
    """Somebody took it away meanwhile, or never gave it."""

    code = "role_not_found"


class InvitationNotFoundError(NotFoundError):
    code = "team_invitation_not_found"


class LetterGoneError(DomainError):
    """The link of a letter was used, has expired, or what it was for was taken back."""

    kind = Kind.GONE
    code = "letter_gone"


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
