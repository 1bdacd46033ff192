"""Pages of a list."""

from dataclasses import dataclass

PER_PAGE = 25
MANY = 10  # longer lists than that can be searched


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: which one, of how many, and how many entries in all."""

    number: int
    pages: int
    total: int

    @property
    def offset(self) -> int:
        return (self.number - 1) * PER_PAGE


def page_of(wanted: int, total: int) -> Page:
    """The page asked for, or the nearest there is."""
    pages = max(1, -(-total // PER_PAGE))
    return Page(number=min(max(1, wanted), pages), pages=pages, total=total)
