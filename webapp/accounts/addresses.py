"""E-mail addresses: checked as they are typed, compared as they are meant."""

import unicodedata
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from webapp.foundation.errors import InvalidError


class AddressInvalidError(InvalidError):
    code = "address_invalid"


@lru_cache(maxsize=256)
def checked_address(typed: str) -> str:
    """The address as mail is sent to it; AddressInvalidError when it can't be one. Asks no name server."""
    try:
        return validate_email(typed.strip(), check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as problem:
        raise AddressInvalidError(str(problem)) from None


def normal_form(address: str) -> str:
    """The form in which two spellings of one address are equal: NFC and folded."""
    return unicodedata.normalize("NFC", address.strip()).casefold()
