"""How hard a password is to guess, as zxcvbn estimates it, and what makes it easy."""

from collections.abc import Iterable

from webapp.accounts import rules
from webapp.accounts.types import Weakness

_HARD_ENOUGH = 3  # of 4: more than 10^8 guesses
_LOOKED_AT = 72  # letters; what is this long is hard by its length, and looking takes longer than it is worth
_PATTERNS = frozenset({"repeat", "sequence", "spatial", "date"})


def weakness_of(password: str, *, known: Iterable[str]) -> Weakness | None:
    """Why a password won't do, None for a good one; `known` is what strangers know of its owner."""
    if len(password) < rules.SHORTEST_PASSWORD:
        return Weakness.SHORT
    if len(password) > rules.LONGEST_PASSWORD:
        return Weakness.LONG
    from zxcvbn import zxcvbn

    found = zxcvbn(password[:_LOOKED_AT], user_inputs=rules.own_words(known))
    return None if found["score"] >= _HARD_ENOUGH else _reason(found["sequence"])


def _reason(parts: Iterable[dict[str, object]]) -> Weakness:
    """What its parts were found by; what is the owner's own goes first."""
    listed = list(parts)
    dictionaries = {each.get("dictionary_name") for each in listed}
    if "user_inputs" in dictionaries:
        return Weakness.OWN
    if _PATTERNS & {each["pattern"] for each in listed}:
        return Weakness.PATTERN
    return Weakness.COMMON if dictionaries - {None} else Weakness.GUESSABLE
