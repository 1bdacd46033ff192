"""Canvases for tests, and a plan whose measures they serve."""

import itertools

from sqlalchemy import select

from tests.factories.stations import make_group, make_station
from webapp.canvases import services
from webapp.canvases.models import Canvas
from webapp.canvases.queries import get_canvas
from webapp.events.models import Event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.plans.models import ActionField, ActionPlan, Goal, Measure, Specification
from webapp.stations.models import Group

_numbers = itertools.count(1)


def make_canvas(event: Event, *, group: Group | None = None) -> Canvas:
    """The canvas of a group at a station of the event, as its page loads it."""
    group = group or make_group(make_station(event))
    return get_canvas(session().scalar(select(Canvas.public_id).where(Canvas.group_id == group.id)))


def make_written_canvas(event: Event, *, group: Group | None = None) -> Canvas:
    """A canvas on which the group wrote one field, so that it can be released."""
    canvas = make_canvas(event, group=group)
    values = {"core_approach": "Betriebe öffnen ihre Werkstätten."}
    services.save(canvas=canvas, seen_version=canvas.version, values=values, now=clock.now())
    return canvas


def make_plan(title: str = "Aktionsplan Handwerk") -> tuple[ActionField, Goal, Measure]:
    """A plan with one field of action, goal and measure."""
    number = next(_numbers)
    plan = ActionPlan(slug=f"aktionsplan-{number}", title=title)
    field = ActionField(plan=plan, code="2", title="Bildung", position=1)
    goal = Goal(field=field, code="2.1", title="Nachwuchs gewinnen", position=1)
    specification = Specification(goal=goal, code="2.1.1", title="Früh anfangen", position=1)
    measure = Measure(
        specification=specification,
        slug=f"werkstatt-tage-{number}",
        code="2.1.1.1",
        title="Werkstatt-Tage <b>für alle</b>",
        kind="continuous",
        position=1,
    )
    session().add_all([plan, field, goal, specification, measure])
    session().flush()
    return field, goal, measure
