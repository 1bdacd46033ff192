"""Words for why somebody is known, and for what is looked for among contacts."""

from flask_babel import lazy_gettext as _l

from webapp.contacts.services.entering import MISSING, NO_ADDRESS, TOO_LONG
from webapp.contacts.types import ListKind

CONSENTS = {
    "agreed": _l("Has agreed to further invitations"),
    "withdrew": _l("Has withdrawn the consent"),
    "none": _l("No consent"),
}
LIST_KINDS = {
    ListKind.PICKED.value: _l("Chosen by hand"),
    ListKind.FOUND.value: _l("Saved search, always up to date"),
    ListKind.SERIES.value: _l("List of a series, always up to date"),
}
KNOWN = _l("The office has already entered a contact with this address.")
KNOWN_IN_BIN = _l("A contact with this address is in the bin. Please restore that one, or erase it for good.")
ENTRY_PROBLEMS = {
    MISSING: _l("Please fill this in."),
    TOO_LONG: _l("Please shorten this."),
    NO_ADDRESS: _l("Please check this email address, for example name@example.org."),
}
