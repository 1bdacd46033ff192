"""What the desk is told once an event's fate is decided."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import flash
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.agenda.queries import programme
from webapp.agenda.types import Doubt, Trouble
from webapp.events.types import EventStatus
from webapp.foundation import clock
from webapp.foundation.http import formats, language

if TYPE_CHECKING:
    from webapp.events.models import Event


def with_who_is_told(said: str, told: int) -> str:
    """What happened, and whether anybody reads of it."""
    who = _("Everyone who registered gets an email.") if told else _("Nobody has registered, so nobody had to be told.")
    return f"{said} {who}"


def that_it_takes_place(event: "Event", told: int) -> str:
    """What is said of an event that takes place after all."""
    is_off = event.status == EventStatus.POSTPONED
    said = _("The event takes place but is still postponed.") if is_off else _("The event takes place.")
    return with_who_is_told(said, told)


def say_what_is_new(event: "Event", *, ends_otherwise: bool, told: int) -> None:
    """Registration closes by the start, so that another end alone leaves it where it was."""
    said = _("The new end is set.") if ends_otherwise else _("The new date is set.")
    flash(with_who_is_told(said, told), "success")
    _tell_of_items_outside(programme(event).doubts)
    if not ends_otherwise:
        _say_when_registration_closes(event)


def _tell_of_items_outside(doubts: Iterable[Doubt]) -> None:
    outside = len({doubt.item for doubt in doubts if doubt.trouble in {Trouble.TOO_EARLY, Trouble.TOO_LATE}})
    if outside:
        said = ngettext(
            "%(num)s agenda item is now outside the event. Please adjust the agenda.",
            "%(num)s agenda items are now outside the event. Please adjust the agenda.",
            outside,
        )
        flash(said, "warning")


def _say_when_registration_closes(event: "Event") -> None:
    """It moved along, or stayed where it was so that it isn't over by that."""
    if (closes_at := event.registration_closes_at) is not None:
        moment = formats.day_and_time(clock.local(closes_at, event.zone), language.current())
        flash(_("Registration closes: %(moment)s. Please check whether that still suits you.", moment=moment), "info")
