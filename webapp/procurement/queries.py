from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from webapp.foundation.database import session
from webapp.organisations.types import OrganisationId
from webapp.procurement.errors import TenderNotFoundError
from webapp.procurement.models import Tender
from webapp.procurement.types import TenderStatus


def get_tender(public_id: str) -> Tender:
    """The tender with its contracting body; TenderNotFoundError when there is none. One query."""
    found = session().scalar(select(Tender).where(Tender.public_id == public_id).options(joinedload(Tender.body)))
    if found is None:
        raise TenderNotFoundError
    return found


def tenders_of(body_ids: Collection[OrganisationId]) -> Sequence[Tender]:
    """The tenders of these bodies, the latest first. One query."""
    statement = select(Tender).where(Tender.body_id.in_(body_ids)).options(joinedload(Tender.body))
    return session().scalars(statement.order_by(Tender.id.desc())).all()


def tenders_announced_by(body_id: OrganisationId) -> Sequence[Tender]:
    """What a body plans to put out to tender, or has, the latest first. One query."""
    ahead = Tender.status.in_([TenderStatus.PLANNED, TenderStatus.ACTIVE])
    return session().scalars(select(Tender).where(Tender.body_id == body_id, ahead).order_by(Tender.id.desc())).all()


def tenders_in_trade(trade: str, since: datetime) -> Sequence[Tender]:
    """The tenders of a trade with a date after `since`, cancelled ones too, in a fixed order. One query."""
    late = or_(Tender.submit_until > since, Tender.publication_on > since.date())
    statement = select(Tender).where(Tender.trade == trade, late).options(joinedload(Tender.body))
    return session().scalars(statement.order_by(Tender.id)).all()


def trades_on_offer() -> list[str]:
    """The trades for which anything was announced. One query."""
    return list(session().scalars(select(Tender.trade).distinct().order_by(Tender.trade)))
