"""Who agreed to be invited by a host again."""

from collections.abc import Collection

from sqlalchemy import select

from webapp.contacts.models import Contact
from webapp.foundation.database import session
from webapp.organisations.types import OrganisationId
from webapp.registration.addresses import says_who_agreed
from webapp.registration.models import Registration


@says_who_agreed
def agreed_among(organisation_id: OrganisationId, addresses: Collection[str]) -> dict[str, str]:
    """Those of these normal addresses, with what the link to their consent says. One query."""
    own = Contact.organisation_id == organisation_id, Contact.email_normal.in_(addresses)
    rows = session().execute(select(Contact.email_normal, Contact.link_id).where(*own, Contact.agreed_at.is_not(None)))
    return {row.email_normal: row.link_id for row in rows}


def consent_of(registration: Registration) -> Contact | None:
    """The contact of whoever registered, with the event's host; whether they agreed stands there. One query."""
    own = (
        Contact.organisation_id == registration.event.host_id,
        Contact.email_normal == registration.email_normal,
    )
    return session().scalars(select(Contact).where(*own)).one_or_none()
