from webapp.foundation.errors import InvalidError, NotFoundError


class TenderNotFoundError(NotFoundError):
    """There is no such tender."""

    code = "tender_not_found"


class TenderInvalidError(InvalidError):
    """A tender needs a title, a known trade and a date, and words that need not be cut."""

    code = "tender_invalid"
