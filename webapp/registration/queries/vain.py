"""Who waits for more places than there are in all."""

from sqlalchemy import select

from webapp.capacity.queries import levels
from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.registration import rules
from webapp.registration.models import Registration
from webapp.registration.types import RegistrationStatus


def waits_in_vain(registration: Registration) -> bool:
    """True for more people than there are places in all, who wait or ask for some. At most one query."""
    asks = registration.status in {RegistrationStatus.WAITING, RegistrationStatus.REQUESTED}
    if not asks or registration.held_until is not None:
        return False
    needs = rules.as_needed(registration.event.pool_id, registration.heads, registration.takes)
    return bool(rules.beyond_all(needs, levels(needs)))


def in_vain(event: Event) -> set[str]:
    """The public ids of all that wait, or ask, for more places than there are in all. At most two queries."""
    asks = Registration.status.in_((RegistrationStatus.WAITING.value, RegistrationStatus.REQUESTED.value))
    statement = select(Registration.public_id, Registration.heads, Registration.takes)
    rows = session().execute(statement.where(Registration.event_id == event.id, asks)).all()
    needs = {row.public_id: rules.as_needed(event.pool_id, row.heads, row.takes) for row in rows}
    known = levels({pool_id for each in needs.values() for pool_id in each}) if needs else {}
    return {public_id for public_id, each in needs.items() if rules.beyond_all(each, known)}
