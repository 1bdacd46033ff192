"""Who was put down at the door by mistake: gone again as soon as that is taken back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from webapp.foundation.database import session
from webapp.registration.models import Attendee, Registration
from webapp.registration.services import cancelling, event_places, history
from webapp.registration.services.event_places import Places
from webapp.registration.services.rebooking import people_of
from webapp.registration.services.regaining import hand_back
from webapp.registration.types import LIVE, AttendeeId, ChangeKind, RegistrationId, Seen, Source


def take_back_who_was_put_down(seen: Sequence[Seen], now: datetime) -> None:
    """Behind `hold_places`: their registration is cancelled, or goes on without them, and their places are free again.

    Only while nobody but doors has done anything to it since; what gave somebody a place before stays. A place that
    they had again is given up by `regaining`.
    """
    gone = {each.attendee_id for each in seen if each.has_place and each.taken_back}
    for registration_id in _put_down(gone) if gone else ():
        _take_back(registration_id, gone, now)


def _put_down(gone: set[AttendeeId]) -> Sequence[RegistrationId]:
    statement = (
        select(Registration.id)
        .join(Attendee, Attendee.registration_id == Registration.id)
        .where(Attendee.id.in_(gone), Attendee.left_at.is_(None), Attendee.regained_at.is_(None))
        .where(Registration.source == Source.DOOR.value, Registration.status.in_(LIVE))
        .distinct()
        .order_by(Registration.id)
    )
    return session().scalars(statement).all()


def _take_back(registration_id: RegistrationId, gone: set[AttendeeId], now: datetime) -> None:
    registration = event_places.current(registration_id)
    people = people_of(registration)
    if not history.is_only_put_down(registration):
        return
    places = Places(registration.event)
    leaving = [each for each in people if each.id in gone and each.regained_at is None]
    if len(leaving) == len(people):
        cancelling.give_up(places, registration, ChangeKind.HAD_NOT_COME, now)
        return
    for each in leaving:
        hand_back(places, registration, each, None, now)
