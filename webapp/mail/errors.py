from webapp.foundation.errors import ConflictError, InvalidError, NotFoundError, ThrottledError


class TooManyMailsError(ThrottledError):
    """This address was written to often enough lately by people who may be strangers to it."""

    code = "too_many_mails"


class PlaceholderError(InvalidError):
    """Words hold something in braces that can't be filled in."""

    code = "placeholder_unfit"

    def __init__(self, *, field: str, lang: str, unfit: list[str]) -> None:
        super().__init__("words with an unfit placeholder", field=field, lang=lang, unfit=unfit)
        self.field, self.lang, self.unfit = field, lang, unfit


class MomentOverError(InvalidError):
    """The moment at which something shall go out has passed."""

    code = "moment_over"


class MailingDecidedError(ConflictError):
    """It was sent, planned or given up already."""

    code = "mailing_decided"


class MailNotFoundError(NotFoundError):
    """There is no such mail or mailing at this event."""

    code = "mail_not_found"


class DeliveryError(Exception):
    """A mail did not go out. `problem` names the reason without anybody's address."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class LaterError(DeliveryError):
    """This mail may go out another time."""


class StalledError(LaterError):
    """The mail server hung up or took too long; it may be this mail's fault or its own."""


class NeverError(DeliveryError):
    """This mail will never go out as it is."""


class UnreachableError(DeliveryError):
    """No mail goes out at the moment; it's not this one's fault."""
