from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Format(StrEnum):
    """A ticket as a sheet to print, or as a strip as wide as a phone's screen."""

    A4 = "a4"
    PHONE = "phone"


class PosterSize(StrEnum):
    """How large an event's poster is; A3 is the same with larger letters."""

    A4 = "a4"
    A3 = "a3"


class PaperKind(StrEnum):
    """What is printed for many: DOOR_LIST is what the door falls back on, CERTIFICATES go to those who came."""

    BADGES = "badges"
    DOOR_LIST = "door_list"
    ATTENDANCE = "attendance"
    CERTIFICATES = "certificates"


class PaperState(StrEnum):
    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    EMPTY = "empty"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Label:
    """How badges lie on their paper, in millimetres; they stand in its middle. `cut` draws lines to cut along."""

    page: tuple[float, float]
    size: tuple[float, float]
    columns: int = 1
    rows: int = 1
    gap: tuple[float, float] = (0, 0)
    cut: bool = False

    def as_input(self) -> dict[str, object]:
        """As the typesetter wants it, with the margins."""
        across = self.columns * self.size[0] + (self.columns - 1) * self.gap[0]
        down = self.rows * self.size[1] + (self.rows - 1) * self.gap[1]
        return {
            "page": self.page,
            "size": self.size,
            "columns": self.columns,
            "rows": self.rows,
            "gap": self.gap,
            "margin": ((self.page[0] - across) / 2, (self.page[1] - down) / 2),
            "cut": self.cut,
        }


_A4 = (210.0, 297.0)
LABELS: Final[dict[str, Label]] = {
    "cut": Label(_A4, (90, 54), 2, 5, cut=True),
    "sheet_80x50": Label(_A4, (80, 50), 2, 5, (15, 5)),
    "sheet_85x54": Label(_A4, (85, 54), 2, 5, (10, 0)),
    "roll_101x54": Label((101, 54), (101, 54)),
    "roll_100x62": Label((100, 62), (100, 62)),
    "a6": Label((148, 105), (148, 105)),
}
PLAIN_LABEL: Final = "cut"
