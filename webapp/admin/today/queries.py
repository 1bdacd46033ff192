"""What waits, of all that there is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.admin.hosts import Host
from webapp.admin.reach import own_events, reach
from webapp.contacts.queries import due_counts
from webapp.events.models import Event
from webapp.foundation import clock
from webapp.foundation.http import site
from webapp.mail.outbox.queries import failed_at
from webapp.mail.types import MailState
from webapp.organising.attention import Matter, matters

_MOST_PER_KIND = 10
_LOOKED_BACK = timedelta(days=90)  # what came of an event is of no day's work any more after that


@dataclass(frozen=True, slots=True)
class Unsent:
    """Mails of an event that didn't arrive, by how they stand."""

    event: Event
    states: Mapping[MailState, int]


@dataclass(frozen=True, slots=True)
class Due:
    """How many contacts of an organisation are to be looked at again by now."""

    host: Host
    number: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits; `left` says how many more of a kind there are than are shown."""

    matters: Sequence[Matter]
    left: dict[str, int]
    unsent: Sequence[Unsent]
    due: Sequence[Due]
    next_events: Sequence[Event]
    has_hosts: bool
    has_events: bool


def waiting(now: datetime) -> Waiting:
    """All that waits for whoever acts. At most ten queries, however many events there are."""
    within = reach()
    events = own_events(within=within)
    of_late = [event for event in events if event.ends_at > now - _LOOKED_BACK]
    found = matters(of_late, now)
    failed = failed_at([event.id for event in of_late if event.ends_at > now])
    counted = Counter(matter.kind.value for matter in found)
    ahead = [event for event in of_late if event.status == "published" and event.ends_at > now]
    return Waiting(
        matters=_first_of_each(found),
        left={kind: count - _MOST_PER_KIND for kind, count in counted.items() if count > _MOST_PER_KIND},
        unsent=[Unsent(event, failed[event.id]) for event in of_late if event.id in failed],
        due=_due(within.hosts, now),
        next_events=ahead[:3],
        has_hosts=bool(within.hosts),
        has_events=bool(events),
    )


def _due(hosts: Sequence[Host], now: datetime) -> list[Due]:
    if not hosts:
        return []
    counts = due_counts([each.id for each in hosts], clock.local(now, site.current().zone).date())
    return [Due(each, counts[each.id]) for each in hosts if each.id in counts]


def _first_of_each(found: Sequence[Matter]) -> list[Matter]:
    seen, kept = Counter[str](), []
    for matter in found:
        seen[matter.kind] += 1
        if seen[matter.kind] <= _MOST_PER_KIND:
            kept.append(matter)
    return kept
