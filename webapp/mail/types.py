from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

MailId = NewType("MailId", int)
MailingId = NewType("MailingId", int)


class MailState(StrEnum):
    """SET_ASIDE: tried often enough; somebody has to look at it."""

    WAITING = "waiting"
    SENT = "sent"
    SET_ASIDE = "set_aside"


class MailKind(StrEnum):
    """What a mail says; each has a template of this name."""

    CONFIRMATION_ASKED = "confirmation_asked"
    REPEATED = "repeated"
    SEAT_CONFIRMED = "seat_confirmed"
    MOVED_UP = "moved_up"
    WAITING_LIST = "waiting_list"
    OFFER = "offer"
    OFFER_EXPIRED = "offer_expired"
    APPROVAL_ASKED = "approval_asked"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    TICKETS_AGAIN = "tickets_again"
    TICKET_OF_HEAD = "ticket_of_head"
    NO_LONGER = "no_longer"
    INVITATION = "invitation"
    INVITATION_REMINDER = "invitation_reminder"
    MESSAGE = "message"
    EVENT_CANCELLED = "event_cancelled"
    EVENT_POSTPONED = "event_postponed"
    EVENT_MOVED = "event_moved"


# Mails that a stranger can cause by typing somebody's address into a form.
UNASKED = frozenset(
    {
        MailKind.CONFIRMATION_ASKED,
        MailKind.REPEATED,
        MailKind.TICKETS_AGAIN,
        MailKind.TICKET_OF_HEAD,
        MailKind.NO_LONGER,
    }
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail that one worker has taken upon itself until `lease`."""

    id: MailId
    public_id: str
    message_id: str
    recipient: str
    recipient_name: str
    reply_to: str
    language: str
    subject: str
    text: str
    html: str
    attempts: int
    created_at: datetime
    lease: datetime
