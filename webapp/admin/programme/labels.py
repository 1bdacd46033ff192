"""Words for kinds of items of the agenda."""

from flask_babel import lazy_gettext as _l

from webapp.agenda.types import ItemKind

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
