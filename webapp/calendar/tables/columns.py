"""What the columns of somebody's table of dates are."""

from collections.abc import Mapping, Sequence

from webapp.calendar.tables.marks import lists_statuses, mark_of
from webapp.foundation.spreadsheets import Headings
from webapp.foundation.spreadsheets.headings import as_heading, meanings

TITLE, TEXT, CAPACITY, STATUS, DOORS, LASTS = "title", "text", "capacity", "status", "doors", "lasts"
PRIVATE = "private"
NAME = "name"  # the title, unless a clearer heading stands beside it
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
            "titel", "veranstaltung", "veranstaltungstitel", "titel der veranstaltung", "bezeichnung", "thema",
            "betreff", "anlass", "was", "name der veranstaltung", "bezeichnung der veranstaltung", "veranstaltungsname",
            "thema der veranstaltung", "titel veranstaltung", "name veranstaltung", "veranstaltung titel",
            "veranstaltung name", "veranstaltung thema", "titel thema", "thema titel", "title", "event",
            "event name", "event title", "subject", "summary", "topic",
        },
        NAME: {"name"},
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
        STATUS: {
            "status", "stand", "terminstatus", "veranstaltungsstatus", "status der veranstaltung", "status des termins",
            "status veranstaltung", "status termin", "event status", "status of the event",
        },
        PRIVATE: {"privat", "private", "vertraulich", "vertraulichkeit", "sensitivity", "confidential"},
    }
)  # fmt: skip


_FIRST_NAMES = frozenset({"vorname", "vornamen", "first name", "given name", "forename"})
_LAST_NAMES = frozenset({"nachname", "familienname", "zuname", "last name", "surname", "family name"})
_PERSONS = _FIRST_NAMES | _LAST_NAMES | {"anrede", "salutation"}
_ACADEMIC = frozenset({"titel", "title"})
# „Datum (TT.MM.JJJJ)“
_HOW_TO_WRITE_IT = frozenset({"tt", "mm", "jj", "jjjj", "hh", "dd", "yyyy", "pflichtfeld", "optional"})


def meaning_of(heading: str) -> str | None:
    """What a column of this heading holds."""
    return _KNOWN.get(_as_written(heading))


def standing_of(heading: str) -> str | None:
    """STATUS, or which mark says in this column whether something takes place."""
    said = _as_written(heading)
    is_status = meaning_of(heading) == STATUS or lists_statuses(said)
    return mark_of(said) or (STATUS if is_status else None)


def columns_of(head: Sequence[str]) -> dict[str, list[int]]:
    """Which columns hold what of an event; several may speak of its time."""
    found: dict[str, list[int]] = {}
    for place, heading in enumerate(head):
        meant = meaning_of(heading) or standing_of(heading)
        if meant is not None:
            found.setdefault(meant, []).append(place)
    return _with_place(_with_title(found, list(map(as_heading, head))))


def _as_written(heading: str) -> str:
    return " ".join(word for word in as_heading(heading).split() if word not in _HOW_TO_WRITE_IT)


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


def _with_title(found: dict[str, list[int]], head: Sequence[str]) -> dict[str, list[int]]:
    """„Name“ is the title where no clearer heading stands beside it, and nobody's surname."""
    if _FIRST_NAMES.intersection(head) and not _LAST_NAMES.intersection(head):
        found.pop(NAME, None)
    titles = found.get(TITLE, [])
    if own := [place for place in titles if not _is_of_a_person(head, place)]:
        found[TITLE] = own
    return found if titles or NAME not in found else {TITLE: found.pop(NAME), **found}


def _is_of_a_person(head: Sequence[str], place: int) -> bool:
    """True for „Titel“ beside „Vorname“, which is one like „Dr.“ where another column tells what takes place."""
    beside = {*head[max(place - 1, 0) : place], *head[place + 1 : place + 2]}
    return head[place] in _ACADEMIC and not _PERSONS.isdisjoint(beside)


def _with_place(found: dict[str, list[int]]) -> dict[str, list[int]]:
    """„Ort“ is the town beside a postcode, and where it takes place otherwise; of two, one is each."""
    where = found.pop(WHERE, [])
    if len(where) > 1:
        return _with_places(found, where)
    if where:
        meant = CITY if POSTCODE in found and CITY not in found else PLACE
        found[meant] = [*where, *found.get(meant, [])]
    return found


def _with_places(found: dict[str, list[int]], where: Sequence[int]) -> dict[str, list[int]]:
    """The town stands behind the postcode, or the street; where nobody can say, WHERE holds all of them as well."""
    anchors = found.get(POSTCODE) or found.get(STREET) or []
    behind = [place for place in where if anchors and place > anchors[0]]
    towns = [] if CITY in found or TOWN in found else behind[:1]
    houses = [place for place in where if place not in towns]
    is_apart = POSTCODE in found and towns != [found[POSTCODE][0] + 1]
    if len(anchors) != 1 or not towns or is_apart or houses[-1] > towns[0]:
        found[WHERE] = [*where]
    for meant, places in ((CITY, towns), (PLACE, houses)):
        if places:
            found[meant] = [*places, *found.get(meant, [])]
    return found
