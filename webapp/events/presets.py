"""What each format brings along, as data: features, usual hours, places, a programme to start from, stations."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final

from webapp.events.types import EventFormat, Feature

Text = dict[str, str]
_STEP = 5
_LONGEST_NIGHT = 12 * 60

_BASIC: Final = (Feature.REGISTRATION, Feature.AGENDA)
_WITH_STATIONS: Final = (*_BASIC, Feature.STATIONS)
_ALL: Final = tuple(Feature)


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of the programme: its kind (as the agenda names it), when it begins and ends in minutes, its title."""

    kind: str
    begins: int
    ends: int
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """The defaults of a format. `stations_by_field`: one station for each field of action of the plan it serves."""

    features: tuple[Feature, ...]
    starts: time
    minutes: int
    capacity: int | None
    agenda: tuple[Slot, ...]
    stations: int = 0
    station_capacity: int = 20
    station_word: Text | None = None
    stations_word: Text | None = None
    stations_by_field: bool = False
    audience: tuple[Text, ...] = ()
    bring: tuple[Text, ...] = ()


def _slots(*parts: tuple[str, int, str, str]) -> tuple[Slot, ...]:
    """Slots one after the other from (kind, minutes, German title, English title)."""
    slots, begins = [], 0
    for kind, minutes, german, english in parts:
        slots.append(Slot(kind, begins, begins + minutes, {"de": german, "en": english}))
        begins += minutes
    return tuple(slots)


_CRAFT_BUSINESSES: Final = {"de": "Handwerksbetriebe", "en": "Craft businesses"}
_COMPANIES: Final = {"de": "Unternehmen", "en": "Companies"}
_RESEARCH: Final = {"de": "Forschung und Hochschulen", "en": "Research and universities"}
_ADMINISTRATION: Final = {"de": "Verwaltung", "en": "Public administration"}

