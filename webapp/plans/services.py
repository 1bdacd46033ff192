"""Build an action plan, from the plan down to its measures and indicators."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from webapp.foundation import revisions
from webapp.foundation.database import session
from webapp.foundation.scopes import SITE
from webapp.organisations.types import OrganisationId
from webapp.plans.models import (
    ActionField,
    ActionPlan,
    Goal,
    Indicator,
    Measure,
    MeasureBody,
    Signatory,
    Specification,
)
from webapp.plans.scopes import PLANS, measure_scope, plan_scope
from webapp.plans.types import BodyPart, Direction, MeasureKind


class PlanDetails(TypedDict, total=False):
    summary: str
    region: str
    language: str
    valid_from: date | None
    valid_to: date | None
    adopted_on: date | None
    predecessor: str
    source: str
    press_rule: str
    review_rule: str


class MeasureDetails(TypedDict, total=False):
    summary: str
    condition: str
    due_text: str
    due_from: date | None
    due_to: date | None
    cost_share: str


def add_plan(*, slug: str, title: str, **details: Unpack[PlanDetails]) -> ActionPlan:
    """A new plan without fields."""
    plan = ActionPlan(slug=slug, title=title, **details)
    session().add(plan)
    session().flush()
    revisions.bump(PLANS, SITE, plan_scope(slug))  # every page leads to the plans once there is one
    return plan


def add_signatory(*, plan: ActionPlan, organisation_id: OrganisationId, office: str, position: int) -> Signatory:
    """Note who signed the plan, by office and never by name."""
    signatory = Signatory(plan_id=plan.id, organisation_id=organisation_id, office=office, position=position)
    session().add(signatory)
    session().flush()
    return signatory


def add_field(*, plan: ActionPlan, code: str, title: str, position: int, summary: str = "") -> ActionField:
    """A new field of action (Handlungsfeld) of the plan."""
    field = ActionField(plan_id=plan.id, code=code, title=title, summary=summary, position=position)
    session().add(field)
    session().flush()
    return field


def add_goal(*, field: ActionField, code: str, title: str, position: int, summary: str = "") -> Goal:
    """A new goal (Ziel) of the field."""
    goal = Goal(field_id=field.id, code=code, title=title, summary=summary, position=position)
    session().add(goal)
    session().flush()
    return goal


def add_specification(*, goal: Goal, code: str, title: str, position: int) -> Specification:
    """A new specification (Konkretisierung) of the goal."""
    specification = Specification(goal_id=goal.id, code=code, title=title, position=position)
    session().add(specification)
    session().flush()
    return specification


def add_measure(
    *,
    specification: Specification,
    slug: str,
    code: str,
    title: str,
    kind: MeasureKind,
    position: int,
    lead: Sequence[OrganisationId] = (),
    partners: Sequence[OrganisationId] = (),
    **details: Unpack[MeasureDetails],
) -> Measure:
    """A new measure (Maßnahme) with the bodies that lead it and take part."""
    measure = Measure(
        specification_id=specification.id,
        slug=slug,
        code=code,
        title=title,
        kind=kind.value,
        position=position,
        **details,
    )
    session().add(measure)
    session().flush()
    parts = [(BodyPart.LEAD, body) for body in lead] + [(BodyPart.PARTNER, body) for body in partners]
    session().add_all(
        MeasureBody(measure_id=measure.id, organisation_id=body, part=part.value, position=number)
        for number, (part, body) in enumerate(parts)
    )
    session().flush()
    revisions.bump(PLANS, measure_scope(slug))
    return measure


def add_indicator(
    *, goal: Goal, slug: str, code: str, title: str, direction: Direction, position: int, unit: str = ""
) -> Indicator:
    """A new figure (Kennzahl) that tells whether the goal is coming closer."""
    indicator = Indicator(
        goal_id=goal.id, slug=slug, code=code, title=title, unit=unit, direction=direction.value, position=position
    )
    session().add(indicator)
    session().flush()
    return indicator
