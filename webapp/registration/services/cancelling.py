import logging
from datetime import datetime

from webapp.accounts.types import Actor
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.registration import rules
from webapp.registration.errors import RegistrationClosedError
from webapp.registration.facts import RegistrationCancelled
from webapp.registration.models import Registration
from webapp.registration.services import line, places
from webapp.registration.types import HOLDS_A_PLACE, LIVE, RegistrationStatus

log = logging.getLogger(__name__)


def cancel(*, registration: Registration, actor: Actor, now: datetime) -> Registration:
    """Give up a place or a rank; the first in line moves up in the same transaction. A second time changes nothing."""
    event = registration.event
    places.lock(event)
    registration = places.current(registration.id)
    if registration.status not in LIVE:
        return registration
    if not rules.may_leave(event, now):
        raise RegistrationClosedError
    had_place = registration.status in HOLDS_A_PLACE
    was_full = places.is_full(event)
    registration.status = RegistrationStatus.CANCELLED.value
    registration.cancelled_at = now
    registration.held_until = None
    session().flush()
    log.info("registration %s cancelled by %s", registration.public_id, actor.key)
    facts.publish(RegistrationCancelled(registration.id, had_place))
    if had_place:
        places.give_back(event, registration.heads)
        line.advance(event, now)
    places.renew(event, was_full=was_full)
    return registration
