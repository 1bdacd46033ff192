"""How words are found in texts, however they are spelt."""

import difflib
import re
import unicodedata
from collections.abc import Sequence

_ROOTS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ss", "s"))
_SHORTEST_FORGIVEN = 5
_LIKENESS = 0.8
_MOST_WORDS = 12


def matches(words: str, texts: Sequence[str], *, forgiving: bool = False) -> bool:
    """True when every word is found in the texts, whatever its umlauts; `forgiving` also forgives a typing error."""
    text = folded(" ".join(texts))
    known = text.split() if forgiving else []
    return all(wanted in text or _is_like(wanted, known) for wanted in words_of(words))


def words_of(typed: str) -> list[str]:
    """What somebody looks for, folded; nobody looks for more than a dozen words, and no database takes a thousand."""
    return folded(typed).split()[:_MOST_WORDS]


def folded(text: str) -> str:
    """The text as it is compared: small letters without umlauts and accents, single words."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    for spelt, root in _ROOTS:
        bare = bare.replace(spelt, root)
    return re.sub(r"[^\w]+", " ", bare)


def _is_like(wanted: str, known: Sequence[str]) -> bool:
    return len(wanted) >= _SHORTEST_FORGIVEN and bool(difflib.get_close_matches(wanted, known, n=1, cutoff=_LIKENESS))
