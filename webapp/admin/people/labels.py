"""Words for what is done to many registrations at once."""

from flask_babel import lazy_gettext as _l

from webapp.organising.types import BulkAction
from webapp.registration.types import Attended

BULK_ACTIONS = {
    BulkAction.MAIL.value: _l("Write a message"),
    BulkAction.APPROVE.value: _l("Confirm place"),
    BulkAction.DECLINE.value: _l("Decline"),
    BulkAction.MOVE.value: _l("Move to a category"),
    BulkAction.TAG.value: _l("Tag"),
    BulkAction.CHECK_IN.value: _l("Check in"),
    BulkAction.CANCEL.value: _l("Cancel"),
}

ATTENDANCES = {
    Attended.CAME.value: _l("Attended"),
    Attended.MISSING.value: _l("Did not attend"),
}
