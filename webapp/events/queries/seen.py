"""Events that were published, by what they have in common: format, series, organisation, field of action."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload

from webapp.events.models import Event, EventMeasure, EventPartner, EventSeries
from webapp.events.types import EventId, EventStatus
from webapp.foundation.database import session
from webapp.foundation.ordering import in_order
from webapp.organisations.models import Organisation
from webapp.plans.joins import up_to_field, up_to_goal, up_to_plan
from webapp.plans.models import ActionField, ActionPlan, Goal, Measure

# Also what was called off since: whoever has it in a calendar has to hear that.
SEEN = (Event.status != EventStatus.DRAFT, Event.published_at.is_not(None))
WITH_PLACE = (
    select(Event).where(*SEEN).options(joinedload(Event.host), joinedload(Event.venue), joinedload(Event.funding))
)
Columns = TypeVarTuple("Columns")


@dataclass(frozen=True, slots=True)
class Feed:
    """Events that have something in common: what that is called and which they are."""

    name: str
    condition: ColumnElement[bool]


def formats_seen() -> Sequence[str]:
    """The formats of published events. One query."""
    return session().scalars(select(Event.format).where(*SEEN).distinct()).all()


def series_seen() -> list[tuple[str, str]]:
    """Slug and title of the series with published events. One query."""
    series = select(EventSeries.slug, EventSeries.title).join(Event, Event.series_id == EventSeries.id).where(*SEEN)
    return [(slug, title) for slug, title in session().execute(series.distinct())]


def hosts_seen() -> list[tuple[str, str]]:
    """Key and name of the organisations that host published events. One query."""
    hosts = select(Organisation.key, Organisation.name).join(Event, Event.host_id == Organisation.id).where(*SEEN)
    return [(key, name) for key, name in session().execute(hosts.distinct())]


def fields_seen() -> list[tuple[str, str, str]]:
    """Plan, code and title of the fields of action that published events serve. One query."""
    told = select(ActionPlan.slug, ActionField.code, ActionField.title).select_from(EventMeasure)
    served = told.join(Event, Event.id == EventMeasure.event_id).join(Measure, Measure.id == EventMeasure.measure_id)
    return [(plan, code, title) for plan, code, title in session().execute(up_to_plan(served).where(*SEEN).distinct())]


def events_of_series(slug: str) -> Feed | None:
    """The events of a series. One query."""
    shown = select(EventSeries.title, EventSeries.id).join(Event, Event.series_id == EventSeries.id).where(*SEEN)
    row = session().execute(shown.where(EventSeries.slug == slug).limit(1)).first()  # drafts tell nobody its name
    return Feed(row.title, Event.series_id == row.id) if row else None


def events_of_organisation(key: str) -> Feed | None:
    """The events that an organisation hosts or is a partner of. One query."""
    row = session().execute(select(Organisation.name, Organisation.id).where(Organisation.key == key)).first()
    if row is None:
        return None
    partnered = select(EventPartner.event_id).where(EventPartner.organisation_id == row.id)
    return Feed(row.name, or_(Event.host_id == row.id, Event.id.in_(partnered)))


def events_of_field(slug: str) -> Feed | None:
    """The events that serve a field of action, addressed by its plan and code. One query."""
    plan, _, code = slug.partition(".")
    statement = (
        select(ActionField.title, ActionField.id)
        .join(ActionPlan, ActionPlan.id == ActionField.plan_id)
        .where(ActionPlan.slug == plan, ActionField.code == code)
    )
    row = session().execute(statement).first()
    if row is None:
        return None
    served = up_to_goal(select(EventMeasure.event_id).join(Measure, Measure.id == EventMeasure.measure_id))
    return Feed(row.title, Event.id.in_(served.where(Goal.field_id == row.id)))


def events_since(moment: datetime, within: Feed | None = None) -> Sequence[Event]:
    """Published, postponed and cancelled events that end after `moment`, in order. One query."""
    return session().scalars(_since(WITH_PLACE, moment, within).order_by(Event.starts_at, Event.id)).all()


def fields_since(moment: datetime, within: Feed | None = None) -> Mapping[EventId, tuple[str, ...]]:
    """The fields of action that these events serve, by event. One query."""
    told = select(EventMeasure.event_id, ActionField.title).select_from(EventMeasure)
    served = told.join(Event, Event.id == EventMeasure.event_id).join(Measure, Measure.id == EventMeasure.measure_id)
    found: dict[EventId, list[str]] = defaultdict(list)
    for event_id, title in session().execute(_since(up_to_field(served).where(*SEEN).distinct(), moment, within)):
        found[event_id].append(title)
    return {event_id: tuple(sorted(titles, key=in_order)) for event_id, titles in found.items()}


def _since(statement: Select[*Columns], moment: datetime, within: Feed | None) -> Select[*Columns]:
    statement = statement.where(Event.ends_at > moment)
    return statement if within is None else statement.where(within.condition)
