"""Tables of people that were uploaded."""

from collections.abc import Sequence

from sqlalchemy import select

from webapp.contacts.errors import ContactTableNotFoundError
from webapp.contacts.models import ContactTable
from webapp.foundation.database import session
from webapp.organisations.types import OrganisationId


def tables_of(organisation_id: OrganisationId) -> Sequence[ContactTable]:
    """The organisation's tables, the latest first. One query."""
    statement = select(ContactTable).where(ContactTable.organisation_id == organisation_id)
    return session().scalars(statement.order_by(ContactTable.id.desc())).all()


def get_table(organisation_id: OrganisationId, public_id: str) -> ContactTable:
    """One of them; ContactTableNotFoundError when the organisation has no such table."""
    own = ContactTable.organisation_id == organisation_id, ContactTable.public_id == public_id
    found = session().scalars(select(ContactTable).where(*own)).one_or_none()
    if found is None:
        raise ContactTableNotFoundError
    return found
