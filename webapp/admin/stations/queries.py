"""Fields of action that a station can belong to."""

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager

from webapp.events.models import EventMeasure
from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.foundation.ordering import in_order
from webapp.plans.models import ActionField, ActionPlan, Goal, Measure, Specification


def field_choices(event_id: EventId, chosen: str) -> dict[str, ActionField]:
    """The fields of action of the plans that the event's measures belong to, and the one chosen before. One query."""
    own_plans = (
        select(ActionField.plan_id)
        .join(Goal, Goal.field_id == ActionField.id)
        .join(Specification, Specification.goal_id == Goal.id)
        .join(Measure, Measure.specification_id == Specification.id)
        .join(EventMeasure, EventMeasure.measure_id == Measure.id)
        .where(EventMeasure.event_id == event_id)
    )
    slug, _, code = chosen.partition("/")
    statement = (
        select(ActionField)
        .join(ActionField.plan)
        .where(or_(ActionField.plan_id.in_(own_plans), and_(ActionPlan.slug == slug, ActionField.code == code)))
        .order_by(ActionPlan.id, ActionField.position)
        .options(contains_eager(ActionField.plan))
    )
    found = sorted(session().scalars(statement), key=lambda field: in_order(field.plan.title))
    return {f"{field.plan.slug}/{field.code}": field for field in found}
