"""What contacts know of a series: its list, who of its dates is missing there, and who came to several of them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from webapp.contacts.errors import ContactListNotFoundError
from webapp.contacts.models import Contact, ContactList, ContactListMember
from webapp.contacts.queries.lists import portions, why_not
from webapp.contacts.queries.membership import WELCOME, addresses_at
from webapp.contacts.types import ContactId, Left, WhyNot
from webapp.events.models import Event
from webapp.events.types import EventId, SeriesId
from webapp.foundation.database import session
from webapp.registration.addresses import refusing_among
from webapp.registration.models import Attendee, Registration
from webapp.registration.types import RegistrationStatus

SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Missing:
    """Who of some dates can't be invited again, by reason; `gone` are registrations that were deleted by now."""

    left: Left
    gone: int


@dataclass(frozen=True, slots=True)
class Regulars:
    """Of all who came to some dates those who came to several, and the first of them with how many."""

    people: Sequence[tuple[Contact, int]] = ()
    several: int = 0
    all: int = 0


def list_of(series_id: SeriesId) -> ContactList:
    """The list that the series keeps. One query."""
    found = session().scalars(select(ContactList).where(ContactList.series_id == series_id)).one_or_none()
    if found is None:
        raise ContactListNotFoundError
    return found


def missing_of(found: ContactList, event_ids: Collection[EventId]) -> Missing:
    """Who of these dates of the list's organisation is missing there, or can't be invited from it.

    Three queries, and two more for every few hundred people.
    """
    here = ContactListMember.list_id == found.id, ContactListMember.is_off
    off = set(session().scalars(select(ContactListMember.contact_id).where(*here)))
    why = Counter[WhyNot]()
    there = session().scalars(addresses_at(found.organisation_id, Event.id.in_(event_ids))).all()
    for some in portions(there):
        why.update(_why(found, some, off))
    erased = select(func.count()).select_from(Registration).join(Event, Event.id == Registration.event_id)
    erased = erased.where(Event.id.in_(event_ids), Event.host_id == found.organisation_id)
    erased = erased.where(Registration.erased_at.is_not(None), Registration.status.in_(WELCOME))
    return Missing(Left(why=dict(why)), session().scalar(erased) or 0)


def _why(found: ContactList, addresses: Sequence[str], off: Collection[ContactId]) -> Counter[WhyNot]:
    own = Contact.organisation_id == found.organisation_id, Contact.email_normal.in_(addresses)
    known = {each.email_normal: each for each in session().scalars(select(Contact).where(*own))}
    refusing = refusing_among(addresses)
    why = Counter(WhyNot.NO_BASIS for each in addresses if each not in known)
    for each in known.values():
        reason = why_not(each, refusing, off=off)
        if reason is not None:
            why[reason] += 1
    return why


def regulars_of(found: ContactList, event_ids: Collection[EventId], *, limit: int) -> Regulars:
    """Who came to several of these dates of the list's organisation, most of them first. Three queries.

    Where the doors let people in, those came whom they let in; else whoever had a place.
    """
    there = _came(found, event_ids)
    known = there.join(Contact, _is(found)).group_by(Contact.id).subquery()
    each_one = select(known.c.times, func.count()).group_by(known.c.times)
    counted: dict[int, int] = {row[0]: row[1] for row in session().execute(each_one)}
    first = select(Contact, known.c.times).join(known, known.c.id == Contact.id).where(known.c.times >= SEVERAL)
    first = first.order_by(known.c.times.desc(), Contact.sorted_by, Contact.id).limit(limit)
    several = sum(people for times, people in counted.items() if times >= SEVERAL)
    people = [(row[0], row[1]) for row in session().execute(first)] if several else []
    return Regulars(people, several, sum(counted.values()))


def _came(found: ContactList, event_ids: Collection[EventId]) -> Select[ContactId, int]:
    let_in = Attendee.entered_at.is_not(None)
    doors = select(Registration.event_id).join(Attendee, Attendee.registration_id == Registration.id).distinct()
    had_doors = session().scalars(doors.where(let_in, Registration.event_id.in_(event_ids))).all()
    there = select(Contact.id, func.count(Registration.event_id.distinct()).label("times")).select_from(Attendee)
    there = there.join(Registration, Registration.id == Attendee.registration_id)
    there = there.join(Event, Event.id == Registration.event_id).where(
        Event.id.in_(event_ids), Event.host_id == found.organisation_id, Event.deleted_at.is_(None)
    )
    has_place = Registration.erased_at.is_(None), Registration.status == RegistrationStatus.CONFIRMED.value
    came = or_(let_in, and_(Attendee.left_at.is_(None), Registration.event_id.not_in(had_doors)))
    return there.where(*has_place, came)


def _is(found: ContactList) -> ColumnElement[bool]:
    """Whoever has no address of their own is reached by that of the registration."""
    address = case((Attendee.email_normal == "", Registration.email_normal), else_=Attendee.email_normal)
    return and_(Contact.organisation_id == found.organisation_id, Contact.email_normal == address)
