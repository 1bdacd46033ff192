"""What is found of what whoever acts may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.admin.reach import own_events, reach
from webapp.events.models import Event
from webapp.foundation.matching import folded, words_of
from webapp.plans.queries import measures_to_find
from webapp.procurement.models import Tender
from webapp.procurement.queries import tenders_of
from webapp.registration.models import Registration
from webapp.registration.queries.finding import found_at

MOST = 20  # of each kind
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of each kind; one more than is shown where there is more."""

    events: Sequence[Event] = ()
    people: Sequence[Registration] = ()
    measures: Sequence[tuple[str, str, str]] = ()
    tenders: Sequence[Tender] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.events or self.people or self.measures or self.tenders)


def hits(words: str) -> Hits:
    """Events and people of one's own events, all measures, tenders of one's own bodies. At most nine queries."""
    wanted = words_of(words)
    if not wanted or max(map(len, wanted)) < SHORTEST:
        return Hits()
    within = reach()
    hosts = [organisation.id for organisation in within.hosts]
    return Hits(
        events=own_events(words, within)[: MOST + 1],
        people=found_at(words, host_ids=hosts, event_keys=within.event_keys, limit=MOST + 1),
        measures=[
            (slug, f"{code} {title}", plan)
            for slug, code, title, plan in measures_to_find()
            if holds(wanted, f"{code} {title}")
        ][: MOST + 1],
        tenders=[each for each in tenders_of(hosts) if holds(wanted, f"{each.title} {each.place} {each.body.name}")][
            : MOST + 1
        ],
    )


def holds(wanted: Sequence[str], text: str) -> bool:
    """True when each word stands in the text, however it is spelt."""
    there = folded(text)
    return all(word in there for word in wanted)
