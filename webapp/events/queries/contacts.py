"""Whom events name for questions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events.models import Event
from webapp.events.queries.loading import AROUND
from webapp.events.types import EventStatus
from webapp.foundation.database import session
from webapp.foundation.email_addresses import normal_form


def events_naming(email: str, *, now: datetime) -> Sequence[Event]:
    """The events to come, drafts as well, that name this address and that whoever acts organizes. One query."""
    to_come = or_(Event.ends_at > now, Event.status.in_([EventStatus.POSTPONED, EventStatus.DRAFT]))
    # As far as the database folds letters; the rest is told apart here.
    spelled = func.lower(Event.contact_email).in_({email.lower(), normal_form(email)})
    found = session().scalars(select(Event).where(to_come, spelled).options(*AROUND).order_by(Event.starts_at)).all()
    return [each for each in found if rights.may(Role.ORGANIZER, each.scope) and _is(each.contact_email, email)]


def _is(one: str, other: str) -> bool:
    return normal_form(one) == normal_form(other)
