"""Lists of people to invite: kept, filled, and invited from."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from webapp.accounts import rights
from webapp.accounts.types import Role, Scope
from webapp.contacts import rules
from webapp.contacts.errors import ContactListNotFoundError, ListNameTakenError, ListOfSeriesError
from webapp.contacts.models import Contact, ContactList, ContactListMember
from webapp.contacts.queries import KEPT
from webapp.contacts.queries.lists import OF_SERIES_IN_USE, SAID, invitable, members_of
from webapp.contacts.queries.membership import WELCOME, is_member
from webapp.contacts.types import ContactId, Left, ListKind, Wanted
from webapp.events.models import Event
from webapp.events.types import SeriesId
from webapp.foundation import bins, tokens
from webapp.foundation.database import session, table_of
from webapp.foundation.inserting import insert_new
from webapp.foundation.matching import folded
from webapp.foundation.names import same_name
from webapp.foundation.references import hold
from webapp.foundation.seen import refuse_unseen
from webapp.organisations.models import Organisation
from webapp.organisations.types import OrganisationId
from webapp.registration.addresses import says_address
from webapp.registration.models import Registration
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
    """Give a list another name; ListNameTakenError, ListOfSeriesError."""
    _refuse_of_series(contact_list)
    if same_name(name) != same_name(contact_list.name):
        _refuse_known(contact_list.organisation_id, name)
    contact_list.name = name
    session().flush()


@rights.needs(Role.ORGANIZER, of="contact_list")
def delete_list(*, contact_list: ContactList, now: datetime) -> None:
    """Put a list into the bin; the people on it stay. ListOfSeriesError."""
    _refuse_of_series(contact_list)
    bins.put_in(contact_list, now)


@rights.needs(Role.ORGANIZER, of="contact_list")
def restore_list(*, contact_list: ContactList) -> None:
    """Out of the bin, with those on it who are still known; ListNameTakenError where another is called so by now."""
    if contact_list.deleted_at is None:
        return
    _refuse_known(contact_list.organisation_id, contact_list.name)
    bins.take_out(contact_list)


@rights.needs(Role.ORGANIZER, of="contact_list")
def put_on(*, contact_list: ContactList, contacts: Iterable[Contact]) -> int:
    """Put people of the same organisation on a list; returns how many weren't on it before."""
    if contact_list.kind == ListKind.FOUND:
        return 0
    wanted = {each.id for each in contacts if each.organisation_id == contact_list.organisation_id}
    new = wanted - _among(contact_list, wanted)
    _mark(contact_list, wanted, is_off=False)
    return len(new)


@rights.needs(Role.ORGANIZER, of="contact_list")
def take_off(*, contact_list: ContactList, contacts: Iterable[Contact]) -> int:
    """Take people off a list; returns how many were on it. Off that of a series they stay, whatever they come to."""
    gone = _among(contact_list, {each.id for each in contacts})
    if contact_list.kind == ListKind.SERIES:
        _mark(contact_list, gone, is_off=True)
    else:
        _strike(contact_list, gone)
    return len(gone)


@rights.needs(Role.ORGANIZER)
def invite_from(*, event: Event, contact_list: ContactList, now: datetime, seen: str | None = None) -> Invited:
    """Invite the people of a list to an event of the same organisation, so many at once; nobody twice.

    Whoever wants no mail, took a consent back, or is known from events alone is left out and counted.
    RegistrationClosedError as for any invitation; MayNotError for whoever doesn't organize for the organisation, as its
    people would be theirs to read then. SeenOtherwiseError when others would be invited than those who were `seen`
    (`Invitable.seen`).
    """
    rights.require(Role.ORGANIZER, contact_list.scope)
    if contact_list.organisation_id != event.host_id:
        raise ContactListNotFoundError
    found = invitable(contact_list, event.id)
    refuse_unseen(seen, found.seen)
    some = found.contacts[:MOST_AT_ONCE]
    still = select(Contact.id).where(Contact.id.in_([each.id for each in some])).order_by(Contact.id)
    there = set(session().scalars(still.with_for_update()))  # nobody is erased while they are invited
    made = invite(event=event, guests=[_guest(each) for each in some if each.id in there], now=now)
    return Invited(len(made), len(found.contacts) - len(some), found.left)


