"""How lists of words are put in order for people."""

import re
import unicodedata

from webapp.foundation.matching import plain

_LIGATURES = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})


def in_order(text: str) -> tuple[str, str, str]:
    """By what words are put in order for people, as German dictionaries do it (DIN 5007-1): ä is a, ß is ss.

    Signs part words and count for nothing else; where all that is the same, plain letters come first. Databases order
    by code point or by a collation of their own, so lists are put in order here.
    """
    bare = plain(text.casefold().translate(_LIGATURES))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split()), unicodedata.normalize("NFC", text.casefold()), text
