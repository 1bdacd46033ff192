"""Contacts that turn out to be one, and contacts that follow their person to another address."""

from datetime import datetime

from sqlalchemy import select, update

from webapp.contacts.models import Contact, ContactConsent, ContactListMember, ContactTag
from webapp.contacts.queries import traces
from webapp.contacts.services import upkeep
from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.foundation.inserting import insert_new
from webapp.foundation.names import same_name
from webapp.organisations.types import OrganisationId
from webapp.registration.models import Registration


def join(into: Contact, other: Contact, now: datetime) -> None:
    """Have one keep what is known of both: words, notes, lists and consents; the other one is deleted.

    Whoever was taken off a list stays off, and a withdrawal goes before whatever was agreed.
    """
    have = {same_name(each.tag) for each in into.tags}
    new = [each.tag for each in other.tags if same_name(each.tag) not in have]
    into.tags.extend(ContactTag(tag=each, organisation_id=into.organisation_id) for each in new)
    into.note = "\n".join(dict.fromkeys(filter(None, (into.note, other.note))))
    _take_places_on_lists(into, other)
    take_consents(into, other, now)
    session().expire(other)
    session().delete(other)
    session().flush()
    session().expire(into, ["tags"])


def take_consents(into: Contact, other: Contact, now: datetime) -> None:
    """What was agreed by one counts for the other one instead; what was taken back by either is taken back by both."""
    session().flush()
    agreed = [each.agreed_at for each in (into, other) if each.agreed_at is not None]
    withdrew = [each.withdrew_at for each in (into, other) if each.withdrew_at is not None]
    session().execute(update(ContactConsent).where(ContactConsent.contact_id == other.id).values(contact_id=into.id))
    for each in (into, other):
        session().expire(each, ["consents"])
    other.agreed_at = None
    into.withdrew_at = max(withdrew, default=None)
    into.agreed_at = None if withdrew else min(agreed, default=None)
    for consent in into.consents if withdrew else ():
        consent.withdrawn_at = consent.withdrawn_at or now
    session().flush()


def go_along(organisation_id: OrganisationId, before: str, after: str, now: datetime) -> None:
    """What is known of an address behind which nothing stands any more is known of the one in its place."""
    left = find_by_address(organisation_id, before)
    if left is None or left.entered_at or left.agreed_at or left.withdrew_at or not _is_left(left):
        return
    _move(left, after, now)


def take_consent_along(registration: Registration, before: str, now: datetime) -> None:
    """Whoever proved both addresses is asked and invited at the new one, and not at the one of before any more."""
    organisation_id, after = registration.event.host_id, registration.email_normal
    left = find_by_address(organisation_id, before)
    if left is None or not (left.agreed_at or left.withdrew_at):
        return
    if left.entered_at is None and _is_left(left):
        left.email = registration.email
        _move(left, after, now)
    else:
        upkeep.refresh({(organisation_id, after)}, now)
        if there := find_by_address(organisation_id, after):
            take_consents(there, left, now)
            there.binned_at = None
    upkeep.refresh({(organisation_id, before), (organisation_id, after)}, now)


def end_consent_given_with(registration: Registration, before: str) -> None:
    """It was the wrong address, as the desk says: what was agreed with this registration counts there no more."""
    left = find_by_address(registration.event.host_id, before)
    if left is None or left.agreed_at is None:
        return
    for each in list(left.consents):
        if each.given_at >= registration.created_at and each.event_title == registration.event.title:
            left.consents.remove(each)
    if all(each.withdrawn_at is not None for each in left.consents):
        left.agreed_at = None
    session().flush()


def find_by_address(organisation_id: OrganisationId, email_normal: str) -> Contact | None:
    """The contact with this address, in its normal form, also one in the bin. One query."""
    own = Contact.organisation_id == organisation_id, Contact.email_normal == email_normal
    return session().scalars(select(Contact).where(*own)).one_or_none()


def _is_left(contact: Contact) -> bool:
    """True when nothing at events stands behind its address any more."""
    session().flush()
    return not traces.persons_behind(contact.organisation_id, [contact.email_normal])


def _move(contact: Contact, after: str, now: datetime) -> None:
    there = find_by_address(contact.organisation_id, after)
    if there is not None:
        join(there, contact, now)
    else:
        contact.email_normal, contact.link_id = after, tokens.new_id()
        session().flush()


def _take_places_on_lists(into: Contact, other: Contact) -> None:
    places = select(ContactListMember).where(ContactListMember.contact_id == other.id)
    for place in session().scalars(places).all():
        insert_new(ContactListMember, list_id=place.list_id, contact_id=into.id, is_off=place.is_off)
        if place.is_off:
            own = ContactListMember.list_id == place.list_id, ContactListMember.contact_id == into.id
            session().execute(update(ContactListMember).where(*own).values(is_off=True))
