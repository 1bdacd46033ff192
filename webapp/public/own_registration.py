"""What the pages behind the link to one's own registration share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel.lists import format_list
from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from webapp.accounts.types import Actor
from webapp.events.models import Event
from webapp.fields.wording import shown
from webapp.foundation import clock
from webapp.foundation.errors import DomainError
from webapp.foundation.http import language, links
from webapp.foundation.http.frame import keep_private
from webapp.registration import queries
from webapp.registration.errors import (
    AlreadyCameError,
    ChoiceFullError,
    HeadRequestNotFoundError,
    NoPlaceError,
    OfferOverError,
    RegistrationClosedError,
    RegistrationStateError,
)
from webapp.registration.types import LINK, Door, Joining, RegistrationStatus
from webapp.stations.queries import forms_with_stations
from webapp.tickets.payload import payloads_of
from webapp.tickets.queries import tickets_of_registration

REFUSALS = (
    AlreadyCameError,
    ChoiceFullError,
    HeadRequestNotFoundError,
    NoPlaceError,
    OfferOverError,
    RegistrationClosedError,
    RegistrationStateError,
)


_NOBODY_JOINS = {
    Joining.GONE: _l("This registration no longer stands, so no one can be added to it."),
    Joining.RUNNING: _l("The event has started, so no one else can be added."),
    Joining.CLOSED: _l("Registration is closed, so no one else can be added."),
    Joining.UNPROVED: _l("No one can be added until the registration has been confirmed."),
    Joining.FULL: _l("No one else can be added to this registration: it is full."),
    Joining.NO_PLACE: _l("All places are taken, so no one else can be added at the moment."),
}


@dataclass(frozen=True, slots=True)
class Joined:
    """What the own page says of more people: how it stands, and the sentence in place of the button."""

    stands: Joining

    @property
    def reason(self) -> str:
        return "" if self.stands is Joining.UNPROVED else why_nobody_joins(self.stands)


def behind(token: str, purpose: str = LINK) -> Any:
    """The registration that the link opens, else 404; the page is stored nowhere."""
    keep_private()
    public_id = links.unseal(purpose, token)
    return queries.get_by_public_id(public_id) if public_id else abort(404)


def head_of(registration: Any, public_id: str) -> Any:
    """One of the people of the registration, else 404."""
    return next((head for head in registration.attendees if head.public_id == public_id), None) or abort(404)


def owner(registration: Any) -> Actor:
    """Whoever holds the link."""
    return Actor(key=f"registration:{registration.public_id}")


def newcomer(registration: Any) -> Actor:
    """Whoever holds the link by which others put themselves down."""
    return Actor(key=f"join:{registration.public_id}")


def valid_tickets(registration: Any) -> dict[str, tuple[Any, str]]:
    """Ticket and what its code holds by person (public id), as long as the places are certain."""
    if registration.status != RegistrationStatus.CONFIRMED:
        return {}
    valid = [each for each in tickets_of_registration(registration.id) if each.revoked_at is None]
    held = payloads_of(valid, registration.event)
    return {each.attendee.public_id: (each, held[each.id]) for each in valid}


def answer_rows(registration: Any) -> list[tuple[str, str]]:
    """Question and answer as they were asked and given, for reading; those of each person with the name."""
    if not any(holder.answers for holder in (registration, *registration.attendees)):
        return []
    forms, lang = forms_with_stations(registration.event), language.current()
    rows = []
    for holder, name in ((registration, ""), *((head, head.name) for head in registration.attendees)):
        for each in forms.answers_of(registration, holder):
            label = each.definition.labelled(lang)
            rows.append((f"{label} – {name}" if name else label, shown(each.definition, each.value)))
    return rows


def attempt(act: Callable[[], object], token: str, event: Event, done: str = "") -> ResponseReturnValue:
    """Do it and go back to the registration; a refusal is said there and changes nothing."""
    try:
        act()
    except REFUSALS as refusal:
        flash(refused(refusal, event), "warning")
    else:
        if done:
            flash(done, "success")
    return back(token)


def refused(refusal: DomainError, event: Event) -> str:
    """A refusal as one sentence."""
    if isinstance(refusal, NoPlaceError):
        return str(_("There are not enough places for this. Nothing has been changed."))
    if isinstance(refusal, ChoiceFullError):
        return str(_("This option is now fully booked. Nothing has been changed."))
    if isinstance(refusal, AlreadyCameError):
        return _has_come(refusal.details["names"])
    if isinstance(refusal, OfferOverError):
        return str(_("This offer has expired, and the place is no longer kept for you."))
    if isinstance(refusal, RegistrationClosedError):
        return why_nobody_joins(refusal.details.get("joining")) or too_late(event, clock.now())
    return str(_("This is no longer possible. Please check the status of your registration."))


def in_the_way(registration: Any) -> str:
    """Why nothing about who comes can be changed any more, as one sentence; empty while it can."""
    if not registration.is_live:
        return refused(RegistrationStateError(), registration.event)
    now = clock.now()
    return "" if queries.may_change(registration.event, now) else too_late(registration.event, now)


def why_nobody_joins(stands: object) -> str:
    """Why one more may not come with a registration, as one sentence, where that isn't the event's fate."""
    return str(_NOBODY_JOINS.get(Joining(str(stands)), "")) if stands else ""


def too_late(event: Event, now: datetime) -> str:
    """Why nothing can be changed any more about who comes to an event, as one sentence."""
    door = queries.door(event, now)
    if door is Door.CANCELLED:
        return str(_("The event has been cancelled, so nothing can be changed now."))
    if door is Door.POSTPONED:
        return str(_("The event has been postponed, so nothing can be changed until the new date is known."))
    if door is Door.PAST:
        return str(_("The event is over, so nothing can be changed now."))
    return str(_("The event has started, so nothing can be changed now."))


def _has_come(names: Any) -> str:
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


def back(token: str) -> ResponseReturnValue:
    """To the registration."""
    return redirect(url_for("public.registration", token=token), 303)
