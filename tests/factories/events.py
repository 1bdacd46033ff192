"""Events for tests, made straight from the tables so that any room can use them."""

import itertools
from datetime import datetime, timedelta

from tests.factories.organisations import make_organisation
from webapp.capacity.services import open_pool
from webapp.events.models import Event, Venue
from webapp.foundation import clock, tokens
from webapp.foundation.database import session

_numbers = itertools.count(1)


def make_event(
    title: str = "Zukunftswerkstatt",
    *,
    capacity: int | None = 10,
    status: str = "published",
    starts_in: timedelta = timedelta(days=7),
    lasts: timedelta = timedelta(hours=2),
    **values: object,
) -> Event:
    """A published event in a week, hosted by an organisation of its own."""
    now = clock.now()
    number = next(_numbers)
    starts_at: datetime = values.pop("starts_at", now + starts_in)  # type: ignore[assignment]
    event = Event(
        **{
            "public_id": tokens.new_id(),
            "slug": f"zukunftswerkstatt-{number}",
            "format": "future_workshop",
            "title": title,
            "status": status,
            "starts_at": starts_at,
            "ends_at": starts_at + lasts,
            "zone": "Europe/Berlin",
            "host": values.pop("host", None) or make_organisation(),
            "pool_id": open_pool(capacity=capacity),
            "audience": [],
            "bring": [],
            "features": ["registration", "agenda", "pitches", "stations", "canvases"],
            "calendar_uid": f"{tokens.new_id()}@localhost",
            "touched_at": now,
            "created_at": now,
            "published_at": now,
            **values,
        }
    )
    session().add(event)
    session().flush()
    return event


def make_venue(**values: object) -> Venue:
    """A hall in Mittweida."""
    defaults = {"public_id": tokens.new_id(), "name": "Haus der Wirtschaft", "street": "Am Markt 1"}
    venue = Venue(**{**defaults, "postcode": "09648", "city": "Mittweida", **values})
    session().add(venue)
    session().flush()
    return venue
