from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NewType, TypedDict

from webapp.organisations.types import OrganisationId
from webapp.plans.types import FieldId

if TYPE_CHECKING:
    from webapp.events.models import Venue

EventId = NewType("EventId", int)
VenueId = NewType("VenueId", int)
SeriesId = NewType("SeriesId", int)
HostId = OrganisationId  # the organisation whose event it is

LONGEST_TITLE = 200
LONGEST_TEASER = 300


class EventFormat(StrEnum):
    """A format names a preset of features and defaults; it is never a special case in code."""

    FUTURE_WORKSHOP = "future_workshop"
    PROCUREMENT_CONFERENCE = "procurement_conference"
    INDUSTRIAL_DIALOGUE = "industrial_dialogue"
    CRAFTS_DAY = "crafts_day"
    INNOVATION_CONFERENCE = "innovation_conference"
    REGULARS_TABLE = "regulars_table"
    TEST_DAY = "test_day"
    ADVISORY_BOARD = "advisory_board"
    PRESS_DATE = "press_date"
    OWN = "own"


class Feature(StrEnum):
    """What an event uses."""

    REGISTRATION = "registration"
    AGENDA = "agenda"
    PITCHES = "pitches"
    STATIONS = "stations"
    CANVASES = "canvases"


class EventStatus(StrEnum):
    """POSTPONED means: the old date is off and no new one is known yet; with a new date an event stays PUBLISHED."""

    DRAFT = "draft"
    PUBLISHED = "published"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class Phase(StrEnum):
    """Where an event stands at a moment: its fate or, when it takes place, its time."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    RUNNING = "running"
    PAST = "past"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


class Audience(StrEnum):
    """Who is told that an event takes place elsewhere: all who are in touch with it, those who have a place, nobody."""

    ALL = "all"
    COMING = "coming"
    NOBODY = "nobody"


class Part(StrEnum):
    """What may go along when an event is copied, in the order in which it does."""

    TEXTS = "texts"
    PROGRAMME = "programme"
    FORM = "form"
    STATIONS = "stations"
    DOOR = "door"
    MAILS = "mails"
    MEASURES = "measures"
    PARTNERS = "partners"


class Shelf(StrEnum):
    """Where the desk keeps an event: at hand, out of the way, or in the bin, which is emptied."""

    WORK = "work"
    ARCHIVE = "archive"
    BIN = "bin"


class ChangeKind(StrEnum):
    """What was done to an event, for its history."""

    CREATED = "created"
    COPIED = "copied"
    CHANGED = "changed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    POSTPONED = "postponed"
    MOVED = "moved"
    DELETED = "deleted"
    TAKEN_BACK = "taken_back"
    ARCHIVED = "archived"
    TAKEN_UP = "taken_up"


@dataclass(frozen=True, slots=True)
class Span:
    """From and to as aware UTC moments, with the IANA zone in which people say them."""

    starts_at: datetime
    ends_at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where people go for an event: its venue, a link, both or none yet."""

    venue_id: VenueId | None
    conference_url: str


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What a reader looks for in a list of events; `between` is from and before which moment an event begins."""

    words: str = ""
    format: EventFormat | None = None
    between: tuple[datetime, datetime] | None = None
    city: str = ""
    field_id: FieldId | None = None


class Settled(TypedDict):
    """The venue of an event, and what the event adds to the venue's words about access."""

    venue: "Venue | None"
    access_note: str


class Place(TypedDict):
    """A known venue's public id, or a new venue."""

    chosen: str
    name: str
    street: str
    postcode: str
    city: str
    access: str
