"""What contracting bodies announce."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from webapp.accounts import rights
from webapp.accounts.types import Role, Scope
from webapp.fields.rules.texts import one_line
from webapp.fields.trades import find
from webapp.foundation import revisions, tokens
from webapp.foundation.database import session
from webapp.organisations.types import OrganisationId
from webapp.procurement.errors import TenderInvalidError
from webapp.procurement.models import Tender
from webapp.procurement.scopes import TENDERS
from webapp.procurement.types import LONGEST_LINK, LONGEST_PLACE, LONGEST_TITLE, TenderStatus


class Announcement(TypedDict):
    """What is said of a tender."""

    title: str
    trade: str
    place: str
    link: str
    publication_on: date | None
    submit_until: datetime | None
    status: TenderStatus


def announce_tender(*, body_id: OrganisationId, zone: str, now: datetime, **said: Unpack[Announcement]) -> Tender:
    """A tender that everybody can read of; TenderInvalidError without title, known trade or any date."""
    _refuse_strangers(body_id)
    tender = Tender(
        public_id=tokens.new_id(),
        calendar_uid=f"{tokens.new_id()}@dialogwerk",
        body_id=body_id,
        zone=zone,
        created_at=now,
        sequence=0,
    )
    _say(tender, said, now)
    session().add(tender)
    session().flush()
    return tender


def change_tender(*, tender: Tender, now: datetime, **said: Unpack[Announcement]) -> Tender:
    """Say something else of a tender; calendars that subscribed follow."""
    _refuse_strangers(tender.body_id)
    _say(tender, said, now)
    tender.sequence += 1
    session().flush()
    return tender


def _refuse_strangers(body_id: OrganisationId) -> None:
    """MayNotError unless whoever acts organizes for the body."""
    rights.require(Role.ORGANIZER, Scope(event_key="", organisation_id=body_id))


def _say(tender: Tender, said: Announcement, now: datetime) -> None:
    title, place = one_line(said["title"]), one_line(said["place"])
    lengths = ((title, LONGEST_TITLE), (place, LONGEST_PLACE), (said["link"], LONGEST_LINK))
    if any(len(text) > longest for text, longest in lengths):
        raise TenderInvalidError
    if not title or find(said["trade"]) is None or not (said["publication_on"] or said["submit_until"]):
        raise TenderInvalidError
    tender.title, tender.trade, tender.status = title, said["trade"], said["status"].value
    tender.place, tender.link = place, said["link"]
    tender.publication_on, tender.submit_until = said["publication_on"], said["submit_until"]
    tender.touched_at = now
    revisions.bump(TENDERS)
