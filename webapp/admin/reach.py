"""The events that whoever acts organizes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from webapp.accounts import acting
from webapp.accounts.types import Role
from webapp.admin.hosts import Host, hosts_of
from webapp.events.models import Event
from webapp.events.queries import desk_events
from webapp.events.types import EventFilter


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose events these are: all of some organisations, and single ones."""

    hosts: Sequence[Host]
    event_keys: Collection[str]


def reach() -> Reach:
    """How far whoever acts may look. One query."""
    single = {held.event_key for held in acting.actor().assignments if held.role is Role.ORGANIZER and held.event_key}
    return Reach(hosts_of(), single)


def own_events(words: str = "", within: Reach | None = None) -> Sequence[Event]:
    """All of them in which the words are found, soonest first. At most six queries; two without words."""
    found = within or reach()
    hosts = [organisation.id for organisation in found.hosts]
    return desk_events(host_ids=hosts, event_keys=found.event_keys, wish=EventFilter(words)).events
