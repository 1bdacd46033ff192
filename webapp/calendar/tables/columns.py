"""What the columns of somebody's table of dates are."""

from collections.abc import Mapping, Sequence

from webapp.foundation.spreadsheets import Headings
from webapp.foundation.spreadsheets.headings import as_heading, meanings

TITLE, TEXT, CAPACITY, STATUS, DOORS, LASTS = "title", "text", "capacity", "status", "doors", "lasts"
PRIVATE = "private"
LASTS_HOURS, LASTS_MINUTES = "lasts_hours", "lasts_minutes"  # whose unit stands in the heading alone
# FROM and UNTIL hold days or times or both; what stands in them decides.
DAY, LAST_DAY, FROM, UNTIL, STARTS, ENDS, ALL_DAY = (
    "day",
    "last_day",
    "from",
    "until",
    "starts",
    "ends",
    "all_day",
)
PLACE, STREET, POSTCODE, CITY, TOWN, WHERE, COUNTRY, LINK = (
    "place",
    "street",
    "postcode",
    "city",
    "town",
    "where",
    "country",
    "link",
)

Columns = Mapping[str, Sequence[int]]

_KNOWN = meanings(
    {
        TITLE: {
            "titel", "veranstaltung", "veranstaltungstitel", "titel der veranstaltung", "name", "bezeichnung", "thema",
            "betreff", "anlass", "was", "name der veranstaltung", "bezeichnung der veranstaltung", "veranstaltungsname",
            "thema der veranstaltung", "titel veranstaltung", "name veranstaltung", "veranstaltung titel",
            "veranstaltung name", "veranstaltung thema", "titel thema", "thema titel", "title", "event",
            "event name", "event title", "subject", "summary", "topic",
        },
        DAY: {
            "datum", "tag", "termin", "termine", "wann", "zeitraum", "startdatum", "anfangsdatum", "wochentag",
            "veranstaltungsdatum", "beginnt am", "beginn am", "beginn datum", "datum beginn", "datum von", "von datum",
            "datum start", "datum der veranstaltung", "termin datum", "termin uhrzeit", "termin datum uhrzeit",
            "tag datum", "wochentag datum", "datum von bis", "beginn datum uhrzeit", "start datum", "datum uhrzeit",
            "datum und uhrzeit", "datum zeit", "datum und zeit", "tag und uhrzeit",
            "date", "day", "when", "start date", "begin date", "event date", "date time", "date and time", "weekday",
        },
        LAST_DAY: {
            "enddatum", "letzter tag", "ende am", "endet am", "ende datum", "datum ende", "datum bis", "bis datum",
            "end date", "last day",
        },
        FROM: {"von", "ab", "beginn", "anfang", "start", "from", "begin", "begins", "starts"},
        UNTIL: {"bis", "ende", "schluss", "end", "ends", "to", "until"},
        STARTS: {
            "uhrzeit", "zeit", "uhr", "startzeit", "anfangszeit", "beginnt um", "beginn um", "beginn uhrzeit",
            "uhrzeit von bis", "zeit von bis", "uhrzeit beginn ende", "start uhr", "start uhrzeit", "start zeit",
            "anfang uhrzeit", "anfang uhr", "beginn zeit", "uhrzeit start", "uhrzeit beginn", "uhrzeit von",
            "von uhrzeit", "zeit von", "von uhr", "beginn uhr",
            "time", "start time", "begin time",
        },
        ENDS: {
            "endzeit", "endet um", "ende um", "ende uhrzeit", "uhrzeit ende", "uhrzeit bis", "bis uhrzeit", "zeit bis",
            "bis uhr", "schluss uhrzeit", "ende zeit", "uhrzeit schluss", "ende uhr", "end time",
        },
        ALL_DAY: {"ganztagiges ereignis", "ganztagiger termin", "ganztagig", "ganztags", "all day event", "all day"},
        DOORS: {"einlass", "einlass ab", "doors", "doors open", "admission"},
        LASTS: {"dauer", "zeitdauer", "lange", "dauer ca", "ca dauer", "duration", "length"},
        LASTS_HOURS: {
            "dauer h", "dauer in h", "dauer std", "dauer in std", "dauer stunden", "dauer in stunden", "stunden",
            "stundenzahl", "anzahl stunden", "duration h", "duration hours", "duration in hours", "hours",
        },
        LASTS_MINUTES: {
            "dauer min", "dauer in min", "dauer minuten", "dauer in minuten", "minuten", "duration min",
            "duration minutes", "duration in minutes", "minutes",
        },
        PLACE: {"veranstaltungsort", "veranstaltungsstatte", "raum", "haus", "wo", "location", "venue", "place",
                "where"},
        WHERE: {"ort"},
        STREET: {
            "straße", "strasse und hausnummer", "strasse hausnummer", "strasse nr", "adresse", "anschrift", "street",
            "address",
        },
        POSTCODE: {"plz", "postleitzahl", "postcode", "postal code", "zip", "zip code"},
        CITY: {"stadt", "gemeinde", "city", "town"},
        COUNTRY: {"land", "staat", "country"},
        LINK: {
            "online link", "onlinelink", "zoom link", "zoomlink", "teams link", "meeting link", "meetinglink",
            "konferenzlink", "teilnahmelink", "zugangslink", "einwahllink", "einwahl link", "webinar link",
            "link zur teilnahme", "link zur online teilnahme", "link zur videokonferenz", "link videokonferenz",
            "meeting url", "join link", "join url", "link for joining", "link for joining online",
            "online meeting link",
        },
        TOWN: {"plz ort", "plz und ort", "postleitzahl ort", "plz stadt"},
        TEXT: {"beschreibung", "text", "inhalt", "bemerkung", "bemerkungen", "description", "notes"},
        CAPACITY: {
            "plätze", "platzzahl", "anzahl platze", "kapazität", "teilnehmerzahl", "max teilnehmer", "teilnehmer max",
            "maximale teilnehmerzahl", "max teilnehmerzahl", "teilnehmerzahl max", "max plätze", "plätze max",
            "places", "capacity", "seats",
        },
        STATUS: {"status", "stand"},
        PRIVATE: {"privat", "private", "vertraulich", "vertraulichkeit", "sensitivity", "confidential"},
    }
)  # fmt: skip


