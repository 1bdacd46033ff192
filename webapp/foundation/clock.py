"""One clock. Everything that asks for the time asks here, so that tests can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_set_to: datetime | None = None


def now() -> datetime:
    """The current moment, aware, in UTC, to the microsecond."""
    return _set_to or datetime.now(UTC)


def today(zone: str) -> date:
    """Today's date as a wall calendar in `zone` (an IANA name) shows it."""
    return now().astimezone(ZoneInfo(zone)).date()


def local(moment: datetime, zone: str) -> datetime:
    """`moment` as the clock on the wall in `zone` shows it."""
    return moment.astimezone(ZoneInfo(zone))


def from_local(naive: datetime, zone: str) -> datetime:
    """The UTC moment at which a wall clock in `zone` shows `naive` (the first one when it shows it twice)."""
    return naive.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def shows(naive: datetime, zone: str) -> bool:
    """Whether a wall clock in `zone` ever shows `naive`: False for an hour that it skips."""
    return local(from_local(naive, zone), zone).replace(tzinfo=None) == naive


def shows_twice(naive: datetime, zone: str) -> bool:
    """Whether a wall clock in `zone` shows `naive` again an hour later, because it is put back."""
    known = naive.replace(tzinfo=ZoneInfo(zone))
    return shows(naive, zone) and known.replace(fold=0).utcoffset() != known.replace(fold=1).utcoffset()


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Stand still at `moment` (aware) inside the block."""
    global _set_to  # noqa: PLW0603 - the one clock is one on purpose
    before, _set_to = _set_to, moment.astimezone(UTC)
    try:
        yield
    finally:
        _set_to = before


def move_on(by: timedelta) -> None:
    """Let a clock that stands still jump by `by`."""
    global _set_to  # noqa: PLW0603 - as above
    if _set_to is None:
        raise RuntimeError("only a clock that was set can be moved")
    _set_to += by
