"""Words for how a mailing stands and for what can stand in braces."""

from flask_babel import lazy_gettext as _l

from webapp.mail.types import MailingState

MAILING_STATES = {
    MailingState.DRAFT.value: _l("Draft"),
    MailingState.PLANNED.value: _l("Planned"),
    MailingState.RUNNING.value: _l("Being sent"),
    MailingState.DONE.value: _l("Sent"),
}


PLACEHOLDER_WORDS = {
    "name": _l("name"),
    "event": _l("title"),
    "when": _l("date and time"),
    "where": _l("venue"),
    "host": _l("host"),
    "until": _l("deadline"),
    "position": _l("position on the waiting list"),
    "heads": _l("number of people"),
    "before": _l("old date"),
}