def keep_list_of_series(*, series_id: SeriesId, organisation_id: OrganisationId, title: str, now: datetime) -> None:
    """Have a series keep a list, which is called as the series is."""
    found = session().scalars(select(ContactList).where(ContactList.series_id == series_id)).one_or_none()
    if found is None:
        found = ContactList(
            public_id=tokens.new_id(),
            organisation_id=organisation_id,
            kind=ListKind.SERIES.value,
            series_id=series_id,
            created_at=now,
        )
        session().add(found)
    found.name = title
    session().flush()


def stay_on_list(*, registration: Registration, addresses: Collection[str]) -> None:
    """Have those stay on the list of the event's series who may be kept, though their registration is deleted now."""
    event = registration.event
    if event.series_id is None or registration.status not in WELCOME:
        return
    of_series = ContactList.series_id == event.series_id, ContactList.organisation_id == event.host_id
    list_id = session().scalar(select(ContactList.id).where(*of_series))
    if list_id is not None:
        own = Contact.organisation_id == event.host_id, Contact.email_normal.in_(addresses), KEPT
        for contact_id in session().scalars(select(Contact.id).where(*own)).all():
            insert_new(ContactListMember, list_id=list_id, contact_id=contact_id)


def forget_in_searches(*, organisation_id: OrganisationId, address: str, names: Collection[str]) -> None:
    """A list of whoever fits the address of somebody who was erased is one of nobody.

    So is one that finds nobody any more, and holds a word of their names, or no other words than those of the address.
    Without the words that it was found by it would be one of everybody.
    """
    own = ContactList.organisation_id == organisation_id, ContactList.kind == ListKind.FOUND.value
    for each in session().scalars(select(ContactList).where(*own)).all():
        words = each.wanted.get("words", "")
        if says_address(words, address) or (_tells_of(words, address, names) and not any(members_of(each))):
            each.kind, each.wanted = ListKind.PICKED.value, {}
    session().flush()


def _tells_of(words: str, address: str, names: Collection[str]) -> bool:
    said = set(folded(words).split())
    return bool(said & rules.words_in(*names)) or (bool(said) and said <= rules.words_in(address))


def _guest(contact: Contact) -> Guest:
    return Guest(contact.name or contact.email, contact.email, contact.company, contact.language)


def _refuse_known(organisation_id: OrganisationId, name: str) -> None:
    hold(Organisation, organisation_id)  # of two who give the same name at once, the second one finds the first
    own = ContactList.organisation_id == organisation_id, ContactList.deleted_at.is_(None), OF_SERIES_IN_USE
    known = session().scalars(select(ContactList.name).where(*own))
    if same_name(name) in map(same_name, known):
        raise ListNameTakenError


def _refuse_of_series(contact_list: ContactList) -> None:
    if contact_list.kind == ListKind.SERIES:
        raise ListOfSeriesError


def _among(contact_list: ContactList, wanted: Collection[ContactId]) -> set[ContactId]:
    """Those of these who are on the list."""
    return set(session().scalars(select(Contact.id).where(Contact.id.in_(wanted), is_member(contact_list))))


def _mark(contact_list: ContactList, contact_ids: Collection[ContactId], *, is_off: bool) -> None:
    _strike(contact_list, contact_ids)
    if contact_ids:
        rows = [{"list_id": contact_list.id, "contact_id": each, "is_off": is_off} for each in sorted(contact_ids)]
        session().execute(insert(table_of(ContactListMember)), rows)


def _strike(contact_list: ContactList, contact_ids: Collection[ContactId]) -> None:
    here = ContactListMember.list_id == contact_list.id, ContactListMember.contact_id.in_(contact_ids)
    session().execute(delete(ContactListMember).where(*here))


def _as_kept(wanted: Wanted) -> dict[str, str]:
    """The search without the day of a review: that one is another each day."""
    said = {name: getattr(wanted, name) for name in SAID}
    return {name: value for name, value in said.items() if value}


bins.has_a_bin(ContactList)
