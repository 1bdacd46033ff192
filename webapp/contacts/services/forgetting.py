"""Entries that go: into the bin for thirty days, or at once and everywhere."""

from datetime import datetime, timedelta

from sqlalchemy import select

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.contacts.errors import ContactBoundError, ContactNotFoundError
from webapp.contacts.models import Contact, ContactConsent
from webapp.contacts.queries.knowledge import names_of
from webapp.contacts.services import upkeep
from webapp.contacts.services.corrections import refresh_what_was_corrected
from webapp.contacts.services.importing import forget_in_tables
from webapp.contacts.services.joining import find_by_address
from webapp.contacts.services.lists import forget_in_searches
from webapp.foundation.database import session
from webapp.foundation.going_on import Work, go_through
from webapp.foundation.transaction import all_or_nothing, savepoint
from webapp.registration.services import erase_address

KEPT_IN_BIN = timedelta(days=30)
_ONCE = 500


@rights.needs(Role.ORGANIZER, of="contact")
def put_in_bin(*, contact: Contact, now: datetime) -> None:
    """Delete the entry of the office, for good in thirty days; what events know stays as long as they do.

    ContactBoundError for whoever is known from events alone.
    """
    if not contact.is_kept:
        raise ContactBoundError
    contact.binned_at = now
    upkeep.index_anew(contact)


@rights.needs(Role.ORGANIZER, of="contact")
def restore(*, contact: Contact) -> None:
    """Take an entry out of the bin as it was."""
    if session().scalar(select(Contact.id).where(Contact.id == contact.id).with_for_update()) is None:
        raise ContactNotFoundError  # deleted for good meanwhile
    contact.binned_at = None
    upkeep.index_anew(contact)


def empty_bin(*, now: datetime) -> int:
    """Delete for good what has lain in the bin for thirty days; returns how many."""
    over = select(Contact.id).where(Contact.binned_at < now - KEPT_IN_BIN).order_by(Contact.id).limit(_ONCE)
    found = session().scalars(over).all()
    return len(go_through(Work("empty the bin", lambda each: _let_go(each, now), savepoint), found))


def forget_withdrawn(*, now: datetime) -> int:
    """Delete those of whom only a consent told that was taken back thirty days ago; returns how many."""
    alone = Contact.entered_at.is_(None), Contact.agreed_at.is_(None), ~Contact.in_events
    over = select(Contact).where(Contact.withdrew_at < now - KEPT_IN_BIN, *alone).order_by(Contact.id).limit(_ONCE)
    found = list(session().scalars(over))
    for each in found:
        session().delete(each)
    session().flush()
    return len(found)


def _let_go(contact_id: int, now: datetime) -> None:
    """Leave what events know, which is kept by their own time; whoever is taken out of the bin meanwhile stays."""
    still = select(Contact).where(Contact.id == contact_id, Contact.binned_at < now - KEPT_IN_BIN)
    contact = session().scalar(still.with_for_update(of=Contact).execution_options(populate_existing=True))
    if contact is None:
        return
    key = contact.organisation_id, contact.email_normal
    withdrew_at, link_id = contact.withdrew_at, contact.link_id
    withdrawn = [each for each in contact.consents if each.withdrawn_at is not None] if withdrew_at else []
    told = [(each.version, each.event_title, each.given_at, each.withdrawn_at) for each in withdrawn]
    session().delete(contact)
    session().flush()
    upkeep.refresh({key}, now)
    # Whoever took a consent back is asked no more, as long as anything is known of them.
    if withdrew_at is not None and (left := find_by_address(*key)):
        left.withdrew_at, left.link_id = withdrew_at, link_id
        names = "version", "event_title", "given_at", "withdrawn_at"
        left.consents.extend(ContactConsent(**dict(zip(names, each, strict=True))) for each in reversed(told))
        session().flush()


@rights.needs(Role.ORGANIZER, of="contact")
@all_or_nothing
def erase_everywhere(*, contact: Contact, now: datetime) -> None:
    """Delete somebody from all that the organisation keeps: registrations, invitations, mails, lists, and this page.

    What is counted stays. Whoever wants no mail any more isn't forgotten as such: only a digest says so.
    """
    # Whoever is inviting them has done so, or finds nobody.
    session().refresh(contact, with_for_update={"of": Contact})
    organisation_id, email_normal = contact.organisation_id, contact.email_normal
    forget_in_tables(organisation_id=organisation_id, address=email_normal)
    names = names_of(contact)
    erase_address(organisation_id=organisation_id, email_normal=email_normal, now=now)
    session().flush()
    left = session().scalars(select(Contact).where(Contact.id == contact.id)).one_or_none()
    if left is not None:
        session().delete(left)
        session().flush()
    refresh_what_was_corrected()  # so that nobody is found by what others had said of them
    forget_in_searches(organisation_id=organisation_id, address=email_normal, names=names)
