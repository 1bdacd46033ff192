from webapp.foundation.errors import ConflictError, DomainError, InvalidError, Kind, NotFoundError


class SetUpDoneError(DomainError):
    """There is an account, so nobody is let in by the link of a new installation any more."""

    kind = Kind.GONE
    code = "set_up_done"


class SetUpUnknownError(NotFoundError):
    code = "set_up_unknown"


class TextMissingError(InvalidError):
    """The text is empty in the language in which it must be there."""

    code = "text_missing"


class PlaceholdersLeftError(ConflictError):
    """Something still has to be filled in by somebody who knows."""

    code = "placeholders_left"


class NothingNewError(ConflictError):
    """There is no draft that says anything else than what is published."""

    code = "nothing_new"


class VersionUnknownError(NotFoundError):
    code = "version_unknown"
