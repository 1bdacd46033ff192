"""How contacts are compared, put in order and looked for; who may be invited."""

import re
from datetime import datetime

from webapp.contacts.types import LONGEST_WORD, WhyNot
from webapp.foundation.matching import folded
from webapp.foundation.ordering import in_order

_MOST_WORDS = 400
_MOST_TYPED = 8
_FORGIVEN = ((9, 2), (4, 1))  # from so many letters on, so many typing errors
_TELLS_NOBODY_APART = frozenset({"de", "com", "org", "net", "eu", "www"})  # nearly every address holds one of these
_LEGAL_FORM = re.compile(r"\b(?:gmbh|ug|ag|kg|ohg|gbr|e k|co|mbh|haftungsbeschrankt)\b")


def sorted_by(name: str) -> str:
    """A name as lists are put in order: the last word of it first."""
    *first, last = name.split() or [""]
    return in_order(" ".join([last, *first]))[0][:200]


def firm_of(company: str) -> str:
    """A company as it is compared: neither case, marks nor its legal form make another one."""
    words = folded(company).split()
    return "-".join(_LEGAL_FORM.sub(" ", " ".join(words)).split() or words)[:200]


def words_in(*texts: str) -> set[str]:
    """The words by which somebody is found, as they are compared."""
    found = dict.fromkeys(word[:LONGEST_WORD] for text in texts for word in folded(text).split())
    return set(list(found)[:_MOST_WORDS]) - _TELLS_NOBODY_APART


def words_of_address(email_normal: str) -> set[str]:
    """An address is found as a whole and by its parts."""
    return {email_normal[:LONGEST_WORD], *words_in(email_normal)} if "@" in email_normal else set()


def typed(said: str) -> list[str]:
    """The words that somebody looks for; an address stays in one piece."""
    pieces = said.casefold().split()[:_MOST_TYPED]
    found = (word for each in pieces for word in ([each] if "@" in each else folded(each).split()))
    return [word[:LONGEST_WORD] for word in dict.fromkeys(found)]


def forgiven(word: str) -> int:
    """How many typing errors are forgiven in a word; none in numbers and addresses."""
    if "@" in word or any(map(str.isdigit, word)):
        return 0
    return next((errors for least, errors in _FORGIVEN if len(word) >= least), 0)


def halves(word: str) -> tuple[str, str]:
    """What stands in front and, backwards, at the end: one error leaves one of the two as it is."""
    half = max(1, (len(word) - 1) // 2)
    return word[:half], word[::-1][:half]


def why_not(
    *, email: str, is_kept: bool, withdrew_at: datetime | None, refuses: bool, agreed_at: datetime | None
) -> WhyNot | None:
    """What keeps somebody from being invited: an own word goes before whatever the office has noted."""
    if not email:
        return WhyNot.NO_ADDRESS
    if refuses:
        return WhyNot.REFUSES
    if withdrew_at is not None and agreed_at is None:
        return WhyNot.WITHDREW
    return None if is_kept else WhyNot.NO_BASIS
