from collections import Counter

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager

from webapp.events.models import EventMeasure
from webapp.events.queries import known_venues
from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.foundation.ordering import in_order
from webapp.plans.models import ActionField, ActionPlan, Goal, Measure, Specification

Choices = list[tuple[str, str]]


def venue_choices() -> Choices:
    """The known places by name and town, with their street where that is what tells them apart. One query."""
    known = known_venues()
    often = Counter((each.name, each.city) for each in known)
    parts = [
        (each, [each.name, each.street if often[each.name, each.city] > 1 else "", each.city or each.postcode])
        for each in known
    ]
    return [(each.public_id, ", ".join(filter(None, said))) for each, said in parts]


def measure_choices() -> dict[str, Choices]:
    """Every measure for choosing, by the title of its plan. One query."""
    statement = (
        select(ActionPlan.title, Measure.slug, Measure.code, Measure.title)
        .join(Measure.specification)
        .join(Specification.goal)
        .join(Goal.field)
        .join(ActionField.plan)
        .order_by(ActionPlan.id, ActionField.position, Goal.position)
        .order_by(Specification.position, Measure.position)
    )
    found: dict[str, Choices] = {}
    for plan, slug, code, title in sorted(session().execute(statement), key=lambda row: in_order(row[0])):
        found.setdefault(plan, []).append((slug, f"{code} {title}"))
    return found


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
