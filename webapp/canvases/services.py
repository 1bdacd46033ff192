from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Update, case, delete, select, update

from webapp.accounts import acting
from webapp.accounts.types import SYSTEM
from webapp.canvases import queries, rules, template
from webapp.canvases.errors import (
    CanvasBlankError,
    CanvasConflictError,
    CanvasInvalidError,
    CanvasStateError,
    LinkInvalidError,
)
from webapp.canvases.models import Canvas, CanvasLink, CanvasRevision
from webapp.canvases.prefill import first_values
from webapp.canvases.types import LONGEST_REASON, CanvasId, CanvasStatus, Contribution, Saved, Values
from webapp.events.scopes import event_scope
from webapp.events.types import EventId
from webapp.fields.models import FieldSet
from webapp.fields.queries import definitions_of
from webapp.fields.rules import clean
from webapp.fields.services import add_version
from webapp.foundation import revisions, tokens
from webapp.foundation.database import session
from webapp.foundation.revisions import RevisionScope
from webapp.foundation.seen import refuse_unseen
from webapp.foundation.text import lines
from webapp.plans.models import ActionField
from webapp.plans.scopes import measure_scope, plan_scope
from webapp.plans.types import GoalId, MeasureId
from webapp.stations.models import Group

_TEMPLATE = "idea_canvas"
_FIRST = 1


def open_canvas(*, group: Group, now: datetime) -> Canvas:
    """The group's canvas, filled with what is known already from its station and pitch."""
    field_set = _field_set(group.station.action_field, now)
    cleaned = clean(definitions_of(field_set), first_values(group))
    canvas = Canvas(
        public_id=tokens.new_id(),
        event_id=group.station.event_id,
        group_id=group.id,
        field_set_id=field_set.id,
        values={key: value for key, value in cleaned.values.items() if value is not None},
        version=_FIRST,
        status=CanvasStatus.DRAFT.value,
        created_at=now,
        changed_at=now,
    )
    session().add(canvas)
    session().flush()
    with acting.acting_as(SYSTEM):
        _keep(canvas.id, canvas.version, canvas.values, now)
    return canvas


def save(*, canvas: Canvas, seen_version: int, values: Mapping[str, object], now: datetime) -> Saved:
    """Take the given fields as they were typed over the version that was seen; the version rises by one.

    Fields that others changed meanwhile stay as they are; CanvasConflictError holds both versions of a field that both
    sides changed, CanvasInvalidError the fields that can't be taken; then nothing is saved. Saving the same once more
    changes nothing.
    """
    cleaned = clean(definitions_of(canvas.field_set), values)
    if cleaned.problems:
        raise CanvasInvalidError(cleaned.problems)
    stored = False
    while not stored:
        history = _history(canvas.id, seen_version)
        version, newest = history[-1]
        merged = rules.merge([held for _, held in history], cleaned.values)
        if merged.conflicts:
            raise CanvasConflictError(version=version, theirs=newest, conflicts=merged.conflicts)
        stored = merged.values == newest or _store(canvas, version, merged.values, now)
    _reload(canvas)
    if canvas.status != CanvasStatus.DRAFT:
        revisions.bump(*_scopes(canvas))
    wanted = {**history[0][1], **cleaned.values}
    return Saved(canvas.version, rules.changed(wanted, merged.values))


def restore(*, canvas: Canvas, version: int, now: datetime) -> Saved:
    """Bring an older version back as the newest; what was written since stays in the history."""
    older = queries.get_writing(canvas.id, version).values
    values = {definition.key: older.get(definition.key) for definition in definitions_of(canvas.field_set)}
    return save(canvas=canvas, seen_version=canvas.version, values=values, now=now)


def set_status(*, canvas: Canvas, status: CanvasStatus, now: datetime, seen: str | None = None) -> None:
    """Take the canvas one step further or back; CanvasStateError for any other step.

    CanvasBlankError when it would be released with nothing on it, SeenOtherwiseError when it says something else than
    what was `seen` (`queries.mark_of_canvas`).
    """
    before = CanvasStatus(canvas.status)
    if status is before:
        return
    if status is CanvasStatus.APPROVED and before is CanvasStatus.PRESENTED:
        _check_written(canvas.id)
    refuse_unseen(seen, queries.mark_of_canvas(canvas))
    step = update(Canvas).where(Canvas.id == canvas.id, Canvas.status == before.value)
    if seen is not None:  # whoever saves at this very moment comes before, and then it isn't done
        step = step.where(Canvas.version == canvas.version)
    if not rules.may_become(before, status) or not _done(step.values(status=status.value, changed_at=now)):
        raise CanvasStateError
    _reload(canvas)
    revisions.bump(*_scopes(canvas))


def link(*, canvas: Canvas, target: queries.Target | None, kind: str, reason: str, now: datetime) -> CanvasLink:
    """Say what the canvas does for a measure or goal, and why; a second time replaces what was said before."""
    said = _checked(kind, reason, {} if target else {"target": "missing"})
    named = {"measure_id": target.measure_id, "goal_id": target.goal_id} if target else {}
    return _link(canvas, {key: number for key, number in named.items() if number is not None}, said, now)


