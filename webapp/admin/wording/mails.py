"""What was written to somebody, as the page of their registration tells it."""

from datetime import datetime

from webapp.admin.wording.labels import MAIL_KINDS, MAIL_STATES, problem_said
from webapp.events.models import Event
from webapp.events.rules import phase
from webapp.events.types import Phase
from webapp.mail.letters.truth import still_true
from webapp.mail.queries import mails_about
from webapp.mail.types import MAILINGS, MailKind

# What is written for one occasion only: in which phases of an event it may still come.
_TO_COME = frozenset({Phase.DRAFT, Phase.UPCOMING, Phase.POSTPONED})
_OCCASIONS = {MailKind.REMINDER: _TO_COME, MailKind.THANKS: _TO_COME | {Phase.RUNNING, Phase.PAST}}


def offered_at(event: Event, now: datetime) -> frozenset[MailKind]:
    """What an organizer may still write to many: nobody is reminded of what has begun or thanked for what was off."""
    stands = phase(event, now)
    return frozenset(kind for kind in MAILINGS if stands in _OCCASIONS.get(kind, frozenset(Phase)))


def written_about(public_id: str, event: Event, now: datetime) -> dict[str, object]:
    """The mails about a registration, and which of them may be sent again because they are still true."""
    mails = mails_about(public_id)
    return {
        "mails": mails,
        "true_still": still_true(mails, event, now),
        "mail_kinds": MAIL_KINDS,
        "mail_states": MAIL_STATES,
        "problem": problem_said,
    }
