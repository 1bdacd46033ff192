"""That somebody agreed to be invited to further events of a host, and took it back."""

from datetime import datetime

from sqlalchemy import select

from webapp.contacts.errors import ContactNotFoundError
from webapp.contacts.models import Contact, ContactConsent
from webapp.contacts.services import upkeep
from webapp.contacts.services.joining import find_by_address
from webapp.contacts.types import WORDING
from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.registration.models import Registration


def agree(*, registration: Registration, now: datetime, version: str = WORDING) -> Contact:
    """Note that whoever is registered, and has proved the address, may be invited by its host again.

    It outlasts the registration, whose time of keeping is shorter. Twice is once.
    """
    host_id = registration.event.host_id
    contact = find_by_address(host_id, registration.email_normal)
    if contact is None:
        contact = Contact(
            public_id=tokens.new_id(),
            organisation_id=host_id,
            email_normal=registration.email_normal,
            email=registration.email,
            in_events=True,
            created_at=now,
        )
        session().add(contact)
    if contact.entered_at is None:
        contact.name, contact.company = registration.name, registration.organisation
        contact.email, contact.language = registration.email, registration.language
    if contact.agreed_at is None:
        contact.consents.append(ContactConsent(version=version, event_title=registration.event.title, given_at=now))
        contact.agreed_at, contact.withdrew_at = now, None
    contact.binned_at = None
    upkeep.index_anew(contact)
    return contact


def agree_again(*, contact: Contact, now: datetime) -> None:
    """Note that whoever holds the link to the own consent gives it once more; ContactNotFoundError once it is void."""
    own = Contact.id == contact.id, Contact.link_id == contact.link_id
    if session().scalar(select(Contact.id).where(*own).with_for_update()) is None:
        raise ContactNotFoundError
    if contact.agreed_at is None:
        contact.consents.append(ContactConsent(version=WORDING, given_at=now))
        contact.agreed_at, contact.withdrew_at, contact.binned_at = now, None, None
        upkeep.index_anew(contact)


def withdraw(*, contact: Contact, now: datetime) -> None:
    """Take the consent back: nobody invites them because of it any more, whatever else is known. Twice is once."""
    for each in contact.consents:
        each.withdrawn_at = each.withdrawn_at or now
    if contact.agreed_at is not None or contact.withdrew_at is None:
        contact.agreed_at, contact.withdrew_at = None, now
    session().flush()


def forget_consent(*, contact: Contact, now: datetime) -> None:
    """Whoever deletes their own registration is kept by no consent any more; an entry of the office tells of that."""
    if contact.entered_at is not None:
        withdraw(contact=contact, now=now)
    elif contact.agreed_at is not None or contact.withdrew_at is not None:
        session().delete(contact)
        session().flush()
