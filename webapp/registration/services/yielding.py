"""What nobody has proved yields to what is entered later: anybody may have typed the address."""

from datetime import datetime
from typing import Any

from webapp.capacity.services import book_beyond
from webapp.capacity.types import Level
from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.registration.models import Registration
from webapp.registration.services import places
from webapp.registration.types import HOLDS_A_PLACE, LIVE, Application, Needs, RegistrationStatus


def yields(registration: Registration) -> bool:
    """True for what stands only because the address was typed."""
    return registration.status in LIVE and not registration.is_proved


def says_the_same(registration: Registration, application: Application) -> bool:
    """True when the form was sent once more as it was."""
    before = [(each.name, each.email, each.answers) for each in registration.attendees]
    after = [(each.name, each.email, dict(each.answers)) for each in application.heads]
    return before == after and _said(registration) == _said(application)


def set_aside(event: Event, unproved: Registration) -> datetime | None:
    """End it and give its places back, behind the caller's lock, who has others move up; returns the rank it leaves."""
    if unproved.status in HOLDS_A_PLACE:
        places.give_back(places.needs_of(event, unproved))
    _end(unproved)
    return unproved.queued_at


def take_its_place(event: Event, unproved: Registration, needs: Needs) -> Level | None:
    """End it and take what it held instead; None when that is too little, and it stays."""
    if not yields(unproved) or unproved.status not in HOLDS_A_PLACE:
        return None
    held = places.needs_of(event, unproved)
    places.give_back(held)
    level = places.take(event, needs)
    if level is None:
        book_beyond(held)
        return None
    _end(unproved)
    return level


def _end(unproved: Registration) -> None:
    unproved.status, unproved.held_until = RegistrationStatus.EXPIRED.value, None
    session().flush()


def _said(of: Registration | Application) -> tuple[Any, ...]:
    return of.name, of.organisation, of.category_id, of.field_set_id, dict(of.answers), of.invited_by
