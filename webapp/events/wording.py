"""The words for formats, in the reader's language."""

from flask_babel import lazy_gettext as _l

from webapp.events.types import EventFormat

FORMATS = {
    EventFormat.FUTURE_WORKSHOP.value: _l("Future workshop"),
    EventFormat.PROCUREMENT_CONFERENCE.value: _l("Procurement conference"),
    EventFormat.INDUSTRIAL_DIALOGUE.value: _l("Industrial dialogue"),
    EventFormat.CRAFTS_DAY.value: _l("Crafts day"),
    EventFormat.INNOVATION_CONFERENCE.value: _l("Innovation conference"),
    EventFormat.REGULARS_TABLE.value: _l("Regulars’ table"),
    EventFormat.TEST_DAY.value: _l("Test day"),
    EventFormat.ADVISORY_BOARD.value: _l("Advisory board"),
    EventFormat.PRESS_DATE.value: _l("Press date"),
    EventFormat.OWN.value: _l("Event"),
}
