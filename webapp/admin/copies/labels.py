"""Words for what may go along when an event is copied."""

from flask_babel import lazy_gettext as _l

from webapp.events.types import Part

PARTS = {
    Part.TEXTS.value: _l("Texts: description, for whom, what to bring, contact"),
    Part.PROGRAMME.value: _l("Agenda"),
    Part.FORM.value: _l("Registration form: questions, categories and their rules"),
    Part.STATIONS.value: _l("Stations"),
    Part.DOOR.value: _l("Entrances and rooms for check-in"),
    Part.MAILS.value: _l("Emails: your own wording, and scheduled emails as drafts"),
    Part.MEASURES.value: _l("Measures it supports"),
    Part.PARTNERS.value: _l("Partners"),
}
