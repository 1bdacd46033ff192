"""What the door answers, in words for staff."""

from dataclasses import dataclass
from typing import Literal

from flask_babel import gettext as _

from webapp.checkin.types import Admitted, AlreadyIn, Cancelled, OtherEvent, Outcome, Undone, Verdict
from webapp.foundation import clock
from webapp.foundation.http import formats


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
            return Words("ok", _("Admitted"), name)
        case AlreadyIn(name, since, gate):
            time = formats.clock_time(clock.local(since, zone))
            at_gate = _("since %(time)s, entrance “%(gate)s”", time=time, gate=gate)
            return Words("warn", _("Already in"), name, at_gate if gate else _("since %(time)s", time=time))
        case Cancelled(name):
            return Words("stop", _("Cancelled"), name, _("This place was given up. Please ask at the desk."))
        case OtherEvent(title, starts_at, other_zone):
            day = formats.day_and_time(clock.local(starts_at, other_zone))
            return Words("stop", _("Other event"), "", _("Ticket for: %(title)s, %(day)s", title=title, day=day))
        case Undone(name):
            return Words("warn", _("Entry taken back"), name)
        case _:
            return Words("stop", _("Unknown"), "", _("No ticket of ours. Please try the code below the QR code."))


def verdict_word(verdict: str) -> str:
    """A recorded verdict in the list."""
    words = {
        Verdict.ADMITTED: _("Admitted"),
        Verdict.ALREADY_IN: _("Already in"),
        Verdict.CANCELLED: _("Cancelled"),
        Verdict.OTHER_EVENT: _("Other event"),
        Verdict.UNKNOWN: _("Unknown"),
        Verdict.UNDONE: _("Entry taken back"),
    }
    return str(words[Verdict(verdict)])