# „Datum (TT.MM.JJJJ)“
_HOW_TO_WRITE_IT = frozenset({"tt", "mm", "jj", "jjjj", "hh", "dd", "yyyy", "pflichtfeld", "optional"})


def meaning_of(heading: str) -> str | None:
    """What a column of this heading holds."""
    return _KNOWN.get(" ".join(word for word in as_heading(heading).split() if word not in _HOW_TO_WRITE_IT))


def columns_of(head: Sequence[str]) -> dict[str, list[int]]:
    """Which columns hold what of an event; several may speak of its time."""
    found: dict[str, list[int]] = {}
    for place, heading in enumerate(head):
        meant = meaning_of(heading)
        if meant is not None:
            found.setdefault(meant, []).append(place)
    return _with_place(found)


def lacking_in(cells: Sequence[str]) -> tuple[str, ...]:
    """Which columns are missing without which nothing can be dated: TITLE, DAY."""
    found = columns_of(cells)
    return (*(() if TITLE in found else (TITLE,)), *(() if DAY in found or FROM in found else (DAY,)))


def is_head(cells: Sequence[str]) -> bool:
    """True for headings that say what takes place, and when."""
    return not lacking_in(cells)


HEADINGS = Headings(is_head, meaning_of, frozenset({FROM, UNTIL, STARTS, ENDS}))


def value_of(cells: Sequence[str], columns: Columns, what: str) -> str:
    """The first thing that a row says in columns of this meaning."""
    return next(iter(values_of(cells, columns, what)), "")


def all_of(cells: Sequence[str], columns: Columns, what: str) -> str:
    """The different things that a row says in columns of this meaning, in one."""
    return ", ".join(dict.fromkeys(values_of(cells, columns, what)))


def values_of(cells: Sequence[str], columns: Columns, *whats: str) -> list[str]:
    """All that a row says in columns of these meanings."""
    places = (place for what in whats for place in columns.get(what, ()))
    return [cells[place].strip() for place in places if place < len(cells) and cells[place].strip()]


def _with_place(found: dict[str, list[int]]) -> dict[str, list[int]]:
    """„Ort“ is the town beside a postcode, and where it takes place otherwise."""
    where = found.pop(WHERE, [])
    if where:
        meant = CITY if POSTCODE in found and CITY not in found else PLACE
        found[meant] = [*where, *found.get(meant, [])]
    return found
