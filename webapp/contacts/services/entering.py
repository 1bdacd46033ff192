"""People whom the office enters, with where they are known from, what for, and when that is to be looked at again."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypedDict, Unpack

from webapp.accounts import rights
from webapp.accounts.types import Role, Scope
from webapp.contacts.errors import ContactInvalidError, ContactKnownError
from webapp.contacts.models import Contact
from webapp.contacts.services import joining, tagging, upkeep
from webapp.contacts.services.joining import find_by_address
from webapp.contacts.types import LONGEST_COMPANY, LONGEST_NAME, LONGEST_PHONE, LONGEST_SAID
from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.foundation.email_addresses import AddressInvalidError, checked_address, normal_form
from webapp.foundation.text import lines, one_line
from webapp.organisations.types import OrganisationId

_LONGEST = {
    "name": LONGEST_NAME,
    "company": LONGEST_COMPANY,
    "phone": LONGEST_PHONE,
    "source": LONGEST_SAID,
    "purpose": LONGEST_SAID,
}
_REQUIRED = ("name", "source", "purpose")
MISSING, TOO_LONG, NO_ADDRESS = "missing", "too_long", "no_address"


class Entry(TypedDict):
    """All that the office enters of somebody."""

    name: str
    email: str
    company: str
    phone: str
    language: str
    source: str
    purpose: str
    review_on: date | None


def problems(entry: Mapping[str, object]) -> dict[str, str]:
    """What keeps an entry from being taken, by field."""
    said = {name: one_line(str(entry.get(name) or "")) for name in (*_LONGEST, "email")}
    found = {name: TOO_LONG for name, longest in _LONGEST.items() if len(said[name]) > longest}
    found |= {name: MISSING for name in _REQUIRED if not said[name]}
    if entry.get("review_on") is None:
        found["review_on"] = MISSING
    if said["email"]:
        try:
            checked_address(said["email"])
        except AddressInvalidError:
            found["email"] = NO_ADDRESS
    return found


def enter(
    *, organisation_id: OrganisationId, now: datetime, tags: list[str] | None = None, **entry: Unpack[Entry]
) -> Contact:
    """Enter somebody; ContactInvalidError by field, ContactKnownError when the office has entered the address before.

    Whoever is known from events, or lies in the bin, is that one from then on.
    """
    rights.require(Role.ORGANIZER, Scope.of_organisation(organisation_id))
    _refuse(entry)
    address = checked_address(entry["email"]) if entry["email"] else ""
    contact = find_by_address(organisation_id, normal_form(address)) if address else None
    if contact is not None and contact.entered_at is not None and contact.binned_at is None:
        raise ContactKnownError(public_id=contact.public_id, is_binned=False)
    if contact is None:
        public_id = tokens.new_id()
        contact = Contact(
            public_id=public_id,
            organisation_id=organisation_id,
            email_normal=normal_form(address) or f"-{public_id}",
            in_events=False,
            created_at=now,
        )
        session().add(contact)
    _put(contact, entry, address, now)
    if tags:
        tagging.add_tags(contacts=[contact], tags=tags)
    return contact


def enter_unless_known(organisation_id: OrganisationId, entry: Entry, tags: list[str], now: datetime) -> bool:
    """Enter somebody from a table; False for whoever is entered already, or can't be."""
    try:
        enter(organisation_id=organisation_id, now=now, tags=tags, **entry)
    except (ContactKnownError, ContactInvalidError):
        return False
    return True


@rights.needs(Role.ORGANIZER, of="contact")
def change(*, contact: Contact, now: datetime, **entry: Unpack[Entry]) -> None:
    """Change what the office has entered, or enter somebody who is known from events alone.

    Errors as for `enter`. With another address it is another one's registrations that stand behind the entry, and what
    is known of that one is known of both. A consent ends with its address; what was taken back stays so.
    """
    _refuse(entry)
    address = checked_address(entry["email"]) if entry["email"] else ""
    normal = normal_form(address) or f"-{contact.public_id}"
    before, withdrew_at, link_id = contact.email_normal, contact.withdrew_at, contact.link_id
    if normal != before:
        other = find_by_address(contact.organisation_id, normal)
        if other is not None and (other.is_kept or other.binned_at is not None):
            raise ContactKnownError(public_id=other.public_id, is_binned=other.binned_at is not None)
        _readdress(contact, normal, other, now)
    _put(contact, entry, address, now)
    if normal != before:
        upkeep.refresh({(contact.organisation_id, before), (contact.organisation_id, normal)}, now)
        _leave_withdrawal(contact, before, withdrew_at, link_id)


@rights.needs(Role.ORGANIZER, of="contact")
def remark(*, contact: Contact, tags: list[str], note: str) -> None:
    """Have somebody carry just these words, and keep what the office wants to remember of them."""
    tagging.set_tags(contact=contact, tags=tags)
    contact.note = lines(note)
    session().flush()


@rights.needs(Role.ORGANIZER, of="contact")
def reviewed(*, contact: Contact, review_on: date) -> None:
    """Say that somebody is still to be kept, and when that is to be looked at again."""
    contact.review_on = review_on
    session().flush()


def _readdress(contact: Contact, normal: str, other: Contact | None, now: datetime) -> None:
    if contact.agreed_at is not None:
        # A consent was given by whoever proved the address, and goes with it.
        contact.agreed_at = None
        contact.consents.clear()
    link_id = tokens.new_id() if other is None else other.link_id
    if other is not None:
        joining.join(contact, other, now)
    contact.email_normal, contact.link_id = normal, link_id
    session().flush()


def _leave_withdrawal(contact: Contact, before: str, withdrew_at: datetime | None, link_id: str) -> None:
    """Letters to the address of before told of a link: it is still that of whoever has the address."""
    left = find_by_address(contact.organisation_id, before)
    if left is not None:
        left.withdrew_at, left.link_id = withdrew_at, link_id
        session().flush()


def _refuse(entry: Mapping[str, object]) -> None:
    if found := problems(entry):
        raise ContactInvalidError(fields=found)


def _put(contact: Contact, entry: Entry, address: str, now: datetime) -> None:
    contact.name, contact.company = one_line(entry["name"]), one_line(entry["company"])
    contact.phone, contact.language, contact.email = one_line(entry["phone"]), entry["language"], address
    contact.source, contact.purpose = one_line(entry["source"]), one_line(entry["purpose"])
    contact.review_on, contact.binned_at = entry["review_on"], None
    contact.entered_at = contact.entered_at or now
    session().flush()
    upkeep.index_anew(contact)
