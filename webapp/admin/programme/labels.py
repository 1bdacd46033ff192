"""Words for kinds of items of the agenda and for what doesn't fit."""

from flask_babel import lazy_gettext as _l

from webapp.agenda.types import ItemKind, Trouble

KINDS = {
    ItemKind.WELCOME.value: _l("Welcome"),
    ItemKind.IMPULSE.value: _l("Opening talk"),
    ItemKind.TALK.value: _l("Talk"),
    ItemKind.PITCHES.value: _l("Pitches"),
    ItemKind.STATIONS.value: _l("Work at the stations"),
    ItemKind.DISCUSSION.value: _l("Discussion"),
    ItemKind.PLENARY.value: _l("Plenary"),
    ItemKind.MOVE.value: _l("Changeover"),
    ItemKind.BREAK.value: _l("Break"),
    ItemKind.OPEN.value: _l("Networking"),
    ItemKind.CLOSING.value: _l("Closing session"),
}


TROUBLES = {
    Trouble.SAME_PLACE: _l("At the same time in the same place:"),
    Trouble.SAME_TRACK: _l("At the same time for the same people:"),
    Trouble.TOO_EARLY: _l("Begins before the event:"),
    Trouble.TOO_LATE: _l("Ends after the event:"),
}
