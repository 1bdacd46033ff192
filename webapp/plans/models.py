from datetime import date

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.foundation.database import Model
from webapp.organisations.models import Organisation
from webapp.organisations.types import OrganisationId
from webapp.plans.types import FieldId, GoalId, IndicatorId, MeasureId, PlanId, SpecificationId


class ActionPlan(Model):
    __tablename__ = "action_plan"

    id: Mapped[PlanId] = mapped_column(Integer, primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    region: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[str] = mapped_column(String(2), default="de")
    valid_from: Mapped[date | None] = mapped_column()
    valid_to: Mapped[date | None] = mapped_column()
    adopted_on: Mapped[date | None] = mapped_column()
    predecessor: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(Text, default="")
    press_rule: Mapped[str] = mapped_column(Text, default="")
    review_rule: Mapped[str] = mapped_column(Text, default="")

    fields: Mapped[list["ActionField"]] = relationship(back_populates="plan", order_by="ActionField.position")
    signatories: Mapped[list["Signatory"]] = relationship(order_by="Signatory.position")


class Signatory(Model):
    __tablename__ = "signatory"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[PlanId] = mapped_column(ForeignKey("action_plan.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisation.id"))
    office: Mapped[str] = mapped_column(String(160))
    position: Mapped[int] = mapped_column()

    organisation: Mapped[Organisation] = relationship()


class ActionField(Model):
    """A field of action (Handlungsfeld)."""

    __tablename__ = "action_field"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: Mapped[FieldId] = mapped_column(Integer, primary_key=True)
    plan_id: Mapped[PlanId] = mapped_column(ForeignKey("action_plan.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column()

    plan: Mapped[ActionPlan] = relationship(back_populates="fields")
    goals: Mapped[list["Goal"]] = relationship(back_populates="field", order_by="Goal.position")


class Goal(Model):
    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("field_id", "code"),)

    id: Mapped[GoalId] = mapped_column(Integer, primary_key=True)
    field_id: Mapped[FieldId] = mapped_column(ForeignKey("action_field.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column()

    field: Mapped[ActionField] = relationship(back_populates="goals")
    specifications: Mapped[list["Specification"]] = relationship(
        back_populates="goal", order_by="Specification.position"
    )
    indicators: Mapped[list["Indicator"]] = relationship(back_populates="goal", order_by="Indicator.position")


class Specification(Model):
    """What a goal means in detail (Konkretisierung, Teilziel)."""

    __tablename__ = "specification"
    __table_args__ = (UniqueConstraint("goal_id", "code"),)

    id: Mapped[SpecificationId] = mapped_column(Integer, primary_key=True)
    goal_id: Mapped[GoalId] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column()

    goal: Mapped[Goal] = relationship(back_populates="specifications")
    measures: Mapped[list["Measure"]] = relationship(back_populates="specification", order_by="Measure.position")


class Measure(Model):
    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("specification_id", "code"),)

    id: Mapped[MeasureId] = mapped_column(Integer, primary_key=True)
    specification_id: Mapped[SpecificationId] = mapped_column(ForeignKey("specification.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(20))
    condition: Mapped[str] = mapped_column(Text, default="")
    due_text: Mapped[str] = mapped_column(String(160), default="")
    due_from: Mapped[date | None] = mapped_column()
    due_to: Mapped[date | None] = mapped_column()
    cost_share: Mapped[str] = mapped_column(String(160), default="")
    position: Mapped[int] = mapped_column()

    specification: Mapped[Specification] = relationship(back_populates="measures")
    bodies: Mapped[list["MeasureBody"]] = relationship(order_by="MeasureBody.position")


class MeasureBody(Model):
    """A body that leads a measure or takes part in it."""

    __tablename__ = "measure_body"
    __table_args__ = (UniqueConstraint("measure_id", "organisation_id", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[MeasureId] = mapped_column(ForeignKey("measure.id", ondelete="CASCADE"))
    organisation_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisation.id"))
    part: Mapped[str] = mapped_column(String(10))
    position: Mapped[int] = mapped_column()

    organisation: Mapped[Organisation] = relationship()


class Indicator(Model):
    """A figure that tells whether a goal is coming closer (Kennzahl)."""

    __tablename__ = "indicator"

    id: Mapped[IndicatorId] = mapped_column(Integer, primary_key=True)
    goal_id: Mapped[GoalId] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"), index=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(40), default="")
    direction: Mapped[str] = mapped_column(String(10))
    position: Mapped[int] = mapped_column()

    goal: Mapped[Goal] = relationship(back_populates="indicators")
