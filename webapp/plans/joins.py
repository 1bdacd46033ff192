"""The thread from a measure up to its plan, as statements follow it."""

from typing import TypeVarTuple

from sqlalchemy import Select

from webapp.plans.models import ActionField, ActionPlan, Goal, Measure, Specification

Columns = TypeVarTuple("Columns")


def up_to_goal(statement: Select[*Columns]) -> Select[*Columns]:
    """A statement over measures, with the specification and the goal of each."""
    return statement.join(Specification, Specification.id == Measure.specification_id).join(
        Goal, Goal.id == Specification.goal_id
    )


def up_to_field(statement: Select[*Columns]) -> Select[*Columns]:
    """A statement over measures, with the field of action of each as well."""
    return up_to_goal(statement).join(ActionField, ActionField.id == Goal.field_id)


def up_to_plan(statement: Select[*Columns]) -> Select[*Columns]:
    """A statement over measures, with the plan of each as well."""
    return up_to_field(statement).join(ActionPlan, ActionPlan.id == ActionField.plan_id)
