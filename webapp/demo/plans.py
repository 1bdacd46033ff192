"""The two action plans of the demo content."""

from typing import Any

from webapp.demo.files import read
from webapp.demo.organisations import Organisations
from webapp.plans import services
from webapp.plans.models import ActionField, ActionPlan, Goal, Specification
from webapp.plans.types import Direction, MeasureKind

_FILES = ("plan_dresden_2030", "plan_suedwestsachsen")
_PARTS = ("signatory", "field", "goal", "specification", "measure", "indicator")


def lay_in_plans(organisations: Organisations) -> None:
    """Both plans with all they hold."""
    for name in _FILES:
        _lay_in(read(name), organisations)


def _lay_in(data: dict[str, Any], organisations: Organisations) -> None:
    plan = services.add_plan(**{key: value for key, value in data.items() if key not in _PARTS})
    for number, row in enumerate(data.get("signatory", [])):
        organisation = organisations[row["organisation"]]
        services.add_signatory(plan=plan, organisation_id=organisation.id, office=row["office"], position=number)
    goals = _lay_in_goals(plan, data)
    specifications = {
        row["code"]: services.add_specification(
            goal=goals[row["goal"]], code=row["code"], title=row["title"], position=number
        )
        for number, row in enumerate(data["specification"])
    }
    _lay_in_measures(data, specifications, organisations)
    for number, row in enumerate(data.get("indicator", [])):
        texts = {key: row[key] for key in ("slug", "code", "title", "unit") if key in row}
        direction = Direction(row["direction"])
        services.add_indicator(goal=goals[row["goal"]], direction=direction, position=number, **texts)


def _lay_in_goals(plan: ActionPlan, data: dict[str, Any]) -> dict[str, Goal]:
    fields: dict[str, ActionField] = {
        row["code"]: services.add_field(plan=plan, position=number, **row) for number, row in enumerate(data["field"])
    }
    return {
        row["code"]: services.add_goal(field=fields[row.pop("field")], position=number, **row)
        for number, row in enumerate(data["goal"])
    }


def _lay_in_measures(
    data: dict[str, Any], specifications: dict[str, Specification], organisations: Organisations
) -> None:
    for number, row in enumerate(data["measure"]):
        lead, partners = ([organisations[key].id for key in row.pop(part, [])] for part in ("lead", "partners"))
        services.add_measure(
            specification=specifications[row.pop("specification")],
            kind=MeasureKind(row.pop("kind")),
            position=number,
            lead=lead,
            partners=partners,
            **row,
        )
