"""Who is invited, and how they answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, false, func, not_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from webapp.events.models import Event
from webapp.events.types import EventId, EventStatus
from webapp.foundation.database import session
from webapp.foundation.matching import words_of
from webapp.foundation.seen import mark_of
from webapp.registration import rules
from webapp.registration.errors import GuestListNotFoundError
from webapp.registration.models import GuestList, Invitation, Registration
from webapp.registration.queries.registrations import find_invitation
from webapp.registration.types import GuestListState, InvitationStatus, LetterDue, Reply


@dataclass(frozen=True, slots=True)
class Guests:
    """One page of invitations and how many there are in all."""

    invitations: Sequence[Invitation]
    total: int


def invitations_of(event_id: EventId, *, reply: Reply | None, words: str, limit: int, offset: int) -> Guests:
    """Invitations of an event and the registrations that answered them, the latest first. Two queries."""
    conditions = _about(event_id, words)
    if reply is not None:
        conditions.append(_of_which_became(reply))
    statement = select(Invitation).outerjoin(Invitation.registration).where(*conditions)
    options = joinedload(Invitation.category), contains_eager(Invitation.registration)
    statement = statement.options(*options).order_by(Invitation.id.desc())
    page = session().scalars(statement.limit(limit).offset(offset)).all()
    counted = select(func.count()).select_from(Invitation).outerjoin(Invitation.registration)
    return Guests(page, session().scalar(counted.where(*conditions)) or 0)


def replies_of(event_id: EventId, words: str) -> dict[str, int]:
    """What became of how many invitations that fit these words; each kind of reply has an entry. One query."""
    stands = Invitation.status.label("invited"), Registration.status.label("registered"), Invitation.comes_along
    each_one = select(*stands).select_from(Invitation).outerjoin(Invitation.registration)
    told = each_one.where(*_about(event_id, words)).subquery().c
    found = dict.fromkeys((each.value for each in Reply), 0)
    statement: Select[str, str | None, bool, int] = select(*told, func.count()).group_by(*told)
    for invited, registered, along, count in session().execute(statement):
        found[rules.reply(invited, registered, along=along).value] += count
    return found


def _of_which_became(reply: Reply) -> ColumnElement[bool]:
    along, alone = (_stands_as(rules.ways_to(reply, along=along)) for along in (True, False))
    return or_(and_(Invitation.comes_along, along), and_(not_(Invitation.comes_along), alone))


def _stands_as(ways: Iterable[tuple[str, str | None]]) -> ColumnElement[bool]:
    stood = (
        and_(Invitation.status == invited, Registration.status.is_not_distinct_from(registered))
        for invited, registered in ways
    )
    return or_(false(), *stood)


def _about(event_id: EventId, words: str) -> list[ColumnElement[bool]]:
    """What makes an invitation of the event fit these words."""
    said = func.lower(Invitation.name + " " + Invitation.organisation + " " + Invitation.email)
    return [Invitation.event_id == event_id, *(said.contains(word, autoescape=True) for word in words_of(words))]


def open_invitations_of(event_id: EventId) -> Sequence[Invitation]:
    """Those who were written to and have said neither yes nor no. One query."""
    written = or_(Invitation.letter_due.is_(None), Invitation.letter_due != LetterDue.INVITATION.value)
    asked = Invitation.event_id == event_id, Invitation.status == InvitationStatus.OPEN
    return session().scalars(select(Invitation).where(*asked, written).order_by(Invitation.id)).all()


def last_date_with_guests(event: Event) -> Event | None:
    """The last date before this one of its series to which the host invited anybody; no query for one of no series.

    Invitations that were withdrawn are none.
    """
    if event.series_id is None:
        return None
    of_series = Event.series_id == event.series_id, Event.host_id == event.host_id, Event.deleted_at.is_(None)
    dates = select(Event).where(*of_series, Event.starts_at < event.starts_at, Event.id != event.id)
    invited = select(Invitation.event_id).where(Invitation.status != InvitationStatus.WITHDRAWN)
    return session().scalar(dates.where(Event.id.in_(invited)).order_by(Event.starts_at.desc()).limit(1))


def invited_to(before: Event, *, but_to: Event) -> Sequence[Invitation]:
    """Whom an earlier date invited, without those invited to this one already. One query."""
    stands = Invitation.status != InvitationStatus.WITHDRAWN
    known = select(Invitation.email_normal).where(Invitation.event_id == but_to.id, stands)
    again = select(Invitation).where(Invitation.event_id == before.id, stands, Invitation.email_normal.not_in(known))
    return session().scalars(again.order_by(Invitation.id).options(joinedload(Invitation.category))).all()


def find_by_link(link_id: str) -> Invitation | None:
    """The invitation that a link leads to, with its event."""
    public_id = session().scalar(select(Invitation.public_id).where(Invitation.link_id == link_id))
    return find_invitation(public_id) if public_id else None


def silent_count(event_id: EventId) -> int:
    """How many haven't answered and weren't reminded yet. One query."""
    statement = select(func.count()).where(
        Invitation.event_id == event_id,
        Invitation.status == InvitationStatus.OPEN,
        Invitation.reminded_at.is_(None),
        Invitation.letter_due.is_(None),
        not_(Invitation.comes_along),
    )
    return session().scalar(statement) or 0


def mark_of_silent(event_id: EventId) -> str:
    """What whoever is shown how many are silent says to have seen: nobody was invited after that. One query."""
    return mark_of(session().scalar(select(func.max(Invitation.id)).where(Invitation.event_id == event_id)))


def letters_due(limit: int, now: datetime, *, without: Sequence[int] = ()) -> Sequence[Invitation]:
    """Invitations whose letters are to be written, locked until the commit, with what a letter says. One query."""
    around = joinedload(Invitation.event)
    # Whoever comes along with somebody else isn't asked as long as that holds.
    due = Invitation.letter_due.is_not(None), Invitation.id.not_in(without), not_(Invitation.comes_along)
    # What is called off, has no date or takes nobody any more invites nobody; should it after all, the letters go on.
    opens = Event.starts_at > now, or_(Event.registration_closes_at.is_(None), Event.registration_closes_at > now)
    on = Invitation.event_id.in_(select(Event.id).where(Event.status == EventStatus.PUBLISHED, *opens))
    statement = select(Invitation).where(*due, on).order_by(Invitation.id).limit(limit)
    statement = statement.with_for_update(skip_locked=True, of=Invitation)
    options = (around.joinedload(Event.host), around.joinedload(Event.venue))
    return session().scalars(statement.options(*options)).all()


def lists_of(event_id: EventId) -> Sequence[GuestList]:
    """Tables of people that were uploaded, the latest first. One query."""
    statement = select(GuestList).where(GuestList.event_id == event_id).order_by(GuestList.id.desc())
    return session().scalars(statement).all()


def get_list(event_id: EventId, public_id: str) -> GuestList:
    """One of them; GuestListNotFoundError when the event has no such list."""
    statement = select(GuestList).where(GuestList.event_id == event_id, GuestList.public_id == public_id)
    found = session().scalar(statement)
    if found is None:
        raise GuestListNotFoundError
    return found


def lists_in(state: GuestListState) -> Sequence[int]:
    """The ids of lists that stand so, the oldest first. One query."""
    return session().scalars(select(GuestList.id).where(GuestList.state == state.value).order_by(GuestList.id)).all()
