"""How events and series are addressed: the words of a title as part of an address."""

from collections.abc import Iterable

from webapp.foundation.slugs import slugged

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
