"""Foreign calendars are read in a process of their own: `python -m webapp.calendar.ical.apart`, file in, JSON out.

A file of a few kilobytes can ask for work without end. Here it costs a bounded time and memory, and nobody waits for it
but whoever sent it.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from itertools import islice

from webapp.calendar.errors import DatesUnreadableError
from webapp.calendar.ical.entries import dates_of
from webapp.calendar.ical.lines import parts_of
from webapp.calendar.ical.patience import Patience, PatienceError, TooLongError
from webapp.calendar.rows import as_row, from_row
from webapp.calendar.types import FoundDate

_MOST_SECONDS = 30  # of processor time
_MOST_BYTES = 1024**3
_WAIT_SECONDS = 120  # also on a machine that has much else to do


def calendar_dates(content: bytes, *, zone: str, today: date, most: int) -> list[FoundDate]:
    """The first `most` dates of a calendar file; DatesUnreadableError when it asks for too much."""
    command = [sys.executable, "-m", __name__, zone, today.isoformat(), str(most), str(_MOST_SECONDS)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_WAIT_SECONDS, check=True)  # noqa: S603 - ourselves
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise DatesUnreadableError(problem="too_much_work") from None
    return [from_row(row) for row in json.loads(done.stdout)]


def main(arguments: Sequence[str]) -> int:
    """Read a calendar from standard input; 1 when it asks for too much."""
    zone, today, most, seconds = arguments
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    dates = dates_of(parts_of(sys.stdin.buffer.read()), zone=zone, today=date.fromisoformat(today), patience=Patience())
    try:
        sys.stdout.write(json.dumps([as_row(found) for found in islice(dates, int(most))]))
    except (PatienceError, TooLongError, MemoryError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
