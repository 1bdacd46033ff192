"""Why an item of the agenda deserves a second look."""

from flask_babel import lazy_gettext as _l

from webapp.agenda.types import Trouble

TROUBLES = {
    Trouble.SAME_PLACE: _l("At the same time in the same place:"),
    Trouble.SAME_TRACK: _l("At the same time for the same people:"),
    Trouble.TOO_EARLY: _l("Begins before the event:"),
    Trouble.TOO_LATE: _l("Ends after the event:"),
}
