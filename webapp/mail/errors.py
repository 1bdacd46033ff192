from webapp.foundation.errors import ThrottledError


class TooManyMailsError(ThrottledError):
    """This address was written to often enough lately by people who may be strangers to it."""

    code = "too_many_mails"


class DeliveryError(Exception):
    """A mail did not go out. `problem` names the reason without anybody's address."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class LaterError(DeliveryError):
    """This mail may go out another time."""


class NeverError(DeliveryError):
    """This mail will never go out as it is."""


class UnreachableError(DeliveryError):
    """No mail goes out at the moment; it's not this one's fault."""
