"""Whom offices have entered, for the draft of the privacy notice."""

from collections.abc import Iterator

from sqlalchemy import select

from webapp.contacts.models import Contact
from webapp.foundation.database import session
from webapp.foundation.ordering import in_order
from webapp.office import processing
from webapp.office.processing import Longer, Stay

_MOST_PURPOSES = 20  # whoever publishes the notice reads them all


@processing.tells_who_stays
def who_was_entered() -> Iterator[Stay]:
    """What the contacts that offices entered are kept for, in the offices' own words. One query."""
    kept = Contact.entered_at.is_not(None), Contact.binned_at.is_(None)
    purposes = session().scalars(select(Contact.purpose).where(*kept).distinct().limit(_MOST_PURPOSES)).all()
    if purposes:
        said = sorted(filter(None, purposes), key=in_order)
        yield Stay(why=Longer.ENTERED, purposes=tuple(said))
