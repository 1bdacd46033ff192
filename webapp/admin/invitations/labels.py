"""Words for the replies to an invitation."""

from flask_babel import lazy_gettext as _l

from webapp.registration.types import Reply

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
