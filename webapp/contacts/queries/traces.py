"""What the events of an organisation know of addresses: registrations, whoever comes along, invitations."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, exists, func, select, union

from webapp.contacts.models import Contact, ContactMark
from webapp.contacts.types import Person
from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.organisations.types import OrganisationId
from webapp.registration.models import Attendee, Invitation, Registration

_KINDS = (Registration, Attendee, Invitation)
Address = tuple[OrganisationId, str]


def persons_behind(organisation_id: OrganisationId, addresses: Collection[str]) -> dict[str, Person]:
    """Who stands behind each of these addresses at the organisation's events, by the newest. Three queries."""
    found: dict[str, Person] = {}
    words: dict[str, list[str]] = {}
    for each in session().execute(_invited(organisation_id, addresses)):
        found[each.email_normal] = Person(each.name, each.email, each.organisation, each.language)
    for each in session().execute(_along(organisation_id, addresses)):
        found[each.email_normal] = Person(each.name, each.email, each.organisation, each.language)
    for row in session().execute(_registered(organisation_id, addresses)):
        words.setdefault(row.email_normal, []).append(row.words)
        said = " ".join(words[row.email_normal])
        found[row.email_normal] = Person(row.name, row.email, row.organisation, row.language, said)
    return found


def _registered(organisation_id: OrganisationId, addresses: Collection[str]) -> Select[str, str, str, str, str, str]:
    what = select(
        Registration.email_normal,
        Registration.name,
        Registration.email,
        Registration.organisation,
        Registration.language,
        Registration.words,
    )
    own = Registration.email_normal.in_(addresses), Registration.erased_at.is_(None)
    return what.join(Event, Event.id == Registration.event_id).where(
        *own, Event.host_id == organisation_id
    ).order_by(Registration.id)  # fmt: skip


def _along(organisation_id: OrganisationId, addresses: Collection[str]) -> Select[str, str, str, str, str]:
    what = select(
        Attendee.email_normal, Attendee.name, Attendee.email, Registration.organisation, Registration.language
    )
    joined = what.join(Registration, Registration.id == Attendee.registration_id)
    joined = joined.join(Event, Event.id == Registration.event_id)
    return joined.where(Attendee.email_normal.in_(addresses), Event.host_id == organisation_id).order_by(Attendee.id)


def _invited(organisation_id: OrganisationId, addresses: Collection[str]) -> Select[str, str, str, str, str]:
    what = select(
        Invitation.email_normal, Invitation.name, Invitation.email, Invitation.organisation, Invitation.language
    )
    joined = what.join(Event, Event.id == Invitation.event_id)
    own = Invitation.email_normal.in_(addresses), Event.host_id == organisation_id
    return joined.where(*own).order_by(Invitation.id)


def fresh(limit: int) -> tuple[set[Address], dict[str, int]]:
    """Whose rows are newer than the index of contacts, at most so many of each kind, and how far that reaches.

    Four queries.
    """
    marks = {each.kind: each.reached for each in session().scalars(select(ContactMark))}
    found: set[Address] = set()
    reached: dict[str, int] = {}
    for kind in _KINDS:
        rows = session().execute(_after(kind, marks.get(kind.__tablename__, 0), limit)).all()
        found |= {(row[1], row[2]) for row in rows if row[2]}
        if rows:
            reached[kind.__tablename__] = rows[-1][0]
    return found, reached


def fresh_count(organisation_id: OrganisationId) -> int:
    """How many registrations at the organisation's events aren't in the index of contacts yet. One query."""
    mark = select(ContactMark.reached).where(ContactMark.kind == Registration.__tablename__).scalar_subquery()
    newer = select(Registration.id).join(Event, Event.id == Registration.event_id)
    newer = newer.where(Registration.id > func.coalesce(mark, 0), Event.host_id == organisation_id).limit(1_000)
    return len(session().scalars(newer).all())


def _after(kind: type[Registration | Attendee | Invitation], mark: int, limit: int) -> Select[int, OrganisationId, str]:
    statement = select(kind.id, Event.host_id, kind.email_normal)
    return _with_events(statement, kind).where(kind.id > mark).order_by(kind.id).limit(limit)


def _with_events(
    statement: Select[int, OrganisationId, str], kind: type[Registration | Attendee | Invitation]
) -> Select[int, OrganisationId, str]:
    if kind is Attendee:
        statement = statement.join(Registration, Registration.id == Attendee.registration_id)
        return statement.join(Event, Event.id == Registration.event_id)
    return statement.join(Event, Event.id == kind.event_id)  # type: ignore[union-attr]


def missing(limit: int) -> set[Address]:
    """Addresses behind which something stands at events, and of which there is no contact. Three queries."""
    found: set[Address] = set()
    for kind in _KINDS:
        known = exists().where(Contact.organisation_id == Event.host_id, Contact.email_normal == kind.email_normal)
        statement = _with_events(select(kind.id, Event.host_id, kind.email_normal), kind)
        there = [kind.email_normal != "", ~known]
        if kind is Registration:
            there.append(Registration.erased_at.is_(None))
        found |= {(row[1], row[2]) for row in session().execute(statement.where(*there).limit(limit))}
    return found


def left_behind(limit: int) -> set[Address]:
    """Contacts that are said to be known from events, at which nothing stands behind them any more. One query."""
    nothing = [~each for each in (_stands(kind) for kind in _KINDS)]
    statement = select(Contact.organisation_id, Contact.email_normal).where(Contact.in_events, *nothing).limit(limit)
    return {(row[0], row[1]) for row in session().execute(statement)}


def _stands(kind: type[Registration | Attendee | Invitation]) -> ColumnElement[bool]:
    """Whether a row of this kind stands behind a contact."""
    row = select(kind.id).where(kind.email_normal == Contact.email_normal)
    if kind is Attendee:
        row = row.join(Registration, Registration.id == Attendee.registration_id)
        row = row.join(Event, Event.id == Registration.event_id)
    else:
        row = row.join(Event, Event.id == kind.event_id)  # type: ignore[union-attr]
    if kind is Registration:
        row = row.where(Registration.erased_at.is_(None))
    return row.where(Event.host_id == Contact.organisation_id).correlate(Contact).exists()


def at_event(organisation_id: OrganisationId, public_id: str) -> Select[str]:
    """The addresses of those who are registered for an event of the organisation, come along or are invited."""
    own = Event.public_id == public_id, Event.host_id == organisation_id
    event = select(Event.id).where(*own).scalar_subquery()
    registered = select(Registration.email_normal).where(
        Registration.event_id == event, Registration.erased_at.is_(None)
    )
    along = select(Attendee.email_normal).join(Registration, Registration.id == Attendee.registration_id)
    along = along.where(Registration.event_id == event, Attendee.email_normal != "", Attendee.left_at.is_(None))
    invited = select(Invitation.email_normal).where(Invitation.event_id == event)
    return union(registered, along, invited)  # type: ignore[return-value]
