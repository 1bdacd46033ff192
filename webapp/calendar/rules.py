"""Dates as people and programs write them down; decided without a database."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from webapp.calendar.types import DateFault, FoundDate
from webapp.foundation.matching import folded
from webapp.foundation.spreadsheets.headings import columns_in, meanings, value_of

TITLE, DAY, LAST_DAY, STARTS, ENDS = "title", "day", "last_day", "starts", "ends"
PLACE, STREET, POSTCODE, CITY, TEXT, CAPACITY = "place", "street", "postcode", "city", "text", "capacity"
_KNOWN = meanings(
    {
        TITLE: {"titel", "veranstaltung", "name", "bezeichnung", "thema", "betreff", "title", "event", "subject"},
        DAY: {"datum", "tag", "termin", "beginn am", "von", "startdatum", "date", "day", "start date"},
        LAST_DAY: {"bis", "enddatum", "letzter tag", "ende am", "end date", "last day"},
        STARTS: {"beginn", "uhrzeit", "von uhr", "start", "startzeit", "einlass", "time", "start time", "begins"},
        ENDS: {"ende", "bis uhr", "endzeit", "end", "end time", "ends"},
        PLACE: {"ort", "veranstaltungsort", "raum", "location", "venue", "place"},
        STREET: {"strasse", "straße", "adresse", "anschrift", "street", "address"},
        POSTCODE: {"plz", "postleitzahl", "postcode", "zip"},
        CITY: {"stadt", "gemeinde", "city", "town"},
        TEXT: {"beschreibung", "text", "inhalt", "bemerkung", "description", "notes"},
        CAPACITY: {"platze", "plätze", "kapazitat", "kapazität", "teilnehmerzahl", "places", "capacity"},
    }
)
_GERMAN_DAY = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?!\d)")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?")
_TOWN = re.compile(r"(?:D-)?(\d{5})\s+(.+)")
_FROM, _UNTIL = time(9), time(17)  # where nobody says when
_USUAL = timedelta(hours=2)
_THIS_CENTURY = 2000
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_MOST_PLACES = 100_000


def columns_of_dates(head: Sequence[str]) -> dict[str, int]:
    """Which column holds what of an event."""
    return columns_in(head, _KNOWN)


def is_complete(columns: Mapping[str, int]) -> bool:
    """True when the table says what takes place, and on which day."""
    return {TITLE, DAY} <= set(columns)


def date_in(row: Sequence[str], columns: Mapping[str, int], number: int) -> FoundDate:
    """What a row of a table says; what is wrong with it stands in `faults`, what was made up in `notes`."""
    said = {what: value_of(row, columns, what) for what in (*columns, TITLE, DAY, LAST_DAY, STARTS, ENDS)}
    faults = [] if said[TITLE] else [DateFault.NO_TITLE]
    day, starts = day_in(said[DAY]), time_in(said[STARTS]) or _time_beside(said[DAY])
    if day is None:
        faults.append(DateFault.NO_DAY if not said[DAY] else DateFault.DAY_UNREADABLE)
    if (said[STARTS] and time_in(said[STARTS]) is None) or (said[ENDS] and time_in(said[ENDS]) is None):
        faults.append(DateFault.TIME_UNREADABLE)
    last_day = day_in(said[LAST_DAY]) if said[LAST_DAY] else day
    span = _span(day, last_day, starts, time_in(said[ENDS])) if day and last_day else None
    if span and span[1] <= span[0]:
        faults.append(DateFault.ENDS_BEFORE)
    capacity = said.get(CAPACITY, "")
    return FoundDate(
        number=number,
        title=said[TITLE],
        starts=span[0] if span and not faults else None,
        ends=span[1] if span and not faults else None,
        all_day=bool(span) and starts is None,
        place=said.get(PLACE, ""),
        street=said.get(STREET, ""),
        postcode=said.get(POSTCODE, ""),
        city=said.get(CITY, ""),
        text=said.get(TEXT, ""),
        capacity=_number_in(capacity),
        faults=tuple(faults),
    )


def _number_in(said: str) -> int | None:
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 0  # noqa: PLR2004 - digits
    return number if 0 < number <= _MOST_PLACES else None


def day_in(said: str) -> date | None:
    """The day in „6.5.2027“, „06.05.27“, „Do., 6.5.2027“ or „2027-05-06“; None where there is none."""
    if match := _ISO_DAY.search(said):
        year, month, day = (int(part) for part in match.groups())
    elif match := _GERMAN_DAY.search(said):
        day, month, year = (int(part) for part in match.groups())
        year += _THIS_CENTURY if year < 100 else 0  # noqa: PLR2004 - two digits
    else:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.year < _LAST_YEAR else None


def time_in(said: str) -> time | None:
    """The time in „15:00“, „15.00 Uhr“, „15 Uhr“ or „15:00:00“; None where there is none."""
    match = _TIME.fullmatch(folded(said).replace("uhr", "").strip().replace(" ", ":")) if said else None
    if match is None:
        return None
    try:
        return time(int(match[1]), int(match[2] or 0))
    except ValueError:
        return None


def place_in(said: str) -> dict[str, str]:
    """Name, street, postcode and town of „Haus, Straße 1, 09648 Mittweida“, as far as they can be told apart."""
    parts = [part.strip() for part in said.replace("\n", ",").split(",") if part.strip()]
    town = next((match for part in parts if (match := _TOWN.fullmatch(part))), None)
    rest = [part for part in parts if town is None or part != town[0]]
    return {
        PLACE: rest[0] if rest else "",
        STREET: rest[1] if len(rest) > 1 and town else "",
        POSTCODE: town[1] if town else "",
        CITY: town[2] if town else "",
    }


def _time_beside(said: str) -> time | None:
    """The time that a spreadsheet keeps with the day; midnight means that it keeps none."""
    _, separator, clock = said.partition("T")
    found = time_in(clock) if separator else None
    return found if found and found != time(0) else None


def _span(day: date, last_day: date, starts: time | None, ends: time | None) -> tuple[datetime, datetime]:
    begins = datetime.combine(day, starts or _FROM)
    if ends is not None:
        return begins, datetime.combine(last_day, ends)
    if starts is not None and last_day == day:
        return begins, begins + _USUAL
    return begins, datetime.combine(last_day, _UNTIL)
