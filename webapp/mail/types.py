from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType

from webapp.registration.types import Attended, RegistrationFilter, RegistrationStatus, Source

MailId = NewType("MailId", int)
MailingId = NewType("MailingId", int)


class MailState(StrEnum):
    """SET_ASIDE: tried often enough; somebody has to look at it. RETURNED: taken first, then sent back to us."""

    WAITING = "waiting"
    SENT = "sent"
    SET_ASIDE = "set_aside"
    RETURNED = "returned"


class MailingState(StrEnum):
    """PLANNED waits for its moment, or for the event to have a date again; RUNNING is being written."""

    DRAFT = "draft"
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"


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
    EVENT_CHANGED = "event_changed"
    EVENT_RESTORED = "event_restored"
    REMINDER = "reminder"
    THANKS = "thanks"
    CALENDAR = "calendar"
    CORRECTED = "corrected"
    ADDRESS_ASKED = "address_asked"
    ADDRESS_GIVEN_UP = "address_given_up"
    SENDER_TEST = "sender_test"


class StaffMailKind(StrEnum):
    """What a mail to somebody of the staff says, which is about no event; each has a template of this name."""

    TEAM_INVITATION = "team_invitation"
    NEW_PASSWORD = "new_password"  # noqa: S105 - the name of a letter
    NEW_ADDRESS = "new_address"
    ADDRESS_REPLACED = "address_replaced"


# Mails that put the event into the reader's own calendar, or bring it up to date there; and those that take it out.
INVITING = frozenset(
    {
        MailKind.SEAT_CONFIRMED,
        MailKind.MOVED_UP,
        MailKind.TICKET_OF_HEAD,
        MailKind.EVENT_MOVED,
        MailKind.EVENT_CHANGED,
        MailKind.EVENT_POSTPONED,
        MailKind.EVENT_RESTORED,
    }
)
CALLING_OFF = frozenset({MailKind.CANCELLED, MailKind.NO_LONGER, MailKind.EVENT_CANCELLED})
WITH_TICKETS = frozenset({MailKind.SEAT_CONFIRMED, MailKind.MOVED_UP, MailKind.TICKET_OF_HEAD, MailKind.TICKETS_AGAIN})

# Mails that a stranger can cause by typing somebody's address into a form.
UNASKED = frozenset(
    {
        MailKind.CONFIRMATION_ASKED,
        MailKind.REPEATED,
        MailKind.TICKETS_AGAIN,
        MailKind.TICKET_OF_HEAD,
        MailKind.NO_LONGER,
        MailKind.CALENDAR,
        MailKind.ADDRESS_ASKED,
    }
)

# Those of them that the form of an event causes for every address, known or not. They alone decide what the form says:
# tickets go once more only to who is registered, and the form must not tell that they did.
BY_FORM = UNASKED - {MailKind.TICKETS_AGAIN}


# What stands in braces in the organizer's own words, and is filled in for each reader. Nothing that a stranger typed
# reaches an address that nobody has confirmed: no names there.
_ALWAYS = ("event", "when", "where", "host")
PLACEHOLDERS: Mapping[MailKind, tuple[str, ...]] = {
    MailKind.CONFIRMATION_ASKED: _ALWAYS,
    MailKind.REPEATED: _ALWAYS,
    MailKind.SEAT_CONFIRMED: ("name", *_ALWAYS, "heads"),
    MailKind.MOVED_UP: ("name", *_ALWAYS, "heads"),
    MailKind.WAITING_LIST: ("name", *_ALWAYS, "position"),
    MailKind.OFFER: ("name", *_ALWAYS, "heads", "until"),
    MailKind.OFFER_EXPIRED: ("name", *_ALWAYS),
    MailKind.APPROVAL_ASKED: ("name", *_ALWAYS),
    MailKind.DECLINED: ("name", *_ALWAYS),
    MailKind.CANCELLED: ("name", *_ALWAYS),
    MailKind.TICKET_OF_HEAD: _ALWAYS,
    MailKind.NO_LONGER: _ALWAYS,
    MailKind.INVITATION: ("name", *_ALWAYS),
    MailKind.INVITATION_REMINDER: ("name", *_ALWAYS),
    MailKind.EVENT_CANCELLED: _ALWAYS,
    MailKind.EVENT_POSTPONED: _ALWAYS,
    MailKind.EVENT_MOVED: (*_ALWAYS, "before"),
    MailKind.EVENT_CHANGED: _ALWAYS,
    MailKind.EVENT_RESTORED: _ALWAYS,
    MailKind.MESSAGE: ("name", *_ALWAYS),
    MailKind.REMINDER: ("name", *_ALWAYS),
    MailKind.THANKS: ("name", *_ALWAYS),
}
# What an organizer can say in other words once and for all; the last three are written for each occasion.
WORDABLE = tuple(kind for kind in PLACEHOLDERS if kind not in (MailKind.MESSAGE, MailKind.REMINDER, MailKind.THANKS))
MAILINGS = (MailKind.MESSAGE, MailKind.REMINDER, MailKind.THANKS)
OPT_OUT_LINK = "no-more-mail"


class Stands(StrEnum):
    """How a reader of a letter to many stands; UNPROVED: nobody has answered from the address yet.

    INVITED: somebody who was asked to come and has said neither yes nor no.
    """

    UNPROVED = "unproved"
    REQUESTED = "requested"
    WAITING = "waiting"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    COMPANION = "companion"
    INVITED = "invited"


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The organizer's own subject and text with placeholders; what is empty is said as usual.

    `language` is that of the words where it may differ from the reader's.
    """

    subject: str = ""
    text: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """So many days (on the clock on the wall) and hours before an event begins, or after it has ended."""

    days: int = 0
    hours: int = 0


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom a mailing reaches: who fits `wanted`; `came`: only those who were let in."""

    wanted: RegistrationFilter = field(default_factory=RegistrationFilter)
    came: bool = False

    def record(self) -> dict[str, object]:
        """As it is stored."""
        said = {key: value for key, value in {**asdict(self.wanted), "came": self.came}.items() if value}
        # A choice of nobody is one as well.
        return said if self.wanted.chosen is None else {**said, "chosen": list(self.wanted.chosen)}

    @staticmethod
    def from_record(record: Mapping[str, Any]) -> "Recipients":
        """What was stored."""
        said = dict(record)
        came = bool(said.pop("came", False))
        status, source = said.pop("status", None), said.pop("source", None)
        attendance = said.pop("attendance", None)
        chosen = said.pop("chosen", None)
        wanted = RegistrationFilter(
            **said,
            chosen=None if chosen is None else tuple(chosen),
            status=RegistrationStatus(status) if status else None,
            source=Source(source) if source else None,
            attendance=Attended(attendance) if attendance else None,
        )
        return Recipients(wanted, came)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail that one worker has taken upon itself until `lease`."""

    id: MailId
    public_id: str
    message_id: str
    kind: str
    about: str
    recipient: str
    recipient_name: str
    sender_name: str
    reply_to: str
    language: str
    subject: str
    text: str
    html: str
    unsubscribe: str
    attempts: int
    created_at: datetime
    lease: datetime
