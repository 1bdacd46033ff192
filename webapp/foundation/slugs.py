"""Words as part of an address."""

import re
import unicodedata

LONGEST_SLUG = 80
_SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe"}
)


def slugged(text: str) -> str:
    """The text in small ASCII letters, digits and hyphens, umlauts spelt out, at most 80 characters; maybe empty."""
    spelt = unicodedata.normalize("NFC", text).lower().translate(_SPELT_OUT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) <= LONGEST_SLUG:
        return slug
    whole_words, _, _ = slug[: LONGEST_SLUG + 1].rpartition("-")
    return whole_words or slug[:LONGEST_SLUG]
