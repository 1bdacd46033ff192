"""Lists of people to invite: kept, filled, and invited from."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from webapp.accounts import rights
from webapp.accounts.types import Role, Scope
from webapp.contacts.errors import ContactListNotFoundError, ListNameTakenError
from webapp.contacts.models import Contact, ContactList, ContactListMember
from webapp.contacts.queries.lists import SAID, came_to, find_series_list, invitable
from webapp.contacts.types import ContactId, Left, ListKind, Wanted
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation import tokens
from webapp.foundation.database import session, table_of
from webapp.foundation.names import same_name
from webapp.foundation.references import hold
from webapp.organisations.models import Organisation
from webapp.organisations.types import OrganisationId
from webapp.registration.services import Guest, invite

MOST_AT_ONCE = 2_000  # invited with one button; the rest with the next


@dataclass(frozen=True, slots=True)
class Invited:
    """How many were invited from a list, how many are still to be, and who can't be."""

    made: int
    rest: int
    left: Left


def keep_list(
    *,
    organisation_id: OrganisationId,
    name: str,
    now: datetime,
    contacts: Sequence[Contact] = (),
    wanted: Wanted | None = None,
) -> ContactList:
    """Keep a list of these people, or of whoever fits a search from now on; ListNameTakenError for a known name."""
    rights.require(Role.ORGANIZER, Scope.of_organisation(organisation_id))
    _refuse_known(organisation_id, name)
    made = ContactList(
        public_id=tokens.new_id(),
        organisation_id=organisation_id,
        name=name,
        kind=(ListKind.PICKED if wanted is None else ListKind.FOUND).value,
        wanted={} if wanted is None else _as_kept(wanted),
        created_at=now,
    )
    session().add(made)
    session().flush()
    put_on(contact_list=made, contacts=contacts)
    return made


@rights.needs(Role.ORGANIZER, of="contact_list")
def rename_list(*, contact_list: ContactList, name: str) -> None:
    """Give a list another name; ListNameTakenError."""
    if same_name(name) != same_name(contact_list.name):
        _refuse_known(contact_list.organisation_id, name)
    contact_list.name = name
    session().flush()


@rights.needs(Role.ORGANIZER, of="contact_list")
def delete_list(*, contact_list: ContactList) -> None:
    """Delete a list; the people on it stay."""
    session().delete(contact_list)
    session().flush()


@rights.needs(Role.ORGANIZER, of="contact_list")
def put_on(*, contact_list: ContactList, contacts: Iterable[Contact]) -> int:
    """Put people of the same organisation on a list; returns how many weren't on it before."""
    if contact_list.kind == ListKind.FOUND:
        return 0
    wanted = {each.id for each in contacts if each.organisation_id == contact_list.organisation_id}
    new = wanted - _members(contact_list, wanted)
    if new:
        rows = [{"list_id": contact_list.id, "contact_id": each} for each in sorted(new)]
        session().execute(insert(table_of(ContactListMember)), rows)
    return len(new)


@rights.needs(Role.ORGANIZER, of="contact_list")
def take_off(*, contact_list: ContactList, contacts: Iterable[Contact]) -> int:
    """Take people off a list; returns how many were on it."""
    gone = [each.id for each in contacts]
    here = ContactListMember.list_id == contact_list.id, ContactListMember.contact_id.in_(gone)
    return int(session().execute(delete(ContactListMember).where(*here)).rowcount)  # type: ignore[attr-defined]


@rights.needs(Role.ORGANIZER)
def invite_from(*, event: Event, contact_list: ContactList, now: datetime) -> Invited:
    """Invite the people of a list to an event of the same organisation, so many at once; nobody twice.

    Whoever wants no mail, took a consent back, or is known from events alone is left out and counted.
    RegistrationClosedError as for any invitation; MayNotError for whoever doesn't organize for the organisation, as its
    people would be theirs to read then.
    """
    rights.require(Role.ORGANIZER, contact_list.scope)
    if contact_list.organisation_id != event.host_id:
        raise ContactListNotFoundError
    found = invitable(contact_list, event.id)
    some = found.contacts[:MOST_AT_ONCE]
    made = invite(event=event, guests=[_guest(each) for each in some], now=now)
    return Invited(len(made), len(found.contacts) - len(some), found.left)


def list_for_series(
    *, organisation_id: OrganisationId, series_key: str, name: str, event_ids: Collection[EventId], now: datetime
) -> ContactList:
    """The list of a series, made when there is none, with all who registered for these events of the organisation.

    Who of them may be invited is found out when it is done (`queries.lists.invitable`); whoever leaves with the last
    registration leaves the list as well. How many are missing, and why, says `queries.lists.missing_of_series`.
    """
    rights.require(Role.ORGANIZER, Scope.of_organisation(organisation_id))
    hold(Organisation, organisation_id)
    found = find_series_list(organisation_id, series_key)
    if found is None:
        found = ContactList(
            public_id=tokens.new_id(),
            organisation_id=organisation_id,
            name=name,
            kind=ListKind.SERIES.value,
            series_key=series_key,
            created_at=now,
        )
        session().add(found)
        session().flush()
    put_on(contact_list=found, contacts=came_to(organisation_id, event_ids))
    return found


def _guest(contact: Contact) -> Guest:
    return Guest(contact.name or contact.email, contact.email, contact.company, contact.language)


def _refuse_known(organisation_id: OrganisationId, name: str) -> None:
    hold(Organisation, organisation_id)  # of two who give the same name at once, the second one finds the first
    known = session().scalars(select(ContactList.name).where(ContactList.organisation_id == organisation_id))
    if same_name(name) in map(same_name, known):
        raise ListNameTakenError


def _members(contact_list: ContactList, among: Collection[ContactId]) -> set[ContactId]:
    here = ContactListMember.list_id == contact_list.id, ContactListMember.contact_id.in_(among)
    return set(session().scalars(select(ContactListMember.contact_id).where(*here)))


def _as_kept(wanted: Wanted) -> dict[str, str]:
    """The search without the day of a review: that one is another each day."""
    said = {name: getattr(wanted, name) for name in SAID}
    return {name: value for name, value in said.items() if value}
