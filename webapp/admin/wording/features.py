"""Words for what an event uses."""

from flask_babel import lazy_gettext as _l

from webapp.events.types import Feature

FEATURES = {
    Feature.REGISTRATION.value: _l("Registration with ticket"),
    Feature.AGENDA.value: _l("Agenda"),
    Feature.PITCHES.value: _l("Pitches"),
    Feature.STATIONS.value: _l("Topic stations"),
    Feature.CANVASES.value: _l("Idea canvases of the groups"),
}
