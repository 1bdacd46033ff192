"""The contacts of an organisation: who fits a search, a page at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import selectinload

from webapp.contacts.errors import ContactNotFoundError
from webapp.contacts.models import Contact, ContactTag
from webapp.contacts.queries.searching import found_by, in_all
from webapp.contacts.queries.traces import at_event
from webapp.contacts.types import Basis, ContactId, Wanted
from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.foundation.matching import looked_for
from webapp.foundation.ordering import in_order
from webapp.organisations.types import OrganisationId

AGREED, WITHDREW, NONE = "agreed", "withdrew", "none"
MOST_COUNTED = 10_000
_SEVERAL, _FEW = 2, 2_000
_MOST_SOURCES, _MOST_EVENTS = 60, 200
KEPT = and_(Contact.binned_at.is_(None), or_(Contact.entered_at.is_not(None), Contact.agreed_at.is_not(None)))
THERE = or_(Contact.binned_at.is_(None), Contact.in_events)
_CONSENT: dict[str, ColumnElement[bool]] = {
    AGREED: and_(Contact.agreed_at.is_not(None), Contact.binned_at.is_(None)),
    WITHDREW: Contact.withdrew_at.is_not(None),
    NONE: and_(Contact.agreed_at.is_(None), Contact.withdrew_at.is_(None)),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One page of contacts and how many there are in all; nobody counts beyond `MOST_COUNTED`."""

    contacts: Sequence[Contact]
    total: int

    @property
    def is_more(self) -> bool:
        """True when there are more than were counted."""
        return self.total > MOST_COUNTED


def contacts_of(organisation_id: OrganisationId, wanted: Wanted, *, limit: int, offset: int = 0) -> Found:
    """Contacts by name, with their tags. Three statements, one more for several words, one or two for each of them."""
    found = found_by(organisation_id, wanted.words)
    if found is None:
        return Found((), 0)
    few = _few(found)
    fits = _fits(organisation_id, wanted, found, few)
    if few is not None and replace(wanted, words="") == Wanted():
        total = len(few)
    else:
        # Whoever isn't there has no words, so for words alone their index is enough.
        of_words = found and replace(wanted, words="") == Wanted()
        counted = in_all(found) if of_words else select(Contact.id).where(*fits)
        total = session().scalar(select(func.count()).select_from(counted.limit(MOST_COUNTED + 1).subquery())) or 0
    page = select(Contact).where(*fits).order_by(Contact.sorted_by, Contact.id).limit(limit).offset(offset)
    return Found(session().scalars(page.options(selectinload(Contact.tags))).all() if total else (), total)


def each_of(organisation_id: OrganisationId, wanted: Wanted, *, at_once: int = 500) -> Iterator[Sequence[Contact]]:
    """All that fits, so many at a time, with their tags. Two statements for each time."""
    ids, last = _ids(organisation_id, wanted), ContactId(0)
    while ids is not None:
        statement = select(Contact).where(*ids, Contact.id > last).order_by(Contact.id).limit(at_once)
        page = session().scalars(statement.options(selectinload(Contact.tags))).all()
        if page:
            last = page[-1].id
            yield page
        if len(page) < at_once:
            return


def ids_of(organisation_id: OrganisationId, wanted: Wanted, *, limit: int) -> list[str]:
    """The public ids of what fits, at most so many, by name."""
    ids = _ids(organisation_id, wanted)
    if ids is None:
        return []
    statement = select(Contact.public_id).where(*ids).order_by(Contact.sorted_by, Contact.id).limit(limit)
    return list(session().scalars(statement))


def chosen_of(organisation_id: OrganisationId, public_ids: Iterable[str]) -> Sequence[Contact]:
    """These contacts of the organisation by name, with their tags; others are passed over. Two statements."""
    own = Contact.organisation_id == organisation_id, Contact.public_id.in_(set(public_ids)), THERE
    statement = select(Contact).where(*own).order_by(Contact.sorted_by, Contact.id)
    return session().scalars(statement.options(selectinload(Contact.tags))).all()


def get_contact(organisation_id: OrganisationId, public_id: str, *, binned: bool = False) -> Contact:
    """A contact of the organisation; ContactNotFoundError. One in the bin only where it is asked for."""
    statement = select(Contact).where(Contact.organisation_id == organisation_id, Contact.public_id == public_id)
    found = session().scalars(statement if binned else statement.where(THERE)).one_or_none()
    if found is None:
        raise ContactNotFoundError
    return found


def find_by_link(link_id: str) -> Contact | None:
    """The contact behind the link in a letter to its address, whatever lies in the bin. One query."""
    return session().scalars(select(Contact).where(Contact.link_id == link_id)).one_or_none()


