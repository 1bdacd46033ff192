"""What becomes of a registration whose time is over, or beside which another one stands."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from webapp.foundation.database import session
from webapp.registration import rules
from webapp.registration.models import Invitation, Registration
from webapp.registration.queries.registrations import find_live, live_of
from webapp.registration.queries.setup import terms_behind
from webapp.registration.types import (
    CategoryAvailability,
    InvitationStatus,
    RegistrationAvailability,
    RegistrationStatus,
)


def find_later(earlier: Registration) -> Registration | None:
    """What was entered for the address since, and stands; None for whatever hasn't expired and wasn't set aside."""
    if earlier.status != RegistrationStatus.EXPIRED and earlier.set_aside_at is None:
        return None
    found = find_live(earlier.event_id, earlier.email_normal)
    return found if found is not None and found.id != earlier.id else None


def will_ask(registration: Registration) -> bool:
    """True for what the host has to decide about, or has to once it begins anew."""
    if registration.status == RegistrationStatus.EXPIRED:
        return terms_behind(registration).needs_approval
    return registration.status == RegistrationStatus.REQUESTED


def kept_beside(registration: Registration, now: datetime) -> Sequence[Registration]:
    """What holds places for the address of one that is live or late, holds none and isn't proved."""
    counts = registration.is_live or registration.status == RegistrationStatus.EXPIRED
    if not counts or registration.is_proved or registration.status == RegistrationStatus.PENDING:
        return ()
    return [
        each
        for each in live_of(registration.event_id, registration.email_normal)
        if each.status == RegistrationStatus.PENDING and not rules.has_run_out(each.event, each.held_until, now)
    ]


def may_begin_anew(registration: Registration, now: datetime) -> bool:
    """True while one that is late may begin anew: the event and the category take people now.

    The code was given once. An invitation of the address into the category opens it, also when it is offered no more.
    """
    if (
        registration.erased_at is not None
        or rules.availability(registration.event, now) is not RegistrationAvailability.OPEN
    ):
        return False
    category = registration.category
    if category is None:
        return True
    terms = terms_behind(registration)
    is_open = category.retired_at is None and rules.gate(terms, now, terms.code) is CategoryAvailability.OPEN
    return is_open or _is_invited_into_it(registration)


def _is_invited_into_it(registration: Registration) -> bool:
    own = (
        Invitation.event_id == registration.event_id,
        Invitation.email_normal == registration.email_normal,
        Invitation.category_id == registration.category_id,
        Invitation.status != InvitationStatus.WITHDRAWN.value,
    )
    return session().scalar(select(Invitation.id).where(*own)) is not None
