"""What a reader may ask of a feed in its address; nonsense is told, not guessed at."""

import re
from datetime import timedelta

from flask import abort, request

from webapp.calendar.types import Wishes

_SPAN = re.compile(r"([1-9][0-9]{0,2})([mhd])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_LONGEST = timedelta(days=28)


def asked(*, alarm: timedelta | None = None) -> Wishes:
    """The request's wishes: `alarm=1d` (m, h or d; at most 28 days) or `alarm=none`; 400 for anything else."""
    typed = request.args.getlist("alarm")
    if not typed:
        return Wishes(alarm=alarm)
    if typed == ["none"]:
        return Wishes()
    match = _SPAN.fullmatch(typed[0]) if len(typed) == 1 else None
    before = int(match[1]) * _UNITS[match[2]] if match else timedelta(0)
    if not timedelta(0) < before <= _LONGEST:
        abort(400)
    return Wishes(alarm=before)
