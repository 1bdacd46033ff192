"""How many are here, as the door shows it with every verdict."""

from dataclasses import dataclass, field
from threading import Lock

from cachetools import TTLCache
from flask import current_app

from webapp.checkin import queries
from webapp.checkin.types import Admitted, Counts, Outcome, Undone
from webapp.events.types import EventId

# Counting 20,000 tickets takes longer than all the rest of a scan. Other doors show up after this while.
_FRESH_SECONDS = 2.0
_MOST_EVENTS = 64
_EXTENSION = "door_counts"
_lock = Lock()


@dataclass(slots=True)
class _Tally:
    present: int
    expected: int
    scans: set[str] = field(default_factory=set)

    def add(self, scan_id: str, outcome: Outcome) -> None:
        """Count a scan once, however often it is sent."""
        if scan_id not in self.scans:
            self.scans.add(scan_id)
            self.present = max(0, self.present + isinstance(outcome, Admitted) - isinstance(outcome, Undone))


def counts_after(event_id: EventId, scan_id: str, outcome: Outcome) -> Counts:
    """Present and expected, this scan included.

    Counted anew every two seconds; in between, each process adds the scans that it answers itself.
    """
    with _lock:
        kept: TTLCache[EventId, _Tally] = current_app.extensions.setdefault(
            _EXTENSION, TTLCache(_MOST_EVENTS, _FRESH_SECONDS)
        )
        tally = kept.get(event_id)
        if tally is not None:
            # Changed in place, for an entry that is put anew would never grow old.
            tally.add(scan_id, outcome)
            return Counts(tally.present, tally.expected)
    counted = queries.counts_of(event_id)
    with _lock:
        kept[event_id] = _Tally(counted.present, counted.expected, {scan_id})
    return counted
