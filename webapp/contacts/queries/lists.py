"""Lists of people to invite: who is on them, who can be invited, and why the others can't."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from sqlalchemy import func, select

from webapp.contacts import rules
from webapp.contacts.errors import ContactListNotFoundError
from webapp.contacts.models import Contact, ContactList, ContactListMember
from webapp.contacts.queries import each_of
from webapp.contacts.types import Left, ListKind, Wanted, WhyNot
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.foundation.matching import looked_for
from webapp.foundation.ordering import in_order
from webapp.organisations.types import OrganisationId
from webapp.registration.addresses import refusing_among
from webapp.registration.models import Invitation, Registration
from webapp.registration.types import LIVE, InvitationStatus, RegistrationStatus

_AT_ONCE = 500
SAID = ("words", "tag", "consent", "source", "event")  # what a search that is kept says
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """A list, and how many were picked for it."""

    list: ContactList
    picked: int


@dataclass(frozen=True, slots=True)
class Invitable:
    """Who of a list can be invited, and how many can't, by reason."""

    contacts: Sequence[Contact]
    left: Left


def lists_of(organisation_id: OrganisationId, *, words: str = "", in_bin: bool = False) -> list[Row]:
    """The organisation's lists whose names hold all of these words, or those that it has deleted. One query."""
    picked = select(func.count()).where(ContactListMember.list_id == ContactList.id).scalar_subquery()
    statement = select(ContactList, picked).where(ContactList.organisation_id == organisation_id)
    statement = statement.where(ContactList.deleted_at.is_not(None) == in_bin)
    rows = [Row(found, count) for found, count in session().execute(statement.order_by(ContactList.id))]
    return sorted(looked_for(words, rows, lambda row: row.list.name), key=lambda row: in_order(row.list.name))


def get_list(organisation_id: OrganisationId, public_id: str, *, in_bin: bool = False) -> ContactList:
    """A list of the organisation, or one that it has deleted; ContactListNotFoundError. One query."""
    lies_there = ContactList.deleted_at.is_not(None) == in_bin
    own = ContactList.organisation_id == organisation_id, ContactList.public_id == public_id, lies_there
    found = session().scalars(select(ContactList).where(*own)).one_or_none()
    if found is None:
        raise ContactListNotFoundError
    return found


def wanted_of(found: ContactList) -> Wanted:
    """The search of a list that is found anew each time."""
    said = found.wanted
    words, tag, consent, source, event = (said.get(name, "") for name in SAID)
    return Wanted(words, tag, consent, source, event)


def members_of(found: ContactList) -> Iterator[Sequence[Contact]]:
    """Everybody on the list, so many at a time, in the order of their ids."""
    if found.kind == ListKind.FOUND:
        yield from each_of(found.organisation_id, wanted_of(found), at_once=_AT_ONCE)
        return
    member = select(ContactListMember.contact_id).where(ContactListMember.list_id == found.id)
    last = 0
    while True:
        statement = select(Contact).where(Contact.id.in_(member), Contact.id > last).order_by(Contact.id)
        page = session().scalars(statement.limit(_AT_ONCE)).all()
        if page:
            last = page[-1].id
            yield page
        if len(page) < _AT_ONCE:
            return


def invitable(found: ContactList, event_id: EventId | None = None) -> Invitable:
    """Who of a list can be invited: to the event, if one is named, those whom it doesn't know yet."""
    fit: list[Contact] = []
    why: Counter[WhyNot] = Counter()
    for page in members_of(found):
        refusing = refusing_among(each.email_normal for each in page)
        known = _known_at(event_id, [each.email_normal for each in page]) if event_id is not None else set()
        for each in page:
            reason = _why_not(each, refusing, known)
            if reason is None:
                fit.append(each)
            else:
                why[reason] += 1
    return Invitable(fit, Left(len(fit), dict(why)))


def missing_of_series(*, organisation_id: OrganisationId, event_ids: Collection[EventId]) -> Left:
    """Of those who came to these events of the organisation: how many can be invited again, and why others can't.

    GONE are registrations that were deleted in time. Whoever gave the place up is counted as well: they wanted to come.
    """
    fit, why = 0, Counter[WhyNot]()
    for page in _portions(_addresses_at(organisation_id, event_ids)):
        people = _contacts_at(organisation_id, page)
        refusing = refusing_among(page)
        for email_normal in page:
            contact = people.get(email_normal)
            reason = WhyNot.NO_BASIS if contact is None else _why_not(contact, refusing, set())
            if reason is None:
                fit += 1
            else:
                why[reason] += 1
    gone = select(func.count()).select_from(Registration).join(Event, Event.id == Registration.event_id)
    gone = gone.where(Registration.event_id.in_(event_ids), Event.host_id == organisation_id)
    if count := session().scalar(gone.where(Registration.erased_at.is_not(None))):
        why[WhyNot.GONE] = count
    return Left(fit, dict(why))


def came_to(organisation_id: OrganisationId, event_ids: Collection[EventId]) -> Iterator[Contact]:
    """The contacts of all who were registered at these events of the organisation."""
    for page in _portions(_addresses_at(organisation_id, event_ids)):
        yield from _contacts_at(organisation_id, page).values()


def find_series_list(organisation_id: OrganisationId, series_key: str) -> ContactList | None:
    """The list that belongs to a series. One query."""
    is_kept = ContactList.deleted_at.is_(None)
    own = ContactList.organisation_id == organisation_id, ContactList.series_key == series_key, is_kept
    return session().scalars(select(ContactList).where(*own)).one_or_none()


def _why_not(contact: Contact, refusing: set[str], known: set[str]) -> WhyNot | None:
    reason = rules.why_not(
        email=contact.email,
        is_kept=contact.is_kept,
        withdrew_at=contact.withdrew_at,
        agreed_at=contact.agreed_at,
        refuses=contact.email_normal in refusing,
    )
    return WhyNot.KNOWN if reason is None and contact.email_normal in known else reason


def _known_at(event_id: EventId, addresses: Collection[str]) -> set[str]:
    """Who is registered for the event, or invited to it, already. Two queries."""
    stands = Invitation.status != InvitationStatus.WITHDRAWN
    invited = select(Invitation.email_normal).where(
        Invitation.event_id == event_id, Invitation.email_normal.in_(addresses), stands
    )
    registered = select(Registration.email_normal).where(
        Registration.event_id == event_id, Registration.email_normal.in_(addresses), Registration.status.in_(LIVE)
    )
    return {*session().scalars(invited), *session().scalars(registered)}


def _addresses_at(organisation_id: OrganisationId, event_ids: Collection[EventId]) -> list[str]:
    """Who registered for these events and wasn't turned down. One query."""
    stood = Registration.erased_at.is_(None), Registration.status.not_in([RegistrationStatus.DECLINED.value])
    statement = select(Registration.email_normal).join(Event, Event.id == Registration.event_id).distinct()
    statement = statement.where(*stood, Registration.event_id.in_(event_ids), Event.host_id == organisation_id)
    return sorted(session().scalars(statement))


def _contacts_at(organisation_id: OrganisationId, addresses: Collection[str]) -> dict[str, Contact]:
    own = Contact.organisation_id == organisation_id, Contact.email_normal.in_(addresses)
    return {each.email_normal: each for each in session().scalars(select(Contact).where(*own))}


def _portions(wanted: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(wanted)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
