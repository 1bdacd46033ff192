"""What a copy may be called: the title with its year and its number moved on."""

import re

_FIRST_NUMBER = re.compile(r"^(\d{1,3})(?=\. )")
_NUMBER_IN_FRONT = re.compile(r"^\s*\d{1,3}\. ")
_YEAR_BEHIND = re.compile(r"(?<!\d)(19|20)\d\d$")


def title_of_series(title: str) -> str:
    """What is left of a title without its number in front and its year behind."""
    bare = _YEAR_BEHIND.sub("", _NUMBER_IN_FRONT.sub("", title).rstrip()).rstrip(" –-,:")
    return bare or title


def next_title(title: str, before: int, year: int, *, is_next: bool) -> str:
    """The title with the new year where it names the old one; `is_next`: with the next number too."""
    moved = re.sub(rf"(?<!\d){before}(?!\d)", str(year), title)
    return _FIRST_NUMBER.sub(lambda found: str(int(found[1]) + 1), moved, count=1) if is_next else moved
