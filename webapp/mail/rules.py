"""When a mail is tried again, when it is set aside, how a subject is cut; decided without a database."""

from datetime import timedelta

MOST_TRIES = 12
MOST_UNASKED = 3
UNASKED_WITHIN = timedelta(hours=1)
KEPT_FOR = timedelta(days=30)
LEASE = timedelta(minutes=10)

_FIRST_DELAY = timedelta(minutes=1)
_LONGEST_DELAY = timedelta(hours=1)
_LONGEST_TITLE = 120
_LONGEST_CITY = 60


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


def _cut(text: str, longest: int) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= longest else f"{one_line[: longest - 1].rstrip()}…"
