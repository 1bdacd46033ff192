"""Words for what the rooms below name by code."""

from flask_babel import lazy_gettext as _l

from webapp.accounts.types import Role
from webapp.agenda.types import ItemKind, Trouble
from webapp.events.types import Feature

FEATURES = {
    Feature.REGISTRATION.value: _l("Registration with ticket"),
    Feature.AGENDA.value: _l("Agenda"),
    Feature.PITCHES.value: _l("Pitches"),
    Feature.STATIONS.value: _l("Theme stations"),
    Feature.CANVASES.value: _l("Idea canvases of the groups"),
}

KINDS = {
    ItemKind.WELCOME.value: _l("Welcome"),
    ItemKind.IMPULSE.value: _l("Impulse"),
    ItemKind.TALK.value: _l("Talk"),
    ItemKind.PITCHES.value: _l("Pitches"),
    ItemKind.STATIONS.value: _l("Work at the stations"),
    ItemKind.DISCUSSION.value: _l("Discussion"),
    ItemKind.PLENARY.value: _l("Plenary"),
    ItemKind.MOVE.value: _l("Change of place"),
    ItemKind.BREAK.value: _l("Break"),
    ItemKind.OPEN.value: _l("Open time"),
    ItemKind.CLOSING.value: _l("Closing"),
}

TROUBLES = {
    Trouble.SAME_PLACE: _l("At the same time in the same place:"),
    Trouble.SAME_TRACK: _l("At the same time for the same people:"),
    Trouble.TOO_EARLY: _l("Begins before the event:"),
    Trouble.TOO_LATE: _l("Ends after the event:"),
}

LINK_ROLES = {
    Role.DOOR.value: _l("The check-in at the door"),
    Role.FACILITATOR.value: _l("The facilitation of stations and groups"),
}
