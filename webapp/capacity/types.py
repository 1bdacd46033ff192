from dataclasses import dataclass
from typing import NewType

PoolId = NewType("PoolId", int)


@dataclass(frozen=True, slots=True)
class Level:
    """How full a scarce thing is; `capacity` None means without limit."""

    taken: int
    capacity: int | None

    @property
    def free(self) -> int | None:
        """Places left, never negative; None without limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def full(self) -> bool:
        return self.free == 0
