"""Fields of action that a station can belong to."""

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager

from webapp.events.models import EventMeasure
from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.foundation.ordering import in_order
from webapp.plans.joins import up_to_field
from webapp.plans.models import ActionField, ActionPlan, Measure


def field_choices(event_id: EventId, chosen: str) -> dict[str, ActionField]:
    """The fields of action of the plans that the event's measures belong to, and the one chosen before. One query."""
    own_plans = (
        up_to_field(select(ActionField.plan_id).select_from(Measure))
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
