"""What was asked for on paper."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperOrdered:
    order_id: int
