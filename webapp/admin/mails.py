"""What was written to somebody, as the page of their registration tells it."""

from datetime import datetime
from typing import Any

from webapp.admin.labels import MAIL_KINDS, MAIL_STATES, problem_said
from webapp.events.models import Event
from webapp.mail.queries import mails_about
from webapp.mail.truth import still_true


def written_about(public_id: str, event: Event, now: datetime) -> dict[str, Any]:
    """The mails about a registration, and which of them may be sent again because they are still true."""
    mails = mails_about(public_id)
    return {
        "mails": mails,
        "true_still": still_true(mails, event, now),
        "mail_kinds": MAIL_KINDS,
        "mail_states": MAIL_STATES,
        "problem": problem_said,
    }
