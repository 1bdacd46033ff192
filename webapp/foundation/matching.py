"""How words are compared, however they are spelt."""

import re
import unicodedata
from collections.abc import Iterable

_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_MOST_WORDS = 12
_LIGATURES = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})


def words_of(typed: str) -> list[str]:
    """What somebody looks for, folded; nobody looks for more than a dozen words, and no database takes a thousand."""
    return folded(typed).split()[:_MOST_WORDS]


def folded(text: str) -> str:
    """The text as it is compared: small letters without umlauts and accents, single words."""
    return re.sub(r"[^\w]+", " ", unmarked(text).replace("ss", "s"))


def unmarked(text: str) -> str:
    """The text in small letters without umlauts and accents, however they are spelt."""
    bare = plain(text)
    for spelt, root in _UMLAUTS:
        bare = bare.replace(spelt, root)
    return bare


def plain(text: str) -> str:
    """The text in small letters without any marks on them; „Soest“ keeps its E."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def in_order(text: str) -> tuple[str, str, str]:
    """By what words are put in order for people, as German dictionaries do it (DIN 5007-1): ä is a, ß is ss.

    Signs part words and count for nothing else; where all that is the same, plain letters come first. Databases order
    by code point or by a collation of their own, so lists are put in order here.
    """
    bare = plain(text.casefold().translate(_LIGATURES))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split()), unicodedata.normalize("NFC", text.casefold()), text


def same_name(name: str) -> str:
    """By what names are compared: neither case nor gaps nor how letters are put together make another one."""
    seen = "".join(c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", seen.casefold()).split())


def as_known(typed: str, known: Iterable[str]) -> str:
    """The name as it is known already, where only case or gaps differ; else as it was typed."""
    said = same_name(typed)
    return next((each for each in known if same_name(each) == said), typed)
