from sqlalchemy import CheckConstraint, Integer
from sqlalchemy.orm import Mapped, mapped_column

from webapp.capacity.types import Level, PoolId
from webapp.foundation.database import Model


class Pool(Model):
    """The places of one scarce thing: an event, a station, a station's groups.

    `granted_over` is what was granted beyond the capacity, by an organizer's decision or by lowering the capacity below
    what was taken; it is always max(0, taken - capacity).
    """

    __tablename__ = "pool"
    __table_args__ = (
        CheckConstraint("capacity IS NULL OR taken <= capacity + granted_over", name="never_oversold"),
        CheckConstraint("taken >= 0", name="taken_not_negative"),
        CheckConstraint("granted_over >= 0", name="granted_not_negative"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity_not_negative"),
    )

    id: Mapped[PoolId] = mapped_column(Integer, primary_key=True)
    capacity: Mapped[int | None] = mapped_column()
    taken: Mapped[int] = mapped_column(default=0)
    granted_over: Mapped[int] = mapped_column(default=0)

    @property
    def level(self) -> Level:
        return Level(taken=self.taken, capacity=self.capacity)
