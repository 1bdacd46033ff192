"""Email addresses: checked as they are typed, as mail servers take them, and compared as they are meant."""

import unicodedata
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from webapp.foundation.errors import InvalidError

# RFC 5321, 4.5.3.1; in octets, not in letters.
_MOST_BEFORE_THE_AT = 64
_MOST = 254


class AddressInvalidError(InvalidError):
    code = "address_invalid"


def sendable(typed: str) -> str:
    """The address as mail is sent to it; ValueError when none can be. Asks no name server."""
    try:
        found = validate_email(typed.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as problem:
        raise ValueError(str(problem)) from None
    octets = len(found.local_part.encode())
    if octets > _MOST_BEFORE_THE_AT or octets + 1 + len(found.ascii_domain) > _MOST:
        raise ValueError("The email address is too long.")
    return found.normalized


@lru_cache(maxsize=256)
def checked_address(typed: str) -> str:
    """The address as mail is sent to it; AddressInvalidError when it can't be one. Asks no name server."""
    try:
        return sendable(typed)
    except ValueError as problem:
        raise AddressInvalidError(str(problem)) from None


def normal_form(address: str) -> str:
    """The form in which two spellings of one address are equal, and those of two mailboxes never are.

    Nothing is folded but the case of letters, and domains are compared as mail servers look them up: „straße.de“ and
    „strasse.de“ belong to two people. What is no address is folded alike.
    """
    local, at, domain = unicodedata.normalize("NFC", address.strip()).rpartition("@")
    return f"{local.lower()}{at}{_looked_up(domain) if at else domain.lower()}"


@lru_cache(maxsize=256)
def _looked_up(domain: str) -> str:
    if domain.isascii():
        return domain.lower()
    try:
        checked = validate_email(f"x@{domain}", check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return domain.lower()
    return str(checked.ascii_domain)
