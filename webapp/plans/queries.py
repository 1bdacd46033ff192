from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from webapp.foundation.database import session
from webapp.foundation.ordering import in_order
from webapp.plans.errors import MeasureNotFoundError, PlanNotFoundError
from webapp.plans.joins import up_to_field, up_to_plan
from webapp.plans.models import (
    ActionField,
    ActionPlan,
    Goal,
    Measure,
    MeasureBody,
    Signatory,
    Specification,
)
from webapp.plans.types import MeasureId

_Choice = TypeVar("_Choice", bound=tuple[int, str, str, str])


def all_plans() -> Sequence[ActionPlan]:
    """Every plan by title. One query."""
    found = session().scalars(select(ActionPlan).order_by(ActionPlan.id))
    return sorted(found, key=lambda each: in_order(each.title))


def is_any_plan() -> bool:
    """True once there is a plan to read. One query."""
    return session().scalar(select(ActionPlan.id).limit(1)) is not None


def get_plan(slug: str) -> ActionPlan:
    """The plan with its whole tree and signatories, in a constant number of queries; PlanNotFoundError without one."""
    goals = selectinload(ActionPlan.fields).selectinload(ActionField.goals)
    statement = (
        select(ActionPlan)
        .where(ActionPlan.slug == slug)
        .options(
            goals.selectinload(Goal.specifications).selectinload(Specification.measures),
            goals.selectinload(Goal.indicators),
            selectinload(ActionPlan.signatories).joinedload(Signatory.organisation),
        )
    )
    plan = session().scalar(statement)
    if plan is None:
        raise PlanNotFoundError
    return plan


def get_measure(slug: str) -> Measure:
    """The measure with all it stands under and its bodies, in two queries; MeasureNotFoundError without one."""
    statement = (
        select(Measure)
        .where(Measure.slug == slug)
        .options(
            joinedload(Measure.specification)
            .joinedload(Specification.goal)
            .joinedload(Goal.field)
            .joinedload(ActionField.plan),
            selectinload(Measure.bodies).joinedload(MeasureBody.organisation),
        )
    )
    measure = session().scalar(statement)
    if measure is None:
        raise MeasureNotFoundError
    return measure


def find_field(plan_slug: str, code: str) -> ActionField | None:
    """The field of action with this code in the plan."""
    return session().scalar(
        select(ActionField).join(ActionField.plan).where(ActionPlan.slug == plan_slug, ActionField.code == code)
    )


def find_goal(plan_slug: str, code: str) -> Goal | None:
    """The goal with this code in the plan."""
    return session().scalar(
        select(Goal).join(Goal.field).join(ActionField.plan).where(ActionPlan.slug == plan_slug, Goal.code == code)
    )


def find_measure(plan_slug: str, code: str) -> Measure | None:
    """The measure with this code in the plan."""
    return session().scalar(up_to_plan(select(Measure)).where(ActionPlan.slug == plan_slug, Measure.code == code))


def measure_ids(slugs: Iterable[str]) -> dict[str, MeasureId]:
    """The measures behind these addresses. One query."""
    rows = session().execute(select(Measure.slug, Measure.id).where(Measure.slug.in_(set(slugs))))
    return {slug: measure_id for slug, measure_id in rows}  # noqa: C416 - rows are no pairs to mypy


def fields_beside(measure_id: MeasureId) -> Sequence[ActionField]:
    """The fields of action of the plan to which a measure belongs, in order. One query."""
    plan_id = (
        up_to_field(select(ActionField.plan_id).select_from(Measure)).where(Measure.id == measure_id).scalar_subquery()
    )
    statement = select(ActionField).where(ActionField.plan_id == plan_id).order_by(ActionField.position)
    return session().scalars(statement).all()


def measures_to_find() -> list[tuple[str, str, str, str]]:
    """Slug, code and title of every measure and the title of its plan, in the order of their plans. One query."""
    told = select(Measure.slug, Measure.code, Measure.title, ActionPlan.title).select_from(Measure)
    statement = up_to_plan(told).order_by(
        ActionPlan.id, ActionField.position, Goal.position, Specification.position, Measure.position
    )
    return [(row[0], row[1], row[2], row[3]) for row in session().execute(statement)]


def fields_for_choice() -> list[tuple[int, str, str, str]]:
    """Id, plan title, code and title of every field of action. One query."""
    statement = (
        select(ActionField.id, ActionPlan.title, ActionField.code, ActionField.title)
        .join(ActionField.plan)
        .order_by(ActionPlan.id, ActionField.position)
    )
    return _by_plan((row[0], row[1], row[2], row[3]) for row in session().execute(statement))


def _by_plan(rows: Iterable[_Choice]) -> list[_Choice]:
    """By the title of the plan; within it as they come, which is the plan's own order."""
    return sorted(rows, key=lambda row: in_order(row[1]))
