"""The events that whoever acts organizes, wherever they are kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from webapp.accounts import acting
from webapp.accounts.types import Role
from webapp.admin.hosts import Host, hosts_of
from webapp.events.models import Event
from webapp.events.queries import desk_events
from webapp.events.types import EventFilter, Shelf


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose events these are: all of some organisations, and single ones."""

    hosts: Sequence[Host]
    event_keys: Collection[str]


def reach(role: Role = Role.ORGANIZER) -> Reach:
    """How far whoever acts organizes, or may look as another role does. One query."""
    roles = {Role.ORGANIZER, role}
    single = {held.event_key for held in acting.actor().assignments if held.role in roles and held.event_key}
    return Reach(hosts_of(role), single)


def own_events(words: str = "", within: Reach | None = None, *, shelf: Shelf = Shelf.WORK) -> Sequence[Event]:
    """Those in which the words are found, soonest first. At most six queries; two without words."""
    found = within or reach()
    hosts = [organisation.id for organisation in found.hosts]
    return desk_events(host_ids=hosts, event_keys=found.event_keys, wish=EventFilter(words), shelf=shelf).events
