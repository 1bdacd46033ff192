from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from webapp.canvases import rules
from webapp.canvases.errors import CanvasNotFoundError, LinkNotFoundError
from webapp.canvases.models import Canvas, CanvasLink, CanvasRevision
from webapp.canvases.types import CanvasId, CanvasStatus, Chapter, Values, Writing
from webapp.events.models import Event, in_use
from webapp.events.types import EventId, Feature
from webapp.foundation.database import session
from webapp.foundation.ordering import in_order
from webapp.foundation.seen import mark_of
from webapp.plans.models import ActionField, ActionPlan, Goal, Measure, Specification
from webapp.plans.types import GoalId, MeasureId, PlanId
from webapp.stations.models import Group, Station
from webapp.stations.types import GroupId

_NEWEST_WRITINGS = 300
# A group's words are its own until it has shown them to the others.
# Nor is anything of an event that uses none.
IS_SHOWN = and_(
    Canvas.status.in_((CanvasStatus.PRESENTED.value, CanvasStatus.APPROVED.value)),
    Canvas.event_id.in_(select(Event.id).where(in_use(Feature.CANVASES))),
)


def _whole() -> Sequence[ORMOption]:
    """Canvas with group, station, event and its host, fields and the thread of its links up to the plans."""
    group = joinedload(Canvas.group)
    links = selectinload(Canvas.links)
    of_measure = links.joinedload(CanvasLink.measure).joinedload(Measure.specification).joinedload(Specification.goal)
    return (
        group.joinedload(Group.station).options(
            joinedload(Station.event).joinedload(Event.host), joinedload(Station.action_field)
        ),
        group.joinedload(Group.pitch),
        joinedload(Canvas.field_set),
        links.joinedload(CanvasLink.goal).joinedload(Goal.field).joinedload(ActionField.plan),
        of_measure.joinedload(Goal.field).joinedload(ActionField.plan),
    )


def get_canvas(public_id: str) -> Canvas:
    """The canvas with all that its page shows; CanvasNotFoundError when there is none. Two queries."""
    canvas = session().scalar(select(Canvas).where(Canvas.public_id == public_id).options(*_whole()))
    if canvas is None or canvas.group.station.event.is_thrown_away:
        raise CanvasNotFoundError
    return canvas


def canvases_of_event(event_id: EventId) -> Sequence[Canvas]:
    """All canvases of an event, by station and group. Two queries, however many there are."""
    statement = (
        select(Canvas)
        .join(Canvas.group)
        .join(Group.station)
        .where(Canvas.event_id == event_id)
        .order_by(Station.number, Group.number)
        .options(*_whole())
    )
    return session().scalars(statement).all()


def mark_of_canvas(canvas: Canvas) -> str:
    """What whoever is shown the canvas says to have seen of it: what is written on it, and what it serves."""
    return mark_of(
        canvas.public_id, canvas.version, sorted([link.public_id, link.kind, link.reason] for link in canvas.links)
    )


def unreleased_at(event_ids: Collection[EventId]) -> dict[EventId, int]:
    """How many canvases of each of these events aren't released. One query."""
    open_ones = Canvas.status != CanvasStatus.APPROVED.value
    statement = select(Canvas.event_id, func.count()).where(Canvas.event_id.in_(set(event_ids)), open_ones)
    rows = session().execute(statement.group_by(Canvas.event_id)) if event_ids else ()
    return {event_id: count for event_id, count in rows}  # noqa: C416 - rows are no pairs to mypy


def count_at(event_id: EventId) -> int:
    """How many canvases an event has. One query."""
    return session().scalar(select(func.count()).select_from(Canvas).where(Canvas.event_id == event_id)) or 0


def public_ids_of(group_ids: Iterable[GroupId]) -> dict[GroupId, str]:
    """The public id of each group's canvas. One query."""
    statement = select(Canvas.group_id, Canvas.public_id).where(Canvas.group_id.in_(set(group_ids)))
    return {row.group_id: row.public_id for row in session().execute(statement)}


def links_for_measure(measure_id: MeasureId) -> Sequence[CanvasLink]:
    """What canvases do for a measure, oldest link first, with canvas, group, station and event. One query."""
    return session().scalars(_links().where(CanvasLink.measure_id == measure_id)).all()


def links_for_goal(goal_id: GoalId) -> Sequence[CanvasLink]:
    """What canvases do for a goal, as `links_for_measure`."""
    return session().scalars(_links().where(CanvasLink.goal_id == goal_id)).all()


def _links() -> Select[CanvasLink]:
    canvas = joinedload(CanvasLink.canvas)
    return (
        select(CanvasLink)
        .order_by(CanvasLink.linked_at, CanvasLink.id)
        .options(canvas.joinedload(Canvas.group).joinedload(Group.station).joinedload(Station.event))
    )


