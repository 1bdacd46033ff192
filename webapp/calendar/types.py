from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

FEED_LINK = "calendar"

FeedId = NewType("FeedId", int)
DateListId = NewType("DateListId", int)


class FeedKind(StrEnum):
    """What a public feed narrows the calendar to; the word stands in its address."""

    FORMAT = "format"
    FIELD = "field"
    ORGANISATION = "organisation"
    SERIES = "series"
    TRADE = "trade"


class OwnFeed(StrEnum):
    """Whose dates a private feed shows: those of an address that registered, or those of somebody at the desk."""

    ATTENDEE = "attendee"
    STAFF = "staff"


class Method(StrEnum):
    """What a calendar is for (RFC 5546): for reading, for putting into one's own calendar, for taking out again."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One calendar entry. Moments are UTC; `zone` is the IANA zone in which people say them.

    `all_day`: shown as whole days in that zone, whatever the hours. `alarm`: how long before the start a reader's own
    program reminds them; what is not `is_busy` takes nobody's time. `organizer` and `attendee` are (name, address);
    `colour` is a name of CSS3 (RFC 7986).
    """

    uid: str
    sequence: int
    touched_at: datetime
    status: str
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    description: str
    url: str
    all_day: bool = False
    categories: tuple[str, ...] = ()
    colour: str = ""
    conference: str = ""
    organizer: tuple[str, str] | None = None
    attendee: tuple[str, str] | None = None
    position: tuple[float, float] | None = None
    alarm: timedelta | None = None
    is_busy: bool = True


class DateFault(StrEnum):
    """Why a date from elsewhere can't become a draft as it is."""

    NO_TITLE = "no_title"
    NO_DAY = "no_day"
    DAY_UNREADABLE = "day_unreadable"
    TIME_UNREADABLE = "time_unreadable"
    DAY_AMBIGUOUS = "day_ambiguous"
    WEEKDAY_DIFFERS = "weekday_differs"
    SEVERAL_DAYS = "several_days"
    DAYS_DIFFER = "days_differ"
    TIMES_DIFFER = "times_differ"
    NO_BEGIN = "no_begin"
    HOUR_SKIPPED = "hour_skipped"
    ENDS_BEFORE = "ends_before"
    HOURS_OF_EACH_DAY = "hours_of_each_day"
    IS_CANCELLED = "is_cancelled"
    IS_MOVED = "is_moved"
    ZONE_UNKNOWN = "zone_unknown"
    REPEATS_UNREADABLE = "repeats_unreadable"
    REPEATS_APART = "repeats_apart"
    REPEATS_ON = "repeats_on"
    REPEATS_OVER = "repeats_over"
    VERSIONS_DIFFER = "versions_differ"
    STATUS_UNCLEAR = "status_unclear"
    ROW_UNREADABLE = "row_unreadable"
    LETTERS_UNREADABLE = "letters_unreadable"
    TOO_LONG = "too_long"
    CAPACITY_UNREADABLE = "capacity_unreadable"
    POSTCODE_UNREADABLE = "postcode_unreadable"
    FORMULA = "formula"
    STRUCK = "struck"
    MERGED = "merged"
    ABOVE_HEADINGS = "above_headings"


class DateHint(StrEnum):
    """What a person should look at before a date becomes a draft; it can be taken over as it is."""

    MAY_BE_OFF = "may_be_off"
    RUNS_ON = "runs_on"
    HOUR_TWICE = "hour_twice"
    POSTCODE_AS_WRITTEN = "postcode_as_written"
    SHORTENED = "shortened"
    NO_LINK = "no_link"
    WHERE_UNCLEAR = "where_unclear"
    LINK_IN_TEXT = "link_in_text"
    PRIVATE = "private"
    TENTATIVE = "tentative"
    FREE = "free"
    AWAY = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date from elsewhere; `starts` and `ends` as the clock on the wall shows them, None where there are faults.

    `number` tells it apart in its file; `row` is its row, on the sheet of that name where it isn't the first.
    `all_day`: nobody said when it begins, `open_end`: when it ends, so that the hours are made up.
    `online` is the link for joining. `quotes` has the words that a fault or a hint is about.
    """

    number: int
    title: str
    starts: datetime | None
    ends: datetime | None
    all_day: bool = False
    place: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    text: str = ""
    capacity: int | None = None
    faults: tuple[DateFault, ...] = ()
    hints: tuple[DateHint, ...] = ()
    quotes: Mapping[str, str] = field(default_factory=dict)
    row: int = 0
    sheet: str = ""
    open_end: bool = False
    online: str = ""


@dataclass(slots=True)
class NotRead:
    """What of a table nobody read: columns by headings that mean nothing to us, and what nobody sees who opens it.

    `sheets` are those without headings.
    """

    columns: list[str] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    hidden_rows: int = 0
    sheets: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a reader asks of a feed in its address."""

    alarm: timedelta | None = None
