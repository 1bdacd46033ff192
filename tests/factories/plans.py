"""Plans with a single thread down to a measure."""

import itertools

from tests.factories.organisations import make_organisation
from webapp.plans import services
from webapp.plans.models import Goal, Measure
from webapp.plans.types import Direction, MeasureKind

_numbers = itertools.count(1)


def make_goal(title: str = "Perspektivreiche Berufsorientierung", **plan: object) -> Goal:
    """A goal under a field and plan of its own, with one indicator."""
    number = next(_numbers)
    made = services.add_plan(slug=plan.pop("slug", f"plan-{number}"), title=plan.pop("plan", "Aktionsplan"), **plan)
    field = services.add_field(plan=made, code="2", title="Bildung und Fachkräfte", position=0)
    goal = services.add_goal(field=field, code="2.1", title=title, position=0)
    services.add_indicator(
        goal=goal, slug=f"indicator-{number}", code="2.1.K1", title="Lernorte", direction=Direction.UP, position=0
    )
    return goal


def make_measure(title: str = "Juniormeister fortführen", *, goal: Goal | None = None, **values: object) -> Measure:
    """A measure with a lead and a partner."""
    number = next(_numbers)
    goal = goal or make_goal()
    specification = services.add_specification(goal=goal, code="2.1.1", title="Gemeinsam fortführen", position=number)
    bodies = {"lead": [make_organisation().id], "partners": [make_organisation("Stadt Musterstadt").id]}
    defaults = {"slug": f"measure-{number}", "code": "2.1.1.a", "kind": MeasureKind.CONTINUOUS, "position": number}
    return services.add_measure(specification=specification, title=title, **{**defaults, **bodies, **values})
