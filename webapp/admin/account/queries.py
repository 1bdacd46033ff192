"""What somebody may do where, as they see it themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.accounts import acting, rights
from webapp.accounts.types import Assignment, Role, Scope
from webapp.admin.hosts import Host, everybody
from webapp.events.models import Event
from webapp.events.queries import desk_events
from webapp.events.types import EventStatus
from webapp.organisations.types import OrganisationId

_NOWHERE = OrganisationId(0)  # an event that is no more has no host
_ON_THE_DAY = (Role.DOOR, Role.FACILITATOR)


@dataclass(frozen=True, slots=True)
class OwnRole:
    """A role and what it is held for; `key` names it in a form."""

    role: Role
    at: Scope | None
    key: str
    host: Host | None = None
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """An event at which somebody works on the day."""

    event: Event
    at_door: bool
    facilitates: bool


def own_roles() -> list[OwnRole]:
    """The roles of whoever acts. At most seven queries."""
    held = acting.actor().assignments
    hosts = {each.id: each for each in everybody()}
    events = {each.public_id: each for each in _events(keys=[each.event_key for each in held if each.event_key])}
    return [_own(each, hosts, events) for each in held]


def work_ahead(now: datetime) -> list[Work]:
    """The events to come at which whoever acts checks in or facilitates, the next one first. At most six queries."""
    held = [each for each in acting.actor().assignments if each.role in _ON_THE_DAY]
    hosts = [each.organisation_id for each in held if each.organisation_id is not None]
    found = _events(hosts=hosts, keys=[each.event_key for each in held if each.event_key])
    ahead = (each for each in found if each.ends_at > now and each.status == EventStatus.PUBLISHED)
    return [Work(each, *(rights.may(role, each.scope) for role in _ON_THE_DAY)) for each in ahead]


def _events(*, hosts: Sequence[OrganisationId] = (), keys: Sequence[str] = ()) -> Sequence[Event]:
    return desk_events(host_ids=hosts, event_keys=keys).events if hosts or keys else ()


def _own(held: Assignment, hosts: dict[OrganisationId, Host], events: dict[str, Event]) -> OwnRole:
    if held.event_key:
        event = events.get(held.event_key)
        at = Scope(held.event_key, event.host_id if event else _NOWHERE)
        return OwnRole(held.role, at, f"{held.role}:{held.event_key}", event=event)
    if held.organisation_id is None:
        return OwnRole(held.role, None, held.role.value)
    host = hosts[held.organisation_id]
    return OwnRole(held.role, Scope.of_organisation(host.id), f"{held.role}:{host.key}", host=host)
