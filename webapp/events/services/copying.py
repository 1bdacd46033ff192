"""A new draft made of an event that there is."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events.copying import Copy, copy_all
from webapp.events.models import Event
from webapp.events.services import invariants
from webapp.events.services.changing import Changes, update_event
from webapp.events.services.drafting import drafted
from webapp.events.services.recording import record
from webapp.events.services.series import settle_series
from webapp.events.types import ChangeKind, EventFormat, Part
from webapp.foundation.database import session
from webapp.organisations.types import OrganisationId

# What makes an event what it is goes along in any case; the rest of what can be said of one are its texts.
ALWAYS: Final = frozenset({"language", "venue", "access_note", "conference_url", "all_day", "features", "series_id"})
# What is said anew of each event, or was decided about the one.
OF_THE_DRAFT: Final = frozenset({"title", "starts_at", "ends_at", "host_id", "assumes_time", "registration_closes_at"})


@rights.needs(Role.ORGANIZER)
def copy_event(
    *,
    event: Event,
    now: datetime,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    host_id: OrganisationId,
    parts: Collection[Part],
) -> Event:
    """A draft like this event on another date, with those parts of it; nobody who came, and nothing that became of it.

    What has a time keeps its distance to the start, on the clock on the wall. MayNotError for a host that isn't one's
    own.
    """
    said = {"starts_at": starts_at, "ends_at": ends_at, "zone": event.zone, "capacity": event.pool.capacity}
    made = drafted(now, EventFormat(event.format), title, host_id, said)  # type: ignore[arg-type]
    copy = Copy(event, made, now)
    for name in _names(event, host_id, parts):
        setattr(made, name, getattr(event, name))
    if Part.FORM in parts and event.registration_closes_at is not None:
        made.registration_closes_at = min(copy.moved(event.registration_closes_at), starts_at)
    session().flush()
    copy_all(copy, parts)
    session().refresh(made)
    record(made, ChangeKind.COPIED, now=now, reason=event.title)
    invariants.renew(made)
    return made


@rights.needs(Role.ORGANIZER)
def add_next_date(
    *, event: Event, now: datetime, title: str, starts_at: datetime, ends_at: datetime, series: str
) -> Event:
    """The next date of the event's series, as a draft with all that may go along.

    An event that belongs to none begins one of this name, or of its own title.
    """
    if event.series_id is None:
        begun = settle_series(title=series or event.title, host_id=event.host_id)
        update_event(event=event, now=now, series_id=begun.id if begun else None)
    said = {"title": title, "starts_at": starts_at, "ends_at": ends_at, "host_id": event.host_id}
    return copy_event(event=event, now=now, parts=tuple(Part), **said)  # type: ignore[arg-type]


def _names(event: Event, host_id: OrganisationId, parts: Collection[Part]) -> set[str]:
    names = set(ALWAYS)
    if Part.TEXTS in parts:
        names |= Changes.__annotations__.keys() - OF_THE_DRAFT
    if event.series is not None and event.series.organisation_id != host_id:
        names.discard("series_id")
    return names
