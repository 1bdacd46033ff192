"""Events for tests, made straight from the tables so that any room can use them."""

import itertools
from datetime import datetime, timedelta

from tests.factories.organisations import make_organisation
from webapp.capacity.services import open_pool
from webapp.events.models import Event, Venue
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.plans.models import ActionField, ActionPlan, Goal, Measure, Specification

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


def make_served_measure(title: str = "Vergabekonferenzen", *, fields: int = 1) -> Measure:
    """A measure that events can serve, in the first of so many fields of action of a plan of its own."""
    number = next(_numbers)
    plan = ActionPlan(slug=f"plan-{number}", title=f"Aktionsplan {number}")
    plan.fields = [ActionField(code=str(n), title=f"Handlungsfeld {n}", position=n) for n in range(1, fields + 1)]
    goal = Goal(code="1.1", title="Ziel", position=1)
    plan.fields[0].goals = [goal]
    goal.specifications = [Specification(code="1.1.1", title="Konkretisierung", position=1)]
    measure = Measure(slug=f"massnahme-{number}", code="M1", title=title, kind="continuous", position=1)
    goal.specifications[0].measures = [measure]
    session().add(plan)
    session().flush()
    return measure
