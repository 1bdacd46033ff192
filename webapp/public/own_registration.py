"""What the pages behind the link to one's own registration share."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from babel.lists import format_list
from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.accounts.types import Actor
from webapp.events.models import Event
from webapp.fields.wording import shown
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
from webapp.registration.types import LINK, Door, RegistrationStatus
from webapp.stations.queries import forms_with_stations
from webapp.tickets.payload import payload_of
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


def valid_tickets(registration: Any) -> dict[str, tuple[Any, str]]:
    """Ticket and what its code holds by person (public id), as long as the places are certain."""
    if registration.status != RegistrationStatus.CONFIRMED:
        return {}
    return {
        ticket.attendee.public_id: (ticket, payload_of(ticket, registration.event))
        for ticket in tickets_of_registration(registration.id)
        if ticket.revoked_at is None
    }


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


def attempt(act: Callable[[], object], token: str, done: str = "") -> ResponseReturnValue:
    """Do it and go back to the registration; a refusal is said there and changes nothing."""
    try:
        act()
    except REFUSALS as refusal:
        flash(refused(refusal), "warning")
    else:
        if done:
            flash(done, "success")
    return back(token)


def refused(refusal: DomainError) -> str:
    """A refusal as one sentence."""
    if isinstance(refusal, NoPlaceError):
        return str(_("There are not enough places for this. Nothing has been changed."))
    if isinstance(refusal, ChoiceFullError):
        return str(_("This option is now fully booked. Nothing has been changed."))
    if isinstance(refusal, AlreadyCameError):
        return _has_come(refusal.details["names"])
    if isinstance(refusal, OfferOverError):
        return str(_("This offer has expired and the place has gone to the next person on the waiting list."))
    if isinstance(refusal, RegistrationClosedError):
        return str(_("The event has started or is over, so nothing can be changed now."))
    return str(_("This is no longer possible. Please check the status of your registration."))


def too_late(event: Event, now: datetime) -> str:
    """Why nothing can be changed any more about who comes to an event, as one sentence."""
    door = queries.door(event, now)
    if door is Door.CANCELLED:
        return str(_("The event has been cancelled, so nothing can be changed now."))
    if door is Door.POSTPONED:
        return str(_("The event has been postponed, so nothing can be changed until the new date is known."))
    return str(_("The event has started or is over, so nothing can be changed now."))


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
