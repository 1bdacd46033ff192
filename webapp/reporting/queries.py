"""What came of a measure: the events that serve it and what groups worked out for it, as far as it is public."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from webapp.canvases.models import Canvas, CanvasLink
from webapp.canvases.queries import IS_SHOWN
from webapp.events.models import Event, EventMeasure
from webapp.events.types import EventId, EventStatus
from webapp.foundation.database import session
from webapp.plans.joins import up_to_field
from webapp.plans.models import ActionField, Goal, Measure, Specification
from webapp.plans.types import GoalId, MeasureId, PlanId
from webapp.stations.models import Group, Station

_NO_SHARE = (EventStatus.DRAFT.value, EventStatus.CANCELLED.value)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Events with the reason why they serve a measure, and contributions of canvases; latest event first."""

    events: Sequence[tuple[Event, str]]
    contributions: Sequence[CanvasLink]


@dataclass(frozen=True, slots=True)
class Share:
    """How much stands behind a measure or goal of a plan."""

    events: int = 0
    canvases: int = 0


def evidence_of_measure(measure_id: MeasureId) -> Evidence:
    """All that the public may see behind a measure. Two queries."""
    events = session().execute(
        select(Event, EventMeasure.reason)
        .join(EventMeasure, EventMeasure.event_id == Event.id)
        .where(EventMeasure.measure_id == measure_id, Event.status != EventStatus.DRAFT)
        .order_by(Event.starts_at.desc())
        .options(joinedload(Event.venue), joinedload(Event.host))
    )
    links = _shown_links().where(CanvasLink.measure_id == measure_id)
    return Evidence([(event, reason) for event, reason in events], session().scalars(links).all())


def contributions_to_goals(plan_id: PlanId) -> dict[GoalId, list[CanvasLink]]:
    """What canvases do for the plan's goals themselves, by goal. One query."""
    statement = (
        _shown_links()
        .join(Goal, Goal.id == CanvasLink.goal_id)
        .join(ActionField, ActionField.id == Goal.field_id)
        .where(ActionField.plan_id == plan_id)
    )
    found: dict[GoalId, list[CanvasLink]] = {}
    for link in session().scalars(statement):
        if link.goal_id is not None:
            found.setdefault(link.goal_id, []).append(link)
    return found


def shares_of_plan(plan_id: PlanId) -> dict[MeasureId, Share]:
    """How many events and shown canvases stand behind each measure of the plan; counted in two queries.

    What was cancelled serves nothing.
    """
    of_plan = up_to_field(select(Measure.id)).where(ActionField.plan_id == plan_id)
    events = _counted(
        select(EventMeasure.measure_id, func.count())
        .join(Event, Event.id == EventMeasure.event_id)
        .where(Event.status.not_in(_NO_SHARE), EventMeasure.measure_id.in_(of_plan))
        .group_by(EventMeasure.measure_id)
    )
    canvases = _counted(
        select(CanvasLink.measure_id, func.count())
        .join(CanvasLink.canvas)
        .where(IS_SHOWN, CanvasLink.measure_id.in_(of_plan))
        .group_by(CanvasLink.measure_id)
    )
    return {key: Share(events[key], canvases[key]) for key in events | canvases}


def results_of_event(event_id: EventId) -> Sequence[Canvas]:
    """The canvases that groups of the event have shown, by station and group, with their links up to the plans.

    Three queries.
    """
    to_plan = joinedload(Specification.goal).joinedload(Goal.field).joinedload(ActionField.plan)
    links = joinedload(Canvas.links)
    statement = (
        select(Canvas)
        .join(Canvas.group)
        .join(Group.station)
        .where(Canvas.event_id == event_id, IS_SHOWN)
        .order_by(Station.number, Group.number)
        .options(
            contains_eager(Canvas.group).contains_eager(Group.station),
            joinedload(Canvas.field_set),
            links.joinedload(CanvasLink.measure).joinedload(Measure.specification).options(to_plan),
            links.joinedload(CanvasLink.goal).joinedload(Goal.field).joinedload(ActionField.plan),
        )
    )
    return session().scalars(statement).unique().all()


def _counted(statement: Select[MeasureId, int] | Select[MeasureId | None, int]) -> Counter[MeasureId]:
    return Counter({row[0]: row[1] for row in session().execute(statement) if row[0] is not None})


def _shown_links() -> Select[CanvasLink]:
    return (
        select(CanvasLink)
        .join(CanvasLink.canvas)
        .join(Canvas.group)
        .join(Group.station)
        .join(Station.event)
        .where(IS_SHOWN)
        .order_by(Event.starts_at.desc(), CanvasLink.id)
        .options(
            contains_eager(CanvasLink.canvas)
            .contains_eager(Canvas.group)
            .contains_eager(Group.station)
            .contains_eager(Station.event)
        )
    )
