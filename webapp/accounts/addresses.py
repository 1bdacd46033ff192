"""E-mail addresses: checked as they are typed, compared as they are meant."""

import unicodedata
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from webapp.foundation.addresses import sendable
from webapp.foundation.errors import InvalidError


class AddressInvalidError(InvalidError):
    code = "address_invalid"


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
