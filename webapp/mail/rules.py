"""When a mail is tried again, when it is set aside, how words are filled in; decided without a database."""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from webapp.mail.types import Moment

MOST_TRIES = 12
MOST_UNASKED = 3
UNASKED_WITHIN = timedelta(hours=1)
MOST_TESTS = 5  # of a sender, to one address within that time
KEPT_FOR = timedelta(days=30)
LEASE = timedelta(minutes=10)
STANDS_STILL_AFTER = timedelta(minutes=15)  # beyond the lease of a worker that died

_FIRST_DELAY = timedelta(minutes=1)
_LONGEST_DELAY = timedelta(hours=1)
_LONGEST_TITLE = 120
_LONGEST_CITY = 60
_GAP = re.compile(r"( ?)\{([a-z]+)\}")
_PAUSE = timedelta(seconds=50)  # so that the round of every minute is one


def delay_after(attempts: int) -> timedelta:
    """How long to wait after so many tries: a minute, doubled each time, an hour at most."""
    doublings = min(max(attempts, 1) - 1, 10)
    return min(_FIRST_DELAY * float(2**doublings), _LONGEST_DELAY)


def is_tried_enough(attempts: int) -> bool:
    """True when somebody should look at the mail instead of one more try."""
    return attempts >= MOST_TRIES


def may_write_unasked(lately: int) -> bool:
    """True when an address may get one more mail that its owner perhaps never asked for."""
    return lately < MOST_UNASKED


def occasion(title: str, day: str, city: str) -> str:
    """„2. Zukunftswerkstatt, 6. Mai, Mittweida“, short enough for a subject."""
    return ", ".join(part for part in (_cut(title, _LONGEST_TITLE), day, _cut(city, _LONGEST_CITY)) if part)


def unfit_placeholders(text: str, allowed: Collection[str]) -> list[str]:
    """What stands in braces and can't be filled in; a single brace counts too, since it is a slip of the finger."""
    unknown = [f"{{{word}}}" for _, word in _GAP.findall(text) if word not in allowed]
    rest = _GAP.sub("", text)
    return list(dict.fromkeys([*unknown, *re.findall(r"\{[^{}\n]{0,40}\}?|\}", rest)]))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled in; one without a value takes the blank before it along."""

    def put(found: re.Match[str]) -> str:
        value = values.get(found[2], found[0].strip())
        return f"{found[1]}{value}" if value else ""

    return _GAP.sub(put, text)


def paragraphs(text: str) -> tuple[tuple[str, ...], ...]:
    """The text as paragraphs, each as its lines."""
    parts = re.split(r"\n\s*\n", text.strip())
    return tuple(tuple(line.strip() for line in part.strip().split("\n")) for part in parts if part.strip())


def before(start: datetime, zone: str, moment: Moment) -> datetime:
    """So long before the start: days on the clock on the wall, hours as they pass."""
    return _days_on(start, zone, -moment.days) - timedelta(hours=moment.hours)


def after(end: datetime, zone: str, moment: Moment) -> datetime:
    """So long after the end: days on the clock on the wall, hours as they pass."""
    return _days_on(end, zone, moment.days) + timedelta(hours=moment.hours)


def _days_on(instant: datetime, zone: str, days: int) -> datetime:
    wall = instant.astimezone(ZoneInfo(zone)) + timedelta(days=days)  # an hour that isn't there is the one after it
    return wall.astimezone(UTC)


def next_look(now: datetime) -> datetime:
    """When the mail server is tried again after nothing went out at all."""
    return now + _PAUSE


def _cut(text: str, longest: int) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= longest else f"{one_line[: longest - 1].rstrip()}…"
