"""A column of the list, as of a spreadsheet."""

from collections.abc import Callable
from dataclasses import dataclass

from webapp.registration.models import Attendee, Registration


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and what stands under it for a registration, for reading.

    In a spreadsheet stands `in_table` where that differs, and `of_head` for one of its people.
    """

    key: str
    label: str
    told: Callable[[Registration], object]
    in_table: Callable[[Registration], object] | None = None
    of_head: Callable[[Registration, Attendee], object] | None = None