PRESETS: Final[dict[EventFormat, Preset]] = {
    EventFormat.FUTURE_WORKSHOP: Preset(
        features=_ALL,
        starts=time(15),
        minutes=150,
        capacity=80,
        stations=5,
        station_capacity=20,
        station_word={"de": "Themenstation", "en": "Topic station"},
        stations_word={"de": "Themenstationen", "en": "Topic stations"},
        stations_by_field=True,
        audience=(_COMPANIES, _RESEARCH, _ADMINISTRATION),
        bring=({"de": "Smartphone für Ticket und Ideen-Canvas", "en": "A phone for your ticket and the idea canvas"},),
        agenda=_slots(
            ("welcome", 20, "Begrüßung und Einstieg", "Welcome and introduction"),
            ("impulse", 20, "Impuls zum Stand der Dinge", "Opening talk: where we stand"),
            ("pitches", 30, "Kurzvorstellungen der Projektansätze", "Pitches of project ideas"),
            ("move", 5, "Wechsel zu den Themenstationen", "Move to the topic stations"),
            ("stations", 55, "Arbeit an den Themenstationen", "Work at the topic stations"),
            ("move", 5, "Zurück ins Plenum", "Back to the plenary"),
            ("plenary", 10, "Ergebnisse und nächste Schritte", "Results and next steps"),
            ("closing", 5, "Abschluss", "Closing"),
        ),
    ),
    EventFormat.PROCUREMENT_CONFERENCE: Preset(
        features=_BASIC,
        starts=time(10),
        minutes=180,
        capacity=120,
        audience=(_CRAFT_BUSINESSES, {"de": "Vergabestellen", "en": "Contracting bodies"}),
        agenda=_slots(
            ("welcome", 15, "Begrüßung", "Welcome"),
            ("talk", 45, "Geplante Vergaben der kommenden Monate", "Tenders planned for the coming months"),
            ("talk", 30, "So gelingt das Angebot", "How to submit a good bid"),
            ("break", 15, "Pause", "Break"),
            ("open", 60, "Gespräche mit den Auftraggebern", "Talks with the contracting bodies"),
            ("closing", 15, "Fragen und Abschluss", "Questions and closing"),
        ),
    ),
    EventFormat.INDUSTRIAL_DIALOGUE: Preset(
        features=_BASIC,
        starts=time(16),
        minutes=150,
        capacity=60,
        audience=(_COMPANIES, _ADMINISTRATION),
        agenda=_slots(
            ("welcome", 15, "Begrüßung", "Welcome"),
            ("impulse", 30, "Impuls aus einem Betrieb", "Insights from a company"),
            ("discussion", 60, "Dialog: Was braucht der Standort?", "Dialogue: what does the location need?"),
            ("plenary", 15, "Vereinbarungen", "What we agree on"),
            ("open", 30, "Ausklang und Austausch", "Time to meet"),
        ),
    ),
    EventFormat.CRAFTS_DAY: Preset(
        features=_WITH_STATIONS,
        starts=time(10),
        minutes=360,
        capacity=None,
        stations=6,
        station_capacity=15,
        station_word={"de": "Werkstatt", "en": "Workshop"},
        stations_word={"de": "Offene Werkstätten", "en": "Open workshops"},
        audience=(
            {"de": "Familien", "en": "Families"},
            {"de": "Schulklassen", "en": "School classes"},
            _CRAFT_BUSINESSES,
        ),
        agenda=_slots(
            ("welcome", 30, "Eröffnung", "Opening"),
            ("stations", 150, "Offene Werkstätten", "Open workshops"),
            ("break", 45, "Mittagspause", "Lunch break"),
            ("stations", 120, "Offene Werkstätten", "Open workshops"),
            ("closing", 15, "Abschluss", "Closing"),
        ),
    ),
    EventFormat.INNOVATION_CONFERENCE: Preset(
        features=(*_BASIC, Feature.PITCHES),
        starts=time(10),
        minutes=360,
        capacity=150,
        audience=(_COMPANIES, _RESEARCH, {"de": "Politik und Presse", "en": "Politics and press"}),
        agenda=_slots(
            ("welcome", 20, "Begrüßung", "Welcome"),
            ("impulse", 40, "Eröffnungsvortrag", "Opening talk"),
            ("pitches", 60, "Vorhaben stellen sich vor", "Project presentations"),
            ("break", 60, "Mittagspause", "Lunch break"),
            ("talk", 60, "Beispiele aus der Praxis", "Practical examples"),
            ("discussion", 60, "Podiumsgespräch", "Panel discussion"),
            ("open", 50, "Ausstellung und Austausch", "Exhibition and time to meet"),
            ("closing", 10, "Abschluss", "Closing"),
        ),
    ),
    EventFormat.REGULARS_TABLE: Preset(
        features=_BASIC,
        starts=time(18),
        minutes=120,
        capacity=30,
        audience=({"de": "Betriebe im Gewerbegebiet", "en": "Businesses in the business park"}, _ADMINISTRATION),
        agenda=_slots(
            ("welcome", 10, "Begrüßung und Vorstellungsrunde", "Welcome and introductions"),
            ("talk", 20, "Neues aus der Stadt", "News from the city"),
            ("discussion", 60, "Was bewegt das Gewerbegebiet?", "What matters to the business park?"),
            ("open", 30, "Austausch", "Time to meet"),
        ),
    ),
    EventFormat.TEST_DAY: Preset(
        features=_WITH_STATIONS,
        starts=time(13),
        minutes=240,
        capacity=60,
        stations=4,
        station_capacity=10,
        station_word={"de": "Teststation", "en": "Test station"},
        stations_word={"de": "Teststationen", "en": "Test stations"},
        audience=(_CRAFT_BUSINESSES,),
        bring=({"de": "Führerschein", "en": "Driving licence"},),
        agenda=_slots(
            ("welcome", 15, "Begrüßung und Einweisung", "Welcome and briefing"),
            ("stations", 180, "Probefahrten und Beratung", "Test drives and advice"),
            ("open", 45, "Erfahrungen austauschen", "Sharing what we learnt"),
        ),
    ),
    EventFormat.ADVISORY_BOARD: Preset(
        features=_BASIC,
        starts=time(16),
        minutes=120,
        capacity=20,
        audience=({"de": "Mitglieder des Beirats", "en": "Members of the board"},),
        agenda=_slots(
            ("welcome", 10, "Begrüßung und Protokoll der letzten Sitzung", "Welcome and minutes of the last meeting"),
            ("talk", 30, "Bericht zu laufenden Maßnahmen", "Report on measures under way"),
            ("discussion", 50, "Beratung", "Consultation"),
            ("plenary", 20, "Beschlüsse und Aufgaben", "Decisions and tasks"),
            ("closing", 10, "Termine und Abschluss", "Dates and closing"),
        ),
    ),
    EventFormat.PRESS_DATE: Preset(
        features=_BASIC,
        starts=time(11),
        minutes=60,
        capacity=25,
        audience=({"de": "Presse", "en": "Press"},),
        agenda=_slots(
            ("welcome", 5, "Begrüßung", "Welcome"),
            ("talk", 25, "Vorstellung", "Presentation"),
            ("discussion", 20, "Fragen der Presse", "Questions from the press"),
            ("open", 10, "Bilder und Einzelgespräche", "Photos and one-to-one interviews"),
        ),
    ),
    EventFormat.OWN: Preset(
        features=_BASIC,
        starts=time(17),
        minutes=120,
        capacity=50,
        agenda=_slots(
            ("welcome", 15, "Begrüßung", "Welcome"),
            ("discussion", 90, "Austausch", "Discussion"),
            ("closing", 15, "Abschluss", "Closing"),
        ),
    ),
}


def laid_out(preset: Preset, minutes: int) -> list[Slot]:
    """The preset's programme stretched or squeezed to `minutes`, in steps of five; nothing runs over the end."""

    def at(minute: int) -> int:
        if minute == preset.minutes:
            return minutes
        return min(minutes, round(minute * minutes / preset.minutes / _STEP) * _STEP)

    return [Slot(slot.kind, at(slot.begins), at(slot.ends), slot.title) for slot in preset.agenda]


def hours_of(preset: Preset, starts: datetime, ends: datetime) -> int:
    """For how many minutes the preset's programme is laid out: all of them, but the first day's of several.

    Both moments are local ones. Several days begin and end at the same hours: what lies between them is the night.
    """
    if starts.date() == ends.date() or _between(starts, ends) <= _LONGEST_NIGHT:
        return _between(starts, ends)
    ends_daily = datetime.combine(starts.date(), ends.timetz())
    if ends_daily > starts:
        return _between(starts, ends_daily)
    at_night = _between(starts, ends_daily + timedelta(days=1))
    if at_night <= _LONGEST_NIGHT:
        return at_night
    midnight = datetime.combine(starts.date(), time(tzinfo=starts.tzinfo)) + timedelta(days=1)
    return min(preset.minutes, _between(starts, midnight))


def _between(starts: datetime, ends: datetime) -> int:
    return int((ends.astimezone(UTC) - starts.astimezone(UTC)) / timedelta(minutes=1))
