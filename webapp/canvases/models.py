from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.canvases.types import CanvasId
from webapp.events.types import EventId
from webapp.fields.models import FieldSet
from webapp.fields.types import FieldSetId
from webapp.foundation.database import Model
from webapp.plans.models import Goal, Measure
from webapp.plans.types import GoalId, MeasureId
from webapp.stations.models import Group
from webapp.stations.types import GroupId


class Canvas(Model):
    """A group's canvas. `version` rises by one with each change; whoever writes names the version they saw."""

    __tablename__ = "canvas"
    __table_args__ = (Index("ix_canvas_event_id_status", "event_id", "status"),)

    id: Mapped[CanvasId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id"))
    group_id: Mapped[GroupId] = mapped_column(ForeignKey("small_group.id"), unique=True)
    field_set_id: Mapped[FieldSetId] = mapped_column(ForeignKey("field_set.id"))
    values: Mapped[dict[str, Any]] = mapped_column()
    version: Mapped[int] = mapped_column(default=1)
    status: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime] = mapped_column()
    changed_at: Mapped[datetime] = mapped_column()

    group: Mapped[Group] = relationship()
    field_set: Mapped[FieldSet] = relationship()
    links: Mapped[list["CanvasLink"]] = relationship(order_by="CanvasLink.id", cascade="all, delete-orphan")


class CanvasRevision(Model):
    """What a canvas held at a version, and who (an id, never a name) wrote it."""

    __tablename__ = "canvas_revision"
    __table_args__ = (UniqueConstraint("canvas_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    canvas_id: Mapped[CanvasId] = mapped_column(ForeignKey("canvas.id", ondelete="CASCADE"))
    version: Mapped[int] = mapped_column()
    values: Mapped[dict[str, object]] = mapped_column()
    actor_key: Mapped[str] = mapped_column(String(40))
    written_at: Mapped[datetime] = mapped_column()


class CanvasLink(Model):
    """The knot of the thread between a canvas and a measure or a goal, with kind and reason."""

    __tablename__ = "canvas_link"
    __table_args__ = (
        CheckConstraint("(measure_id IS NULL) <> (goal_id IS NULL)", name="one_target"),
        UniqueConstraint("canvas_id", "measure_id"),
        UniqueConstraint("canvas_id", "goal_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    canvas_id: Mapped[CanvasId] = mapped_column(ForeignKey("canvas.id", ondelete="CASCADE"))
    measure_id: Mapped[MeasureId | None] = mapped_column(ForeignKey("measure.id"), index=True)
    goal_id: Mapped[GoalId | None] = mapped_column(ForeignKey("goal.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text)
    actor_key: Mapped[str] = mapped_column(String(40))
    linked_at: Mapped[datetime] = mapped_column()

    canvas: Mapped[Canvas] = relationship(back_populates="links")
    measure: Mapped[Measure | None] = relationship()
    goal: Mapped[Goal | None] = relationship()
