"""How events and series are addressed: the words of a title as part of an address."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST_SLUG = 80
_SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe"}
)
_SERIES = "series"  # stands in for a title without letters that addresses know
_RESERVED = frozenset({"new", "bin", "archive"})  # addresses of the desk


def slugs(title: str, year: int, otherwise: str) -> Iterable[str]:
    """Addresses to try for a title, best first, without end; `otherwise` stands in for a title without letters."""
    base = slugged(title) or slugged(otherwise)
    if base not in _RESERVED:
        yield base
    dated = base if base.endswith(str(year)) else f"{base}-{year}"
    if dated != base:
        yield dated
    number = 2
    while True:
        yield f"{dated}-{number}"
        number += 1


def slugs_of_series(title: str) -> Iterable[str]:
    """Addresses to try for the title of a series, best first, without end."""
    base = slugged(title) or _SERIES
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def slugged(text: str) -> str:
    """The text in small ASCII letters, digits and hyphens, umlauts spelt out, at most 80 characters; maybe empty."""
    spelt = unicodedata.normalize("NFC", text).lower().translate(_SPELT_OUT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) <= LONGEST_SLUG:
        return slug
    whole_words, _, _ = slug[: LONGEST_SLUG + 1].rpartition("-")
    return whole_words or slug[:LONGEST_SLUG]
