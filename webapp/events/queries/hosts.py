"""Events of an organisation, and those that name it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from webapp.events.models import Event, EventPartner
from webapp.events.queries.lists import coming, past
from webapp.events.queries.loading import AROUND
from webapp.foundation.database import session
from webapp.organisations.types import FundingNoticeId, OrganisationId


def held_ahead(organisation_id: OrganisationId, now: datetime, most: int) -> Sequence[Event]:
    """What the organisation hosts, or is a partner of, and is still to come; the soonest first. One query."""
    statement = coming(now).where(_named_by(organisation_id)).order_by(Event.starts_at, Event.id)
    return session().scalars(statement.options(*AROUND).limit(most)).all()


def held_before(organisation_id: OrganisationId, now: datetime, most: int) -> Sequence[Event]:
    """What it held, the latest first. One query."""
    statement = past(now).where(_named_by(organisation_id)).order_by(Event.starts_at.desc(), Event.id)
    return session().scalars(statement.options(*AROUND).limit(most)).all()


def slugs_of(organisation_id: OrganisationId) -> Sequence[str]:
    """The addresses of all events that the organisation hosts or is a partner of. One query."""
    return session().scalars(select(Event.slug).where(_named_by(organisation_id))).all()


def slugs_funded_by(notice_id: FundingNoticeId) -> Sequence[str]:
    """The addresses of all events that say this funding notice. One query."""
    return session().scalars(select(Event.slug).where(Event.funding_id == notice_id)).all()


def published_by(organisation_id: OrganisationId, now: datetime) -> Sequence[Event]:
    """What was published by a host and isn't over. One query."""
    ahead = (Event.host_id == organisation_id, Event.published_at.is_not(None), Event.ends_at > now)
    return session().scalars(select(Event).where(*ahead)).all()


def funded_ahead(notice_id: FundingNoticeId, now: datetime) -> Sequence[Event]:
    """What was published with this funding notice and isn't over. One query."""
    ahead = (Event.funding_id == notice_id, Event.published_at.is_not(None), Event.ends_at > now)
    return session().scalars(select(Event).where(*ahead)).all()


def _named_by(organisation_id: OrganisationId) -> ColumnElement[bool]:
    partnered = select(EventPartner.event_id).where(EventPartner.organisation_id == organisation_id)
    return or_(Event.host_id == organisation_id, Event.id.in_(partnered))
