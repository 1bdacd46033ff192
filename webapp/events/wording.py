"""The words for formats and for their stations, in the reader's language."""

from flask_babel import lazy_gettext as _l

from webapp.events.presets import PRESETS, Text, said
from webapp.events.types import EventFormat
from webapp.foundation.http import language

FORMATS = {
    EventFormat.FUTURE_WORKSHOP.value: _l("Future workshop"),
    EventFormat.PROCUREMENT_CONFERENCE.value: _l("Procurement conference"),
    EventFormat.INDUSTRIAL_DIALOGUE.value: _l("Industry dialogue"),
    EventFormat.CRAFTS_DAY.value: _l("Skilled Trades Day"),
    EventFormat.INNOVATION_CONFERENCE.value: _l("Innovation conference"),
    EventFormat.REGULARS_TABLE.value: _l("Business park get-together"),
    EventFormat.TEST_DAY.value: _l("Try-out day"),
    EventFormat.ADVISORY_BOARD.value: _l("Business advisory board"),
    EventFormat.PRESS_DATE.value: _l("Press event"),
    EventFormat.OWN.value: _l("Event"),
}


# What stations are called where a format brings none of its own.
_USUAL = PRESETS[EventFormat.FUTURE_WORKSHOP]


def stations_name(kind: str) -> str:
    """What the stations of a format are called together, as in „Offene Werkstätten“."""
    return _said(PRESETS[EventFormat(kind)].stations_word or _USUAL.stations_word)


def station_name(kind: str, number: int) -> str:
    """One of them with its number, as in „Werkstatt 3“."""
    return f"{_said(PRESETS[EventFormat(kind)].station_word or _USUAL.station_word)}\u00a0{number}"


def _said(word: Text | None) -> str:
    return said(word or {"de": ""}, language.current())
