"""Refusals in whole sentences: codes are for programs, who works at a command line is told what would do."""

from typing import Final

from webapp.accounts.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD
from webapp.accounts.types import Weakness
from webapp.foundation.errors import DomainError, Kind

_BY_CODE: Final = {
    "address_taken": "There is an account with this email address already.",
    "weak_password": "The password is easy to guess: choose words that don't belong together, and nothing of the "
    "account's own name and address.",
    "category_name_taken": "Another category has this name by now: rename that one first.",
    "last_of_their_kind": "Nobody else could do this then: give somebody else the role first.",
    "role_not_found": "This role isn't held there.",
    "name_unusable": "The name is missing or too long, or not plain text in one line.",
    "address_invalid": "This is no email address that mail could be sent to.",
    "keys_used_up": "All 255 keys that there can be were made; the one in use stays.",
}
_LENGTHS: Final[dict[object, str]] = {
    Weakness.SHORT: f"The password is too short: choose one of at least {SHORTEST_PASSWORD} characters.",
    Weakness.LONG: f"The password is too long: choose one of at most {LONGEST_PASSWORD} characters.",
}
# Whatever is refused for a reason that speaks no sentence of its own.
_BY_KIND: Final = {
    Kind.INVALID: "What was given can't be taken.",
    Kind.FORBIDDEN: "This isn't allowed.",
    Kind.NOT_FOUND: "What was asked for isn't there.",
    Kind.CONFLICT: "This doesn't go together with what is there already.",
    Kind.GONE: "What was asked for isn't there any more.",
    Kind.THROTTLED: "This was tried too often; try again later.",
    Kind.UNAVAILABLE: "This can't be done at the moment.",
}


def sentence(problem: DomainError) -> str:
    """What was refused, in a sentence: the refusal's own where it has one."""
    said = _LENGTHS.get(problem.details.get("weakness"), "") or str(problem)
    return said if " " in said else _BY_CODE.get(problem.code, _BY_KIND[problem.kind])
