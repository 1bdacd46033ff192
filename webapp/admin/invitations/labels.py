"""Words for the replies to an invitation, and for why none was sent."""

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from webapp.registration.errors import RegistrationClosedError, RegistrationStateError
from webapp.registration.types import Reply

if TYPE_CHECKING:
    from webapp.foundation.http.refusals import Said

NOT_SENT: "Said" = {RegistrationClosedError: _l("Registration isn’t open. No emails were sent.")}
REPLIES = {
    Reply.OPEN.value: _l("No answer yet"),
    Reply.COMES.value: _l("Coming"),
    Reply.OFFERED.value: _l("Has been offered a place"),
    Reply.WAITS.value: _l("On the waiting list"),
    Reply.ASKS.value: _l("To be decided"),
    Reply.REFUSED.value: _l("Request declined"),
    Reply.CANCELLED.value: _l("Registration cancelled"),
    Reply.LAPSED.value: _l("Didn’t take the place offered"),
    Reply.DECLINED.value: _l("Not coming"),
    Reply.WITHDRAWN.value: _l("Withdrawn"),
}
CHANGED: "Said" = {RegistrationStateError: _l("The list has changed in the meantime. Nothing was done.")}