def link_to_measure(*, canvas: Canvas, measure_id: MeasureId, kind: str, reason: str, now: datetime) -> CanvasLink:
    """As `link`, for a measure."""
    return _link(canvas, {"measure_id": measure_id}, _checked(kind, reason), now)


def link_to_goal(*, canvas: Canvas, goal_id: GoalId, kind: str, reason: str, now: datetime) -> CanvasLink:
    """As `link`, for a goal."""
    return _link(canvas, {"goal_id": goal_id}, _checked(kind, reason), now)


def unlink(*, canvas: Canvas, link: CanvasLink) -> None:
    """Take a link back."""
    revisions.bump(*_scopes(canvas))
    session().execute(delete(CanvasLink).where(CanvasLink.id == link.id))
    session().expire(canvas, ["links"])


def _check_written(canvas_id: CanvasId) -> None:
    # Whoever empties it at this moment waits: what they write takes the release back.
    held = session().scalars(select(Canvas.values).where(Canvas.id == canvas_id).with_for_update()).one()
    if rules.is_blank(held, queries.get_writing(canvas_id, _FIRST).values):
        raise CanvasBlankError


def _field_set(field: ActionField | None, now: datetime) -> FieldSet:
    if field is None:
        return add_version(key=_TEMPLATE, definitions=template.definitions(), now=now)
    fields, goals = queries.choices_of_plan(field.plan_id)
    definitions = template.definitions(fields=fields, goals=goals)
    return add_version(key=f"{_TEMPLATE}:{field.plan_id}", definitions=definitions, now=now)


def _history(canvas_id: CanvasId, seen: int) -> list[tuple[int, Values]]:
    """Number and values of the versions from the one that was seen to the newest."""
    now = session().execute(select(Canvas.version, Canvas.values).where(Canvas.id == canvas_id)).one()
    newest = (now.version, now.values)
    if newest[0] == seen:
        return [newest]
    older = queries.versions_between(canvas_id, seen, newest[0])
    # A version that nobody knows (a device knows more than a restored database) shares nothing with the newest one.
    seen_is_known = bool(older) and older[0][0] == seen
    return [*([] if seen_is_known else [(0, {})]), *older, newest]


def _store(canvas: Canvas, version: int, values: dict[str, object], now: datetime) -> bool:
    """Write the values over `version`; False when somebody else was quicker."""
    after = {status.value: rules.after_writing(status).value for status in CanvasStatus}
    written = _done(
        update(Canvas)
        .where(Canvas.id == canvas.id, Canvas.version == version)
        .values(values=values, version=version + 1, status=case(after, value=Canvas.status), changed_at=now)
    )
    if written:
        _keep(canvas.id, version + 1, values, now)
    return written


def _keep(canvas_id: CanvasId, version: int, values: dict[str, object], now: datetime) -> None:
    key = acting.actor().key
    revision = CanvasRevision(canvas_id=canvas_id, version=version, values=values, actor_key=key, written_at=now)
    session().add(revision)
    session().flush()


def _link(canvas: Canvas, target: dict[str, int], said: tuple[Contribution, str], now: datetime) -> CanvasLink:
    # Two devices that link at once wait for each other here instead of at the constraint.
    session().execute(select(Canvas.id).where(Canvas.id == canvas.id).with_for_update())
    link = session().scalar(select(CanvasLink).filter_by(canvas_id=canvas.id, **target))
    if link is None:
        link = CanvasLink(public_id=tokens.new_id(), canvas_id=canvas.id, **target)
        session().add(link)
    link.kind, link.reason, link.actor_key, link.linked_at = said[0].value, said[1], acting.actor().key, now
    session().flush()
    session().expire(canvas, ["links"])
    revisions.bump(*_scopes(canvas))
    return link


def _checked(kind: str, reason: str, others: Mapping[str, str] = MappingProxyType({})) -> tuple[Contribution, str]:
    said = lines(reason)
    problems = dict(others)
    if kind not in set(Contribution):
        problems["kind"] = "missing"
    if not 0 < len(said) <= LONGEST_REASON:
        problems["reason"] = "too_long" if said else "missing"
    if problems:
        raise LinkInvalidError(problems)
    return Contribution(kind), said


def renew_pages(*, event_id: EventId) -> None:
    """Have all pages made anew that show canvases of the event, or did. Two queries."""
    revisions.bump(*(scope for canvas in queries.canvases_of_event(event_id) for scope in _scopes(canvas)))


def _scopes(canvas: Canvas) -> set[RevisionScope]:
    """The pages that show the canvas: its event, and the measures and plans it is linked to."""
    scopes = {event_scope(canvas.group.station.event.slug)}
    for link in canvas.links:
        if link.measure is not None:
            scopes.add(measure_scope(link.measure.slug))
        scopes.add(plan_scope(queries.plan_of(link).slug))
    return scopes


def _done(statement: Update) -> bool:
    return bool(session().execute(statement).rowcount)  # type: ignore[attr-defined]


def _reload(canvas: Canvas) -> None:
    session().refresh(canvas, ["values", "version", "status", "changed_at"])
