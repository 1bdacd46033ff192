"""Who is on a list, and on which lists somebody is: chosen, found by a search, or by the dates of a series."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, or_, select, union
from sqlalchemy.orm import joinedload

from webapp.contacts.models import Contact, ContactList, ContactListMember
from webapp.contacts.queries import KEPT
from webapp.contacts.types import ContactId, ContactListId, ListKind
from webapp.events.models import Event
from webapp.events.types import SeriesId
from webapp.foundation.database import session
from webapp.foundation.ordering import in_order
from webapp.organisations.types import OrganisationId
from webapp.registration.models import Attendee, Registration
from webapp.registration.types import RegistrationStatus

# Who wanted to come and was welcome, whether they could in the end or not. Whoever proved no address is nobody yet.
WELCOME = (
    RegistrationStatus.REQUESTED.value,
    RegistrationStatus.WAITING.value,
    RegistrationStatus.OFFERED.value,
    RegistrationStatus.CONFIRMED.value,
    RegistrationStatus.CANCELLED.value,
)


def addresses_at(organisation_id: OrganisationId, *which: ColumnElement[bool]) -> Select[str]:
    """The addresses of those who wanted to come to such events of the organisation, themselves or along with others."""
    own = Event.host_id == organisation_id, Event.deleted_at.is_(None), *which
    there = Registration.erased_at.is_(None), Registration.status.in_(WELCOME)
    registered = select(Registration.email_normal).join(Event, Event.id == Registration.event_id).where(*own, *there)
    along = select(Attendee.email_normal).join(Registration, Registration.id == Attendee.registration_id)
    along = along.join(Event, Event.id == Registration.event_id).where(*own, *there)
    along = along.where(Attendee.email_normal != "", Attendee.left_at.is_(None))
    return union(registered, along)  # type: ignore[return-value]


def is_member(found: ContactList) -> ColumnElement[bool]:
    """Whether a contact is on a list of people, by the office's hand or by the dates of the list's series.

    By these alone only who may be kept for longer than they are; and nobody whom the office took off.
    """
    here = select(ContactListMember.contact_id).where(ContactListMember.list_id == found.id)
    picked: Select[ContactId] = here.where(~ContactListMember.is_off)
    if found.kind != ListKind.SERIES:
        return Contact.id.in_(picked)
    came = addresses_at(found.organisation_id, Event.series_id == found.series_id)
    by_series = and_(Contact.organisation_id == found.organisation_id, KEPT, Contact.email_normal.in_(came))
    return and_(or_(Contact.id.in_(picked), by_series), Contact.id.not_in(here.where(ContactListMember.is_off)))


def lists_with(contact: Contact, series_ids: Collection[SeriesId]) -> list[ContactList]:
    """The lists that somebody is on who wanted to come to dates of these series, by name. One query."""
    here = select(ContactListMember.list_id).where(ContactListMember.contact_id == contact.id)
    picked: Select[ContactListId] = here.where(~ContactListMember.is_off)
    of_series = ContactList.series_id.in_(set(series_ids) if contact.is_kept else ())
    own = ContactList.organisation_id == contact.organisation_id, or_(ContactList.id.in_(picked), of_series)
    statement = select(ContactList).where(*own, ContactList.id.not_in(here.where(ContactListMember.is_off)))
    statement = statement.options(joinedload(ContactList.series))
    return sorted(session().scalars(statement.order_by(ContactList.id)), key=lambda each: in_order(each.name))
