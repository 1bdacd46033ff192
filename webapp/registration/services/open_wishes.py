"""Wishes for another address: they end as soon as the registration is another one's, or nobody's."""

from collections.abc import Collection

from sqlalchemy import select

from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.registration.facts import AddressGivenUp
from webapp.registration.models import AddressWish
from webapp.registration.types import RegistrationId


def end_wishes(registration_ids: Collection[RegistrationId]) -> None:
    """Whoever asked may hold these registrations no longer: the links to the addresses asked for open nothing."""
    for wish in session().scalars(select(AddressWish).where(AddressWish.registration_id.in_(registration_ids))).all():
        facts.publish(AddressGivenUp(wish.registration_id, wish.email, is_told=False))
        session().delete(wish)
    session().flush()
