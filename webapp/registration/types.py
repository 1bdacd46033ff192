from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType

from webapp.capacity.types import PoolId
from webapp.fields.types import FieldSetId
from webapp.foundation.localized import in_language

RegistrationId = NewType("RegistrationId", int)
AttendeeId = NewType("AttendeeId", int)
CategoryId = NewType("CategoryId", int)
InvitationId = NewType("InvitationId", int)

NEARLY_FULL = 12  # with fewer places than this left, lists say how many there are and who waits beside them
LINK = "registration"  # purpose of the link to one's own registration
ADDRESS_LINK = "address"  # purpose of the link by which another address is confirmed
STAFF_LINK = "staff"  # purpose of the link by which colleagues put themselves down
INVITATION_LINK = "invitation"
CONSENT_LINK = "consent"  # purpose of the link to what somebody agreed to beyond single events
CONSENTS = "consents"  # under which a change says what somebody agreed to
WHOSE = "whose"  # under which a change says the address of somebody who was asked for
STANDING = "status"  # under which a change says how the registration stood before and after
ACCESS_NEEDS = "access_needs"  # key of the consent to keep access needs
INVITE_AGAIN = "invite_again"  # key of the consent to be invited to further events of the host
PRIVACY = "privacy"  # key of the text about personal data that everybody who registers is shown

LONGEST_NAME = 160
LONGEST_ORGANISATION = 200
LONGEST_CODE = 40
LONGEST_TAG = 40
MOST_HEADS = 60


class RegistrationStatus(StrEnum):
    """PENDING holds places until the address is confirmed, OFFERED until the offer ends; WAITING holds none."""

    PENDING = "pending"
    REQUESTED = "requested"
    WAITING = "waiting"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    EXPIRED = "expired"


LIVE = frozenset(
    {
        RegistrationStatus.PENDING,
        RegistrationStatus.REQUESTED,
        RegistrationStatus.WAITING,
        RegistrationStatus.OFFERED,
        RegistrationStatus.CONFIRMED,
    }
)
HOLDS_A_PLACE = frozenset({RegistrationStatus.PENDING, RegistrationStatus.OFFERED, RegistrationStatus.CONFIRMED})


class Source(StrEnum):
    """How a registration came about."""

    FORM = "form"
    INVITATION = "invitation"
    DOOR = "door"
    DESK = "desk"


class CategoryKind(StrEnum):
    """Who comes in a category; it gives a preset and a word, never a special case in code."""

    BUSINESS = "business"
    SCHOOL_CLASS = "school_class"
    PRESS = "press"
    SPEAKER = "speaker"
    HELPER = "helper"
    OWN = "own"


