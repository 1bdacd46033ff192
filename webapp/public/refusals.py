"""Why something about who comes can't be done, in one sentence."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from babel.lists import format_list
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from webapp.events.models import Event
from webapp.foundation import clock
from webapp.foundation.errors import DomainError
from webapp.foundation.http import language
from webapp.foundation.http.refusals import Said, sentence_of
from webapp.registration import queries
from webapp.registration.errors import (
    AlreadyCameError,
    AttendeeRequestNotFoundError,
    ChoiceFullError,
    GroupTooLargeError,
    NoPlaceError,
    NotProvedError,
    OfferOverError,
    RegistrationClosedError,
    RegistrationStateError,
)
from webapp.registration.types import Joining, RegistrationAvailability
from webapp.registration.wording import too_large

if TYPE_CHECKING:
    from webapp.registration.models import Registration

_NOBODY_JOINS = {
    Joining.GONE: _l("This registration no longer stands, so no one can be added to it."),
    Joining.RUNNING: _l("The event has started, so no one else can be added."),
    Joining.CLOSED: _l("Registration is closed, so no one else can be added."),
    Joining.UNPROVED: _l("No one can be added until the registration has been confirmed."),
    Joining.FULL: _l("No one else can be added to this registration: it is full."),
    Joining.NO_PLACE: _l("All places are taken, so no one else can be added at the moment."),
}


def refused(refusal: DomainError, event: Event) -> str:
    """A refusal as one sentence."""
    return sentence_of(refusal, refusals_at(event)) or ""


def refusals_at(event: Event) -> Said:
    """What is said of each refusal, as the event stands now."""
    return {
        **_REFUSALS,
        RegistrationClosedError: lambda refusal: (
            why_nobody_joins(refusal.details.get("joining")) or too_late(event, clock.now())
        ),
    }


def in_the_way(registration: "Registration") -> str:
    """Why nothing about who comes can be changed any more, as one sentence; empty while it can."""
    if not registration.is_live:
        return refused(RegistrationStateError(), registration.event)
    now = clock.now()
    if not queries.may_change(registration.event, now):
        return too_late(registration.event, now)
    return "" if registration.is_proved else refused(NotProvedError(), registration.event)


def may_not_be_changed(registration: "Registration") -> str:
    """As `in_the_way`, for what can be put right as long as the registration stands, also once the event is over."""
    if not registration.is_live:
        return refused(RegistrationStateError(), registration.event)
    return "" if registration.is_proved else refused(NotProvedError(), registration.event)


def why_nobody_joins(stands: object) -> str:
    """Why one more may not come with a registration, as one sentence, where that isn't the event's fate."""
    return str(_NOBODY_JOINS.get(Joining(str(stands)), "")) if stands else ""


def too_late(event: Event, now: datetime) -> str:
    """Why nothing can be changed any more about who comes to an event, as one sentence."""
    door = queries.availability(event, now)
    if door is RegistrationAvailability.CANCELLED:
        return str(_("The event has been cancelled, so nothing can be changed now."))
    if door is RegistrationAvailability.POSTPONED:
        return str(_("The event has been postponed, so nothing can be changed until the new date is known."))
    if door is RegistrationAvailability.PAST:
        return str(_("The event is over, so nothing can be changed now."))
    return str(_("The event has started, so nothing can be changed now."))


def _has_come(names: Iterable[str]) -> str:
    """Somebody who was let in keeps the place; only the desk can say otherwise."""
    known = [name for name in names if name]
    told = format_list(known, locale=language.current())
    if not told:
        return str(_("Someone of your group has been let in already. Please ask at the entrance."))
    said = ngettext(
        "%(names)s has been let in already, so the place can no longer be given up. Please ask at the entrance.",
        "%(names)s have been let in already, so the places can no longer be given up. Please ask at the entrance.",
        len(known),
        names=told,
    )
    return str(said)


_NOT_ANY_MORE = _l("This is no longer possible. Please check the status of your registration.")
_REFUSALS: Said = {
    AlreadyCameError: lambda refusal: _has_come(refusal.names),
    ChoiceFullError: _l("This option is now fully booked. Nothing has been changed."),
    GroupTooLargeError: lambda refusal: too_large(refusal.most),
    AttendeeRequestNotFoundError: _NOT_ANY_MORE,
    NoPlaceError: _l("There are not enough places for this. Nothing has been changed."),
    NotProvedError: _l("Please confirm the registration first. Then you can change everything."),
    OfferOverError: _l("This offer has expired, and the place is no longer kept for you."),
    RegistrationStateError: _NOT_ANY_MORE,
}
REFUSALS: tuple[type[DomainError], ...] = (*_REFUSALS, RegistrationClosedError)
