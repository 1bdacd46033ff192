from enum import StrEnum
from typing import NewType

MailId = NewType("MailId", int)


class MailState(StrEnum):
    """SET_ASIDE: tried often enough; somebody has to look at it."""

    WAITING = "waiting"
    SENT = "sent"
    SET_ASIDE = "set_aside"
