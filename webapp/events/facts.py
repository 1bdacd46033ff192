"""What happened to an event. Carried in the transaction that did it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.events.types import Audience, EventId, SeriesId, Whereabouts
from webapp.organisations.types import OrganisationId


@dataclass(frozen=True, slots=True)
class EventPublished:
    event_id: EventId


@dataclass(frozen=True, slots=True)
class SeriesNamed:
    """An organisation has a new series, or calls one by another name."""

    series_id: SeriesId
    organisation_id: OrganisationId
    title: str


@dataclass(frozen=True, slots=True)
class EventErased:
    """It is gone, with all rows that hung on it; what was known by its public id alone is still to go."""

    event_id: EventId
    public_id: str


@dataclass(frozen=True, slots=True)
class CapacityChanged:
    """More or fewer may come than before."""

    event_id: EventId


@dataclass(frozen=True, slots=True)
class FeaturesChanged:
    """It uses something else than before; what it doesn't use any more is kept, and nobody is shown it."""

    event_id: EventId


@dataclass(frozen=True, slots=True)
class EventShifted:
    """The start changed, published or not; `by` is measured on the clock on the wall."""

    event_id: EventId
    by: timedelta
    at: datetime


@dataclass(frozen=True, slots=True)
class EventRetimed:
    """The start or the end changed, published or not."""

    event_id: EventId


@dataclass(frozen=True, slots=True)
class EventMoved:
    """The start changed after publication, and maybe the rest with it; `before` is the old start."""

    event_id: EventId
    before: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class EventChanged:
    """After publication the end or the place changed while the start stayed; what stayed as well is None.

    `audience`: who is to be told.
    """

    event_id: EventId
    ended: datetime | None
    was_at: Whereabouts | None
    reason: str
    audience: Audience = Audience.ALL


@dataclass(frozen=True, slots=True)
class EventPostponed:
    """The date is off and the new one isn't known yet."""

    event_id: EventId
    reason: str


@dataclass(frozen=True, slots=True)
class EventRestored:
    """It takes place after all, on its old date."""

    event_id: EventId
    reason: str


@dataclass(frozen=True, slots=True)
class EventRestoredUndated:
    """It takes place after all; it had come off its date before it was cancelled, and the new one isn't known yet."""

    event_id: EventId
    reason: str


@dataclass(frozen=True, slots=True)
class EventCancelled:
    event_id: EventId
    reason: str