class InvitationStatus(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Reply(StrEnum):
    """What became of an invitation: what was said to it, and how the registration stands that answered it."""

    OPEN = "open"
    COMES = "comes"
    OFFERED = "offered"
    WAITS = "waits"
    ASKS = "asks"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class LetterDue(StrEnum):
    """What is still to be written to somebody invited."""

    INVITATION = "invitation"
    REMINDER = "reminder"


class GuestListState(StrEnum):
    """READING: being looked at; READY: the organizer decides; INVITING: going through its rows."""

    READING = "reading"
    UNREADABLE = "unreadable"
    READY = "ready"
    INVITING = "inviting"
    DONE = "done"


class ChangeKind(StrEnum):
    """What happened to a registration, for its history."""

    CONFIRMED_ADDRESS = "confirmed_address"
    REQUESTED = "requested"
    APPROVED = "approved"
    DECLINED = "declined"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    OFFER_DECLINED = "offer_declined"
    OFFER_EXPIRED = "offer_expired"
    PROMOTED = "promoted"
    CANCELLED = "cancelled"
    ANSWERS = "answers"
    PERSON_ADDED = "person_added"
    PERSON_LEFT = "person_left"
    PERSON_REPLACED = "person_replaced"
    PERSON_ASKED = "person_asked"
    PERSON_REFUSED = "person_refused"
    CAME_ALL_THE_SAME = "came_all_the_same"
    HAD_NOT_COME = "had_not_come"
    MOVED = "moved"
    TAGGED = "tagged"
    CAME_IN = "came_in"
    CALLED = "called"
    CORRECTED = "corrected"
    ADDRESS_CHANGED = "address_changed"


class Attended(StrEnum):
    """Whether somebody of a registration came; MISSING: somebody who has a place didn't."""

    CAME = "came"
    MISSING = "missing"


class WhenFull(StrEnum):
    """What an organizer decides about somebody for whom no place is left."""

    WAIT = "wait"
    BEYOND = "beyond"


class RegistrationAvailability(StrEnum):
    """Whether people may register for an event now and, if not, why."""

    OPEN = "open"
    NOT_NEEDED = "not_needed"
    CLOSED = "closed"
    EARLY = "early"
    PAST = "past"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


class Joining(StrEnum):
    """Whether somebody may join a registration by a link now and, if not, why; UNPROVED before it is confirmed."""

    OPEN = "open"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    PAST = "past"
    GONE = "gone"
    RUNNING = "running"
    CLOSED = "closed"
    UNPROVED = "unproved"
    FULL = "full"
    NO_PLACE = "no_place"


class CategoryAvailability(StrEnum):
    """Whether a category takes people now and, if not, why."""

    OPEN = "open"
    EARLY = "early"
    LATE = "late"
    CODE = "code"


class Problem(StrEnum):
    """What keeps a field of the form from being taken; TOO_LARGE: more people than there are places in all."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NO_ADDRESS = "no_address"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    NO_CATEGORY = "no_category"
    UNCHANGED = "unchanged"
    WRONG_CODE = "wrong_code"


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether people may register now, with the times of the categories; EARLY until `opens_at`.

    `by_categories`: the event itself takes people, and none of its categories does.
    """

    door: RegistrationAvailability
    opens_at: datetime | None = None
    by_categories: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """Somebody who shall come. In a group without names, as a school class is, the name may be empty.

    `consents` are the texts that whoever joins later agreed to with their answers: version by key. `field_set_id` is
    the version of the questions that their answers were given to; without it that is the newest.
    """

    name: str = ""
    email: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    consents: Mapping[str, str] = field(default_factory=dict)
    field_set_id: FieldSetId | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Who registered, as it shall stand; the address may be left out."""

    name: str
    email: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the doors know of somebody. Without `has_place` the ticket had been taken back before they were let in.

    `taken_back` says that they were let in by mistake only: each of their entries, of whatever day, was taken back.
    """

    attendee_id: AttendeeId
    entered_at: datetime | None
    inside_since: datetime | None
    has_place: bool = True
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Application:
    """What somebody sends in. Without `heads` the contact comes alone; `answers` are clean and fit `field_set_id`.

    `invited_by` is the invitation (its link) by which it came.
    """

    name: str
    email: str
    organisation: str = ""
    language: str = "de"
    privacy_version: str = ""
    heads: tuple[Head, ...] = ()
    category_id: CategoryId | None = None
    code: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    field_set_id: FieldSetId | None = None
    consents: Mapping[str, str] = field(default_factory=dict)
    source: Source = Source.FORM
    invited_by: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever sends the form is told, alike for a new and for a known address.

    A `position` of 0 means that a place is held until `until`, else it is the rank on the waiting list. With
    `to_be_approved` neither is given yet.
    """

    until: datetime
    position: int
    to_be_approved: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of an invitation: the registration of an address that its link proves, else only what may be told."""

    receipt: Receipt
    registration: Any = None
    was_known: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many heads of an event stand where; `waiting_unproved` of those who wait have a rank until they confirm."""

    pending: int = 0
    requested: int = 0
    waiting: int = 0
    waiting_unproved: int = 0
    offered: int = 0
    confirmed: int = 0
    cancelled: int = 0
    declined: int = 0
    expired: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that not everybody can give: the places of `pool_id` are taken with it; `places`: of how many."""

    field_key: str
    choice_key: str
    pool_id: PoolId
    places: int | None = None


Needs = dict[PoolId, int]  # heads by pool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in line, and all that the group needs at once."""

    registration_id: RegistrationId
    needs: Needs


@dataclass(frozen=True, slots=True)
class HeldUp:
    """Why somebody in line got nothing: what has too few places left, whether others wait for it before them.

    `never` is what has too few places for them even when all are free.
    """

    registration_id: RegistrationId
    short: frozenset[PoolId]
    is_behind: bool
    never: frozenset[PoolId]


@dataclass(frozen=True, slots=True)
class CategoryTerms:
    """Who may come in a category (or without one), read once for a request.

    `places` is how many there are in all, of the event or of the category where it has fewer; None without limit.
    """

    category_id: CategoryId | None = None
    public_id: str = ""
    kind: CategoryKind | None = None
    label: Mapping[str, str] = field(default_factory=dict)
    pool_id: PoolId | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    code: str = ""
    needs_approval: bool = False
    most_heads: int = 1
    named: bool = True
    places: int | None = None

    @property
    def most(self) -> int:
        """As many may come with one registration: whoever are more than all places would wait for nothing."""
        return self.most_heads if self.places is None else min(self.most_heads, self.places)

    def labelled(self, lang: str) -> str:
        """The category's name in `lang`, else in German, else nothing."""
        return in_language(self.label, lang)


@dataclass(frozen=True, slots=True)
class RegistrationFilter:
    """What is looked for among the registrations of an event; what isn't said doesn't matter.

    Every word must be found in names, addresses and firms. `chosen` are public ids; where it is empty it is nobody.
    """

    words: str = ""
    status: RegistrationStatus | None = None
    category_id: CategoryId | None = None
    tag: str = ""
    source: Source | None = None
    chosen: tuple[str, ...] | None = None
    attendance: Attended | None = None
