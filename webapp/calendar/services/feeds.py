"""Private feeds: opened once for each owner, revoked at once."""

from datetime import datetime

from sqlalchemy import delete, select

from webapp.calendar import queries
from webapp.calendar.facts import FeedAskedFor
from webapp.calendar.models import CalendarFeed
from webapp.calendar.types import OwnFeed
from webapp.foundation import facts, tokens
from webapp.foundation.database import session
from webapp.registration.models import Registration


def open_feed(*, kind: OwnFeed, owner: str, now: datetime) -> CalendarFeed:
    """The owner's feed; the one that is open already where there is one."""
    feed = queries.find_open_feed(kind, owner)
    if feed is None:
        feed = CalendarFeed(public_id=tokens.new_id(), kind=kind.value, owner=owner, created_at=now)
        session().add(feed)
        session().flush()
    return feed


def send_feed(*, registration: Registration, now: datetime) -> None:
    """Have the address of the calendar sent to whoever registered: only their mailbox may lead to all their dates."""
    feed = open_feed(kind=OwnFeed.ATTENDEE, owner=registration.email_normal, now=now)
    facts.publish(FeedAskedFor(registration.id, feed.public_id))


def revoke_feed(*, feed: CalendarFeed, now: datetime) -> None:
    """Close a feed for good: its address opens nothing from this moment on."""
    feed.revoked_at = feed.revoked_at or now
    session().flush()


def forget_orphans() -> int:
    """Delete the feeds of addresses that no registration holds any more; returns how many."""
    known = select(Registration.email_normal).where(Registration.email_normal != "")
    orphans = delete(CalendarFeed).where(CalendarFeed.kind == OwnFeed.ATTENDEE.value, CalendarFeed.owner.not_in(known))
    return int(session().execute(orphans).rowcount)  # type: ignore[attr-defined]
