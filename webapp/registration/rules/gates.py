"""Whom a category lets in, and when."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from webapp.registration.types import CategoryAvailability, CategoryTerms


class Closing(Protocol):
    """What may close at some time."""

    @property
    def closes_at(self) -> datetime | None: ...


def gate(terms: CategoryTerms, now: datetime, code: str) -> CategoryAvailability:
    """Whether a category takes people now; a code counts in any case and with blanks around it."""
    if terms.code and terms.code.casefold() != code.strip().casefold():
        return CategoryAvailability.CODE
    if terms.opens_at is not None and now < terms.opens_at:
        return CategoryAvailability.EARLY
    if terms.closes_at is not None and now >= terms.closes_at:
        return CategoryAvailability.LATE
    return CategoryAvailability.OPEN


def all_are_over(categories: Collection[Closing], now: datetime) -> bool:
    """True where there are categories and each has closed."""
    return bool(categories) and all(each.closes_at is not None and each.closes_at <= now for each in categories)


def lets_fewer_in(terms: CategoryTerms, plain: CategoryTerms, now: datetime) -> bool:
    """True when a category lets in only some of those, or at other times, whom the event lets in without categories."""
    needs_more = terms.needs_approval and not plain.needs_approval
    return needs_more or terms.closes_at is not None or gate(terms, now, "") is not CategoryAvailability.OPEN
