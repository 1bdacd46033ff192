"""Numbers, addresses, trades and files in their normal form."""

import re

from webapp.fields import trades
from webapp.fields.types import Definition, Problem, ProblemCode
from webapp.foundation.email_addresses import sendable
from webapp.foundation.text import one_line

LARGEST = 10**12
LONGEST_PHONE, FEWEST_DIGITS = 40, 3
_PLACES = 6
_SIZE_PARTS = {"id": str, "name": str, "size": int, "type": str}
_PHONE = re.compile(r"\+?[\d ()/.-]{3,}")
_GROUPED = re.compile(r"-?\d{1,3}(?:[. ]\d{3})+(?:,\d{1,6})?")
_ENGLISH = re.compile(r"-?\d{1,3}(?:,\d{3})+\.\d{1,6}")


def clean_number(definition: Definition, given: object) -> float | Problem | None:
    """„12“, „12,5“, „1.200“ or “12.5” as a number within the definition's bounds."""
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return Problem(ProblemCode.WRONG_KIND)
    number = _read(one_line(given)) if isinstance(given, str) else given
    if number is None or not -LARGEST < number < LARGEST:
        return None if isinstance(given, str) and not one_line(given) else Problem(ProblemCode.NO_NUMBER)
    number = round(number, _PLACES)
    if definition.lowest is not None and number < definition.lowest:
        return Problem(ProblemCode.TOO_LOW, definition.lowest)
    if definition.highest is not None and number > definition.highest:
        return Problem(ProblemCode.TOO_HIGH, definition.highest)
    return int(number) if number == int(number) else number


def _read(typed: str) -> float | None:
    if _GROUPED.fullmatch(typed):
        typed = typed.replace(".", "").replace(" ", "")
    elif _ENGLISH.fullmatch(typed):
        typed = typed.replace(",", "")
    if not re.fullmatch(r"-?\d{1,12}(?:[.,]\d{1,6})?", typed):
        return None
    return float(typed.replace(",", "."))


def clean_email(_definition: Definition, given: object) -> str | Problem | None:
    """An address that mail could be sent to; asks no name server."""
    if not isinstance(given, str):
        return Problem(ProblemCode.WRONG_KIND)
    if not given.strip():
        return None
    try:
        return sendable(given)
    except ValueError:
        return Problem(ProblemCode.NO_ADDRESS)


def clean_phone(_definition: Definition, given: object) -> str | Problem | None:
    """A number as it was typed, with single blanks; at least three digits."""
    if not isinstance(given, str):
        return Problem(ProblemCode.WRONG_KIND)
    typed = one_line(given)
    if not typed:
        return None
    digits = sum(char.isdigit() for char in typed)
    fits = len(typed) <= LONGEST_PHONE and digits >= FEWEST_DIGITS and _PHONE.fullmatch(typed)
    return typed if fits else Problem(ProblemCode.NO_PHONE)


def clean_trade(_definition: Definition, given: object) -> str | Problem | None:
    """The key of a trade of the Handwerksordnung."""
    if given == "":
        return None
    return given if isinstance(given, str) and trades.find(given) else Problem(ProblemCode.NO_TRADE)


def clean_file(_definition: Definition, given: object) -> dict[str, object] | Problem | None:
    """What `foundation.files.keep` said of an uploaded file."""
    if not given:
        return None
    if not isinstance(given, dict) or {key: type(value) for key, value in given.items()} != _SIZE_PARTS:
        return Problem(ProblemCode.NO_FILE)
    return dict(given)