def bin_of(organisation_id: OrganisationId, words: str = "") -> Sequence[Contact]:
    """What lies in the bin and is told by these words, the latest first. One query."""
    own = Contact.organisation_id == organisation_id, Contact.binned_at.is_not(None)
    found = session().scalars(select(Contact).where(*own).order_by(Contact.binned_at.desc(), Contact.id))
    return looked_for(words, found, lambda each: f"{each.name} {each.company} {each.email}")


def due_counts(organisation_ids: Iterable[OrganisationId], today: date) -> dict[OrganisationId, int]:
    """How many entries of these organisations are to be looked at again by now, where there are any. One query."""
    due = Contact.organisation_id.in_(list(organisation_ids)), Contact.review_on <= today, KEPT
    counted = select(Contact.organisation_id, func.count()).where(*due).group_by(Contact.organisation_id)
    return {row[0]: row[1] for row in session().execute(counted)}


def counts_of(organisation_ids: Iterable[OrganisationId]) -> dict[OrganisationId, int]:
    """How many contacts each of these organisations has; none is left out. One query."""
    ids = list(organisation_ids)
    counted = select(Contact.organisation_id, func.count()).where(Contact.organisation_id.in_(ids), THERE)
    found = {row[0]: row[1] for row in session().execute(counted.group_by(Contact.organisation_id))}
    return {each: found.get(each, 0) for each in ids}


def tags_of(organisation_id: OrganisationId) -> list[str]:
    """The office's own words about its contacts, in alphabetical order. One query."""
    statement = select(ContactTag.tag).where(ContactTag.organisation_id == organisation_id).distinct()
    return sorted(session().scalars(statement), key=in_order)


def sources_of(organisation_id: OrganisationId) -> list[str]:
    """Where the office says that it knows people from, in alphabetical order. One query."""
    said = Contact.organisation_id == organisation_id, Contact.source != ""
    statement = select(Contact.source).where(*said).distinct().order_by(Contact.source).limit(_MOST_SOURCES)
    return sorted(session().scalars(statement), key=in_order)


def events_of(organisation_id: OrganisationId) -> Sequence[Event]:
    """The organisation's events but for what lies in the bin, the latest first. One query."""
    own = Event.host_id == organisation_id, Event.deleted_at.is_(None)
    statement = select(Event).where(*own).order_by(Event.starts_at.desc(), Event.id.desc())
    return session().scalars(statement.limit(_MOST_EVENTS)).all()


def of_firm(organisation_id: OrganisationId, firm: str) -> Sequence[Contact]:
    """The people of a company, as companies are compared, by name; with their tags. Two statements."""
    own = Contact.organisation_id == organisation_id, Contact.firm == firm, THERE
    statement = select(Contact).where(*own).order_by(Contact.sorted_by, Contact.id).options(selectinload(Contact.tags))
    return session().scalars(statement).all() if firm else []


def _ids(organisation_id: OrganisationId, wanted: Wanted) -> list[ColumnElement[bool]] | None:
    """What makes a contact fit; None where nobody can."""
    found = found_by(organisation_id, wanted.words)
    return None if found is None else _fits(organisation_id, wanted, found, _few(found))


def _few(found: Sequence[Select[ContactId]]) -> Sequence[ContactId] | None:
    """Whoever is found by all of several words, where these are few: they are quickest asked for one by one."""
    if len(found) < _SEVERAL:
        return None
    ids = session().scalars(in_all(found).limit(_FEW + 1)).all()
    return ids if len(ids) <= _FEW else None


def _fits(
    organisation_id: OrganisationId,
    wanted: Wanted,
    found: Sequence[Select[ContactId]],
    few: Sequence[ContactId] | None,
) -> list[ColumnElement[bool]]:
    said = [Contact.id.in_(each) for each in found] if few is None else [Contact.id.in_(few)]
    return [Contact.organisation_id == organisation_id, THERE, *_narrowed(organisation_id, wanted), *said]


def _narrowed(organisation_id: OrganisationId, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.tag:
        tagged: Select[ContactId] = select(ContactTag.contact_id).where(
            ContactTag.organisation_id == organisation_id, ContactTag.tag == wanted.tag
        )
        yield Contact.id.in_(tagged)
    if wanted.consent:
        yield _CONSENT.get(wanted.consent, Contact.id < 0)
    if wanted.source:
        yield ~KEPT if wanted.source == Basis.EVENTS else and_(Contact.source == wanted.source, KEPT)
    if wanted.due_on is not None:
        yield and_(Contact.review_on <= wanted.due_on, KEPT)
    if wanted.event:
        yield Contact.email_normal.in_(at_event(organisation_id, wanted.event))
