"""What cells say about when something takes place, and why they can't be understood."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.calendar.types import DateFault

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class Order(StrEnum):
    """Which of two numbers with a stroke between them is the day: 10/06/2027."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    UNKNOWN = "unknown"


class Ones(StrEnum):
    """What a bare 1 in a column of times is: one o'clock, the end of the day, or nobody's guess."""

    HOURS = "hours"
    DAYS = "days"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Said:
    """What cells say. Times are minutes since midnight; `weekdays` are claims about the first day and the last.

    `joint`: the sign that joins several days told in one, each of which may have these hours; `exact`: the times stand
    beside their own days. `midnight`: a program wrote a moment here that is one, or only meant the day. `half`: am or
    pm, where the first time says which.
    """

    first: date | None = None
    last: date | None = None
    starts: int | None = None
    ends: int | None = None
    whole_days: bool = False
    weekdays: tuple[int, ...] = ()
    joint: str = ""
    exact: bool = False
    midnight: bool = False
    half: str = ""


class UnclearError(ValueError):
    """It can't be read; `fault` says why, `said` what stands there."""

    def __init__(self, fault: DateFault, said: str = "") -> None:
        super().__init__(fault.value)
        self.fault, self.said = fault, said


@dataclass(frozen=True, slots=True)
class Habits:
    """How days are written in this table: their order, and from when they are counted where they are numbers.

    Moments of another zone are told by the clock of `zone`. `ones` says what a bare 1 is among the times, `pointed`
    that hours and minutes have a point between them.
    """

    order: Order = Order.UNKNOWN
    since_1904: bool = False
    zone: str = ""
    ones: Ones = Ones.HOURS
    pointed: bool = False


def refuse_far(day: date) -> None:
    """UnclearError for a day outside of the years that events take place in."""
    if not _FIRST_YEAR <= day.year < _LAST_YEAR:
        raise UnclearError(DateFault.DAY_UNREADABLE)
