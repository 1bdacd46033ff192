"""What the door answers, in words for staff."""

from dataclasses import dataclass
from typing import Literal

from flask_babel import gettext as _
from flask_babel import lazy_pgettext

from webapp.checkin.types import Admitted, AlreadyIn, Cancelled, OtherEvent, Outcome, Undone, Verdict
from webapp.foundation import clock
from webapp.foundation.http import formats

_WORDS = {
    Verdict.ADMITTED: lazy_pgettext("door", "Admitted"),
    Verdict.ALREADY_IN: lazy_pgettext("door", "Already in"),
    Verdict.CANCELLED: lazy_pgettext("door", "Cancelled"),
    Verdict.OTHER_EVENT: lazy_pgettext("door", "Other event"),
    Verdict.UNKNOWN: lazy_pgettext("door", "Unknown"),
    Verdict.UNDONE: lazy_pgettext("door", "Entry taken back"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """`kind` is colour and icon of the panel, `word` its one word."""

    kind: Literal["ok", "warn", "stop"]
    word: str
    name: str = ""
    detail: str = ""


def words_of(outcome: Outcome, zone: str) -> Words:
    """The outcome as the panel shows it; times as the clock in `zone` says them."""
    match outcome:
        case Admitted(name):
            return Words("ok", verdict_word(Verdict.ADMITTED), name)
        case AlreadyIn(name, since, gate):
            time = formats.clock_time(clock.local(since, zone))
            at_gate = _("since %(time)s, entrance “%(gate)s”", time=time, gate=gate)
            return Words(
                "warn", verdict_word(Verdict.ALREADY_IN), name, at_gate if gate else _("since %(time)s", time=time)
            )
        case Cancelled(name):
            detail = _("This place was given up. Please ask at the desk.")
            return Words("stop", verdict_word(Verdict.CANCELLED), name, detail)
        case OtherEvent(title, starts_at, other_zone):
            day = formats.day_and_time(clock.local(starts_at, other_zone))
            detail = _("Ticket for: %(title)s, %(day)s", title=title, day=day)
            return Words("stop", verdict_word(Verdict.OTHER_EVENT), "", detail)
        case Undone(name):
            return Words("warn", verdict_word(Verdict.UNDONE), name)
        case _:
            detail = _("No ticket of ours. Please try the code below the QR code.")
            return Words("stop", verdict_word(Verdict.UNKNOWN), "", detail)


def verdict_word(verdict: str) -> str:
    """A verdict in a word or two."""
    return str(_WORDS[Verdict(verdict)])
