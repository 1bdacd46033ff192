"""What the door answers, in words for staff."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from flask_babel import LazyString, lazy_pgettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.checkin.types import (
    Admitted,
    AlreadyIn,
    Cancelled,
    Left,
    NotIn,
    NotYet,
    OtherEvent,
    Outcome,
    Over,
    Undone,
    Unknown,
    Verdict,
)
from webapp.foundation import clock
from webapp.foundation.http import formats

_WORDS = {
    Verdict.ADMITTED: lazy_pgettext("door", "Admitted"),
    Verdict.ALREADY_IN: lazy_pgettext("door", "Already in"),
    Verdict.LEFT: lazy_pgettext("door", "Checked out"),
    Verdict.NOT_IN: lazy_pgettext("door", "Not checked in"),
    Verdict.CANCELLED: lazy_pgettext("door", "Cancelled"),
    Verdict.OTHER_EVENT: lazy_pgettext("door", "Other event"),
    Verdict.NOT_YET: lazy_pgettext("door", "Too early"),
    Verdict.OVER: lazy_pgettext("door", "Event over"),
    Verdict.UNKNOWN: lazy_pgettext("door", "Unknown"),
    Verdict.UNDONE: lazy_pgettext("door", "Check-in undone"),
}

_PANELS: dict[type[Outcome], tuple[Literal["ok", "warn", "stop"], Verdict]] = {
    Admitted: ("ok", Verdict.ADMITTED),
    AlreadyIn: ("warn", Verdict.ALREADY_IN),
    Left: ("ok", Verdict.LEFT),
    NotIn: ("warn", Verdict.NOT_IN),
    Cancelled: ("stop", Verdict.CANCELLED),
    OtherEvent: ("stop", Verdict.OTHER_EVENT),
    NotYet: ("warn", Verdict.NOT_YET),
    Over: ("stop", Verdict.OVER),
    Unknown: ("stop", Verdict.UNKNOWN),
    Undone: ("warn", Verdict.UNDONE),
}
_DETAILS: dict[type[Outcome], LazyString] = {
    Cancelled: _l("This place was cancelled. Please ask at the registration desk."),
    Over: _l("This event is over."),
    Unknown: _l("Not one of our tickets. Please compare the code with the one on the ticket."),
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
    kind, verdict = _PANELS[type(outcome)]
    return Words(kind, verdict_word(verdict), getattr(outcome, "name", ""), _detail(outcome, zone))


def _from_when(opens_at: datetime | None, zone: str) -> str:
    if opens_at is None:
        return str(_("The event is postponed. The new date is not known yet."))
    return str(_("This ticket is valid from %(when)s.", when=formats.day_and_time(clock.local(opens_at, zone))))


def _detail(outcome: Outcome, zone: str) -> str:
    match outcome:
        case AlreadyIn(_name, since, gate):
            time = _since(clock.local(since, zone))
            at_gate = _("since %(time)s, entrance “%(gate)s”", time=time, gate=gate)
            return str(at_gate if gate else _("since %(time)s", time=time))
        case Cancelled(_name, True):
            return str(_("The event has been cancelled."))
        case OtherEvent(title, starts_at, other_zone):
            day = formats.day_and_time(clock.local(starts_at, other_zone))
            return str(_("Ticket for: %(title)s, %(day)s", title=title, day=day))
        case NotYet(_name, opens_at):
            return _from_when(opens_at, zone)
    return str(_DETAILS.get(type(outcome), ""))


def _since(entered: datetime) -> str:
    """The time, with its day unless that is today."""
    time, today = formats.clock_time(entered), clock.now().astimezone(entered.tzinfo).date()
    return time if entered.date() == today else f"{formats.day(entered)}, {time}"


def verdict_word(verdict: str) -> str:
    """A verdict in a word or two."""
    return str(_WORDS[Verdict(verdict)])


def practice_labels() -> list[tuple[str, str]]:
    """What can be practised: the verdict, and what somebody shows for it."""
    return [
        (Verdict.ADMITTED.value, _("A valid ticket")),
        (Verdict.ALREADY_IN.value, _("The same ticket again")),
        (Verdict.CANCELLED.value, _("A cancelled ticket")),
        (Verdict.OTHER_EVENT.value, _("A ticket for another event")),
        (Verdict.NOT_YET.value, _("A ticket that is not valid yet")),
        (Verdict.UNKNOWN.value, _("A QR code that is not a ticket")),
    ]
