"""What was done to an event, by whom and why, and each value before and after; for its history, and erased with it."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from types import MappingProxyType

from webapp.accounts import acting
from webapp.events.models import Event, EventChange, Venue
from webapp.events.types import ChangeKind, EventId
from webapp.foundation.database import session

Said = Mapping[str, object]

_being_noted: ContextVar[frozenset[EventId]] = ContextVar("being_noted", default=frozenset())


def record(
    event: Event,
    kind: ChangeKind,
    *,
    now: datetime,
    reason: str = "",
    before: Said = MappingProxyType({}),
    after: Said = MappingProxyType({}),
) -> None:
    """Write an entry of the history: what whoever acts has done."""
    session().add(
        EventChange(
            event_id=event.id,
            kind=kind.value,
            actor_key=acting.actor().key,
            reason=reason,
            differences=_differences(before, after),
            made_at=now,
        )
    )
    session().flush()


@contextmanager
def noted(
    event: Event,
    kind: ChangeKind,
    *,
    now: datetime,
    reason: str = "",
    names: Collection[str] = (),
    links: bool = False,
) -> Iterator[None]:
    """Have one entry tell what is done to the event inside, whatever it consists of; no entry where nothing changed.

    `names` are attributes that may change, `links` says that measures and partners may as well.
    """
    if event.id in _being_noted.get():
        yield
        return
    before, outer = _said(event, names, links=links), _being_noted.set(_being_noted.get() | {event.id})
    try:
        yield
    finally:
        _being_noted.reset(outer)
    after = _said(event, names, links=links)
    if after != before or kind is not ChangeKind.CHANGED:
        record(event, kind, now=now, reason=reason, before=before, after=after)


def _said(event: Event, names: Collection[str], *, links: bool) -> Said:
    said: dict[str, object] = {name: _readable(event, name) for name in names}
    if links:
        said["measures"] = [_with_reason(link.measure.code, link.measure.title, link.reason) for link in event.measures]
        said["partners"] = [partner.organisation.name for partner in event.partners]
    return said


def _readable(event: Event, name: str) -> object:
    """A value as it can be kept and read years later: what it led to may be called otherwise then, or be gone."""
    if name == "venue" and event.venue_id is None:
        return ""
    match name, getattr(event, name):
        case "host_id", _:
            return event.host.name
        case "series_id", _:
            return event.series.title if event.series else ""
        case _, Venue() as venue:
            return ", ".join(filter(None, (venue.name, venue.street, venue.city)))
        case _, datetime() as moment:
            return moment.isoformat()
        case _, value:
            return list(value) if isinstance(value, list) else value


def _with_reason(code: str, title: str, reason: str) -> str:
    return f"{code} {title}: {reason}" if reason else f"{code} {title}"


def _differences(before: Mapping[str, object], after: Mapping[str, object]) -> list[dict[str, object]]:
    keys = dict.fromkeys([*before, *after])
    return [
        {"field": key, "before": before.get(key), "after": after.get(key)}
        for key in keys
        if before.get(key) != after.get(key)
    ]
