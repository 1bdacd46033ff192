"""What groups worked out at an event, with what a reader wants first."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from flask import url_for

from webapp.canvases.models import Canvas, CanvasLink
from webapp.canvases.queries import plan_of
from webapp.canvases.types import CanvasStatus
from webapp.canvases.wording import Row, SheetSection, contribution_text, sheet
from webapp.events.models import Event
from webapp.events.types import Feature
from webapp.reporting import queries as reporting

_BRIEF = 320
_IN_THE_HEADING = {"title", "acronym", "route"}
_IDEA = ("vision", "core_approach", "aims", "special_feature")
_AROUND_IT = ("lead_partner", "next_step")


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a canvas does for a measure or goal, in words, with where it leads."""

    word: str
    reason: str
    title: str
    url: str
    plan: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a group has shown; its sheet only once the group released it."""

    title: str
    group: str
    station: str
    anchor: str
    is_released: bool
    points: list[Row]
    details: list[SheetSection]
    contributions: list[Contribution]


def results(event: Event) -> list[Result]:
    """What the groups of an event have shown, by station and group; nothing where it does without canvases."""
    shown = reporting.results_of_event(event.id) if event.uses(Feature.CANVASES) else []
    return [_result(canvas, event) for canvas in shown]


def _result(canvas: Canvas, event: Event) -> Result:
    title, short = canvas.values.get("title") or canvas.group.name, canvas.values.get("acronym")
    is_released = canvas.status == CanvasStatus.APPROVED
    sections = sheet(canvas) if is_released else []
    points = _points(sections)
    return Result(
        title=f"{title} ({short})" if short else title,
        group=canvas.group.name,
        station=canvas.group.station.title if event.uses(Feature.STATIONS) else "",
        anchor=canvas.public_id,
        is_released=is_released,
        points=points,
        details=_without(sections, _IN_THE_HEADING | {each.key for each in points if len(each.text) <= _BRIEF}),
        contributions=[_contribution(link) for link in canvas.links],
    )


def _points(sections: Sequence[SheetSection]) -> list[Row]:
    """What a reader wants first: the idea, who carries it, and what comes next."""
    rows = {row.key: row for section in sections for row in section.rows}
    idea = next((rows[key] for key in _IDEA if key in rows), None)
    return [each for each in (idea, *(rows.get(key) for key in _AROUND_IT)) if each is not None]


def _without(sections: Sequence[SheetSection], keys: AbstractSet[str]) -> list[SheetSection]:
    kept = [(each.title, tuple(row for row in each.rows if row.key not in keys)) for each in sections]
    return [SheetSection(title, rows) for title, rows in kept if rows]


def brief(text: str) -> str:
    """The beginning of a long text, cut between words."""
    return text if len(text) <= _BRIEF else f"{text[:_BRIEF].rpartition(' ')[0]} …"


def _contribution(link: CanvasLink) -> Contribution:
    plan = plan_of(link)
    if link.measure is not None:
        title, url = link.measure.title, url_for("public.plans.measure", slug=link.measure.slug)
    else:
        goal = link.goal
        title = goal.title if goal else ""
        url = url_for("public.plans.plan", slug=plan.slug, _anchor=f"goal-{goal.code}" if goal else "")
    return Contribution(contribution_text(link.kind), link.reason, title, url, plan.title)
