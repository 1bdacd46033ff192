"""Who registered anywhere, for whoever may know it."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.foundation.matching import words_of
from webapp.organisations.types import OrganisationId
from webapp.registration.models import Registration


def found_at(
    words: str, *, host_ids: Collection[OrganisationId], event_keys: Collection[str], limit: int
) -> Sequence[Registration]:
    """Registrations at events of these hosts, and at these single ones, that hold each word; the latest first.

    One query, and none without words or events.
    """
    wanted = words_of(words)
    if not wanted or not (host_ids or event_keys):
        return []
    statement = (
        select(Registration)
        .join(Registration.event)
        .where(or_(Event.host_id.in_(set(host_ids)), Event.public_id.in_(set(event_keys))))
        .where(Registration.erased_at.is_(None), Event.deleted_at.is_(None))
        .where(*(Registration.words.contains(word, autoescape=True) for word in wanted))
        .order_by(Registration.created_at.desc(), Registration.id.desc())
    )
    return session().scalars(statement.options(contains_eager(Registration.event)).limit(limit)).all()
