"""The thread from a plan down to a measure, and on to all that serves it."""

from flask import url_for

from webapp.canvases.models import CanvasLink
from webapp.canvases.wording import contribution_text
from webapp.events.models import Event
from webapp.events.types import Feature
from webapp.events.wording import day_of
from webapp.plans.models import Measure
from webapp.reporting import queries as reporting
from webapp.stations.models import Group


def knots_of_measure(measure: Measure, evidence: reporting.Evidence) -> list[dict[str, object]]:
    """The thread from the plan down to the measure and on to all that serves it."""
    goal = measure.specification.goal
    plan = goal.field.plan
    page = url_for("public.plans.plan", slug=plan.slug)
    knots: list[dict[str, object]] = [
        {"kind": "plan", "title": plan.title, "url": page},
        {"kind": "field", "title": f"{goal.field.code} {goal.field.title}", "url": f"{page}#field-{goal.field.code}"},
        {"kind": "goal", "title": f"{goal.code} {goal.title}", "url": f"{page}#goal-{goal.code}"},
        {"kind": "measure", "title": f"{measure.code} {measure.title}", "current": True},
    ]
    shown = [{**knot, "lang": plan.language} for knot in knots]
    by_event: dict[int, list[CanvasLink]] = {}
    for link in evidence.contributions:
        by_event.setdefault(link.canvas.event_id, []).append(link)
    listed = {event.id: (event, reason) for event, reason in evidence.events}
    for link in evidence.contributions:
        listed.setdefault(link.canvas.event_id, (link.canvas.group.station.event, ""))
    for event, reason in listed.values():
        shown.append(_event_knot(event, reason))
        shown += [_canvas_knot(link) for link in by_event.get(event.id, [])]
    return shown


def _event_knot(event: Event, reason: str) -> dict[str, object]:
    note = " – ".join(part for part in (day_of(event), reason) if part)
    url = url_for("public.events.event", slug=event.slug)
    return {"kind": "event", "title": event.title, "url": url, "note": note, "lang": event.language}


def _canvas_knot(link: CanvasLink) -> dict[str, object]:
    group = link.canvas.group
    event = group.station.event
    return {
        "kind": "canvas",
        "title": link.canvas.values.get("title") or group.name,
        "url": url_for("public.events.results", slug=event.slug, _anchor=link.canvas.public_id),
        "note": f"{', '.join(_whose(group, event))}: {contribution_text(link.kind)}. {link.reason}",
        "lang": event.language,
    }


def _whose(group: Group, event: Event) -> list[str]:
    return [group.station.title, group.name] if event.uses(Feature.STATIONS) else [group.name]
