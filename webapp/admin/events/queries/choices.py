from collections import Counter

from sqlalchemy import select

from webapp.events.queries import known_venues
from webapp.foundation.database import session
from webapp.foundation.ordering import in_order
from webapp.plans.joins import up_to_plan
from webapp.plans.models import ActionField, ActionPlan, Goal, Measure, Specification

Choices = list[tuple[str, str]]


def venue_choices(chosen: str = "") -> Choices:
    """The known places by name and town, with their street where that is what tells them apart. One query.

    What was put away is offered to whoever has it already.
    """
    known = [each for each in known_venues() if each.archived_at is None or each.public_id == chosen]
    often = Counter((each.name, each.city) for each in known)
    parts = [
        (each, [each.name, each.street if often[each.name, each.city] > 1 else "", each.city or each.postcode])
        for each in known
    ]
    return [(each.public_id, ", ".join(filter(None, said))) for each, said in parts]


def measure_choices() -> dict[str, Choices]:
    """Every measure for choosing, by the title of its plan. One query."""
    told = select(ActionPlan.title, Measure.slug, Measure.code, Measure.title).select_from(Measure)
    statement = (
        up_to_plan(told)
        .order_by(ActionPlan.id, ActionField.position, Goal.position)
        .order_by(Specification.position, Measure.position)
    )
    found: dict[str, Choices] = {}
    for plan, slug, code, title in sorted(session().execute(statement), key=lambda row: in_order(row[0])):
        found.setdefault(plan, []).append((slug, f"{code} {title}"))
    return found