def plan_of(link: CanvasLink) -> ActionPlan:
    """The action plan to which the link's measure or goal belongs."""
    if link.measure is not None:
        return link.measure.specification.goal.field.plan
    return session().get_one(Goal, link.goal_id).field.plan


def get_link(canvas_id: CanvasId, public_id: str) -> CanvasLink:
    """A link of this canvas; LinkNotFoundError when it has none such."""
    statement = select(CanvasLink).where(CanvasLink.canvas_id == canvas_id, CanvasLink.public_id == public_id)
    link = session().scalar(statement)
    if link is None:
        raise LinkNotFoundError
    return link


def writings_of(canvas_id: CanvasId) -> list[Writing]:
    """The newest versions of a canvas, oldest first."""
    statement = (
        select(CanvasRevision.version, CanvasRevision.values, CanvasRevision.actor_key, CanvasRevision.written_at)
        .where(CanvasRevision.canvas_id == canvas_id)
        .order_by(CanvasRevision.version.desc())
        .limit(_NEWEST_WRITINGS)
    )
    return [Writing(*row) for row in session().execute(statement)][::-1]


def chapters_of(canvas_id: CanvasId) -> list[Chapter]:
    """The history of a canvas as it is told to a reader, newest first."""
    return rules.chapters(writings_of(canvas_id))


def get_writing(canvas_id: CanvasId, version: int) -> Writing:
    """One version of a canvas; CanvasNotFoundError when it never had it."""
    revision = session().scalar(
        select(CanvasRevision).where(CanvasRevision.canvas_id == canvas_id, CanvasRevision.version == version)
    )
    if revision is None:
        raise CanvasNotFoundError
    return Writing(revision.version, revision.values, revision.actor_key, revision.written_at)


def versions_between(canvas_id: CanvasId, first: int, end: int) -> list[tuple[int, Values]]:
    """Number and values of the versions from `first` on that came before `end`, oldest first."""
    statement = (
        select(CanvasRevision.version, CanvasRevision.values)
        .where(CanvasRevision.canvas_id == canvas_id, CanvasRevision.version >= first, CanvasRevision.version < end)
        .order_by(CanvasRevision.version)
    )
    return [(row.version, row.values) for row in session().execute(statement)]


@dataclass(frozen=True, slots=True)
class Target:
    """A measure or goal that a canvas may serve. `value` names it in a form."""

    value: str
    label: str
    measure_id: MeasureId | None = None
    goal_id: GoalId | None = None


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """The measures and goals of one field of action."""

    plan: str
    field: str
    lang: str
    targets: tuple[Target, ...]


def targets() -> list[TargetGroup]:
    """Every measure and goal of all plans, by plan and field of action, for choosing one. Two queries."""
    goals = (
        select(ActionPlan, ActionField, Goal)
        .join(ActionField, ActionField.plan_id == ActionPlan.id)
        .join(Goal, Goal.field_id == ActionField.id)
        .order_by(ActionPlan.id, ActionField.position, Goal.position)
    )
    found: dict[int, TargetGroup] = {}
    measures = _measures_by_goal()
    for plan, field, goal in sorted(session().execute(goals), key=lambda row: in_order(row[0].title)):
        group = found.get(field.id) or TargetGroup(plan.title, f"{field.code} {field.title}", plan.language, ())
        value = f"goal:{plan.slug}/{field.code}/{goal.code}"
        own = (Target(value, f"{goal.code} {goal.title}", goal_id=goal.id), *measures.get(goal.id, ()))
        found[field.id] = TargetGroup(group.plan, group.field, group.lang, group.targets + own)
    return list(found.values())


def _measures_by_goal() -> dict[GoalId, list[Target]]:
    statement = (
        select(Specification.goal_id, Measure.id, Measure.slug, Measure.code, Measure.title)
        .join(Measure, Measure.specification_id == Specification.id)
        .order_by(Specification.position, Measure.position)
    )
    found: dict[GoalId, list[Target]] = {}
    for row in session().execute(statement):
        target = Target(f"measure:{row.slug}", f"{row.code} {row.title}", measure_id=row.id)
        found.setdefault(row.goal_id, []).append(target)
    return found


def find_target(value: str) -> Target | None:
    """The measure or goal that a form names."""
    return next((target for group in targets() for target in group.targets if target.value == value), None)


def choices_of_plan(plan_id: PlanId) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Key and label of the plan's fields of action and of its goals, in their order. Two queries."""
    fields = select(ActionField).where(ActionField.plan_id == plan_id).order_by(ActionField.position)
    goals = (
        select(Goal)
        .join(Goal.field)
        .where(ActionField.plan_id == plan_id)
        .order_by(ActionField.position, Goal.position)
        .options(joinedload(Goal.field))
    )
    return (
        [(field.code, f"{field.code} {field.title}") for field in session().scalars(fields)],
        [(f"{goal.field.code}/{goal.code}", f"{goal.code} {goal.title}") for goal in session().scalars(goals)],
    )
