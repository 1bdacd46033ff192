"""Lists of people to invite: who is on them, who can be invited, and why the others can't."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from sqlalchemy import Select, func, or_, select

from webapp.contacts import rules
from webapp.contacts.errors import ContactListNotFoundError
from webapp.contacts.models import Contact, ContactList, ContactListMember
from webapp.contacts.queries import THERE, each_of
from webapp.contacts.queries.membership import is_member
from webapp.contacts.types import ContactId, Left, ListKind, Wanted, WhyNot
from webapp.events.models import EventSeries
from webapp.events.types import EventId, SeriesId
from webapp.foundation.database import session
from webapp.foundation.matching import looked_for
from webapp.foundation.ordering import in_order
from webapp.foundation.seen import mark_of
from webapp.organisations.types import OrganisationId
from webapp.registration.addresses import refusing_among
from webapp.registration.models import Invitation, Registration
from webapp.registration.types import LIVE, InvitationStatus

_AT_ONCE = 500
SAID = ("words", "tag", "consent", "source", "event")  # what a search that is kept says
_IN_USE: Select[SeriesId] = select(EventSeries.id).where(EventSeries.deleted_at.is_(None))
OF_SERIES_IN_USE = or_(ContactList.series_id.is_(None), ContactList.series_id.in_(_IN_USE))
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

    @property
    def seen(self) -> str:
        """What whoever is shown how many would be invited says to have seen."""
        return mark_of(sorted(each.public_id for each in self.contacts))


def lists_of(organisation_id: OrganisationId, *, words: str = "", in_bin: bool = False) -> list[Row]:
    """The organisation's lists whose names hold all of these words, or those that it has deleted. One query.

    That of a series goes to the bin and comes back with it.
    """
    here = ContactListMember.list_id == ContactList.id, ~ContactListMember.is_off, THERE
    there = (
        select(func.count()).select_from(ContactListMember).join(Contact, Contact.id == ContactListMember.contact_id)
    )
    picked = there.where(*here).scalar_subquery()
    statement = select(ContactList, picked).where(ContactList.organisation_id == organisation_id)
    statement = statement.where(ContactList.deleted_at.is_not(None) == in_bin, OF_SERIES_IN_USE)
    rows = [Row(found, count) for found, count in session().execute(statement.order_by(ContactList.id))]
    return sorted(looked_for(words, rows, lambda row: row.list.name), key=lambda row: in_order(row.list.name))


def get_list(organisation_id: OrganisationId, public_id: str, *, or_deleted: bool = False) -> ContactList:
    """A list of the organisation, with `or_deleted` also one in the bin; ContactListNotFoundError. One query."""
    own = ContactList.organisation_id == organisation_id, ContactList.public_id == public_id
    found = session().scalars(select(ContactList).where(*own)).one_or_none()
    if found is None or (found.deleted_at is not None and not or_deleted):
        raise ContactListNotFoundError
    return found


def wanted_of(found: ContactList) -> Wanted:
    """The search of a list that is found anew each time."""
    said = found.wanted
    words, tag, consent, source, event = (said.get(name, "") for name in SAID)
    return Wanted(words, tag, consent, source, event)


def members_of(found: ContactList) -> Iterator[Sequence[Contact]]:
    """Everybody on the list but for what lies in the bin, so many at a time, in the order of their ids."""
    if found.kind == ListKind.FOUND:
        yield from each_of(found.organisation_id, wanted_of(found), at_once=_AT_ONCE)
        return
    is_on, last = is_member(found), 0
    while True:
        statement = select(Contact).where(is_on, THERE, Contact.id > last).order_by(Contact.id)
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
            reason = why_not(each, refusing, known)
            if reason is None:
                fit.append(each)
            else:
                why[reason] += 1
    return Invitable(fit, Left(len(fit), dict(why)))


def why_not(
    contact: Contact, refusing: Collection[str], known: Collection[str] = (), off: Collection[ContactId] = ()
) -> WhyNot | None:
    """What keeps somebody of a list from being invited; the office's own word comes last."""
    reason = rules.why_not(
        email=contact.email,
        is_kept=contact.is_kept,
        withdrew_at=contact.withdrew_at,
        agreed_at=contact.agreed_at,
        refuses=contact.email_normal in refusing,
    )
    if reason is None and contact.id in off:
        return WhyNot.TAKEN_OFF
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


def portions(wanted: Iterable[T]) -> Iterator[list[T]]:
    """So many at a time."""
    rest = iter(wanted)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
