"""What surrounds events: venues, slugs, measures."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from webapp.events.models import Event, EventMeasure
from webapp.events.queries.loading import AROUND
from webapp.events.types import EventId, EventStatus
from webapp.foundation.database import session
from webapp.foundation.revisions import RevisionScope
from webapp.plans.joins import up_to_plan
from webapp.plans.models import ActionPlan, Measure
from webapp.plans.scopes import measure_scope, plan_scope
from webapp.plans.types import MeasureId


def events_of_measure(measure_id: MeasureId) -> Sequence[EventMeasure]:
    """The links of a measure to events that the public may see, latest event first. Two queries."""
    statement = (
        select(EventMeasure)
        .join(Event, Event.id == EventMeasure.event_id)
        .where(EventMeasure.measure_id == measure_id, Event.status != EventStatus.DRAFT)
        .order_by(Event.starts_at.desc())
        .options(selectinload(EventMeasure.event).options(*AROUND))
    )
    return session().scalars(statement).all()


def scopes_of_measures(measure_ids: Iterable[MeasureId]) -> set[RevisionScope]:
    """The revision scopes of pages that show these measures: their own and their plans'. One query."""
    statement = up_to_plan(select(Measure.slug, ActionPlan.slug).select_from(Measure)).where(
        Measure.id.in_(set(measure_ids))
    )
    rows = session().execute(statement).all()
    return {measure_scope(measure) for measure, _ in rows} | {plan_scope(plan) for _, plan in rows}


def measure_ids_of(event_id: EventId) -> list[MeasureId]:
    """The measures that an event serves, in order."""
    statement = select(EventMeasure.measure_id).where(EventMeasure.event_id == event_id)
    return list(session().scalars(statement.order_by(EventMeasure.position)))
