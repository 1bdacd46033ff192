"""Funding notices of an organisation: said once, chosen for many events."""

from collections.abc import Iterable
from datetime import datetime

from webapp.foundation import bins, facts, tokens
from webapp.foundation.database import session
from webapp.foundation.pictures import Picture
from webapp.foundation.references import is_named
from webapp.foundation.text import lines, one_line
from webapp.office.services.logos import kept
from webapp.office.services.organisations import require_organizer
from webapp.organisations.errors import FundingNoticeInvalidError, FundingNoticeNamedError
from webapp.organisations.facts import FundingNoticeChanged
from webapp.organisations.models import FundingNotice, Organisation
from webapp.organisations.types import MOST_LOGOS


def add_notice(*, organisation: Organisation, title: str, text: str, formats: Iterable[str] = ()) -> FundingNotice:
    """A notice for events of the organisation; FundingNoticeInvalidError without title or text."""
    require_organizer(organisation)
    notice = FundingNotice(public_id=tokens.new_id(), organisation_id=organisation.id, logos=[])
    _say(notice, title, text, formats)
    session().add(notice)
    session().flush()
    return notice


def change_notice(*, notice: FundingNotice, title: str, text: str, formats: Iterable[str] = ()) -> None:
    """Say it differently, wherever events say it."""
    require_organizer(notice.organisation)
    _say(notice, title, text, formats)
    _tell(notice)


def add_logo(*, notice: FundingNotice, picture: Picture, alt: str, now: datetime) -> None:
    """One more logo beside its text, with what is read out for it."""
    require_organizer(notice.organisation)
    if not one_line(alt) or len(notice.logos) >= MOST_LOGOS:
        raise FundingNoticeInvalidError
    notice.logos = [*notice.logos, {**kept(picture, name=notice.public_id, now=now), "alt": one_line(alt)}]
    _tell(notice)


def remove_logo(*, notice: FundingNotice, file: str, now: datetime) -> None:
    """One logo less; for thirty days it can be put back."""
    require_organizer(notice.organisation)
    gone = [logo for logo in notice.logos if logo["file"] == file]
    notice.logos = [logo for logo in notice.logos if logo["file"] != file]
    notice.removed_logos = [*notice.removed_logos, *({**logo, "at": now.isoformat()} for logo in gone)]
    _tell(notice)


def put_logo_back(*, notice: FundingNotice, file: str) -> None:
    """Show a logo again that was removed, as the last one; FundingNoticeInvalidError where there are six by now."""
    require_organizer(notice.organisation)
    found = [logo for logo in notice.removed_logos if logo["file"] == file]
    if found and len(notice.logos) >= MOST_LOGOS:
        raise FundingNoticeInvalidError
    notice.removed_logos = [logo for logo in notice.removed_logos if logo["file"] != file]
    notice.logos = [*notice.logos, *({name: logo[name] for name in logo if name != "at"} for logo in found[:1])]
    _tell(notice)


def put_notice_away(*, notice: FundingNotice, now: datetime) -> None:
    """Offer it to no further event; those that say it go on."""
    require_organizer(notice.organisation)
    notice.archived_at = now
    session().flush()


def take_notice_back(*, notice: FundingNotice) -> None:
    """Offer it again."""
    require_organizer(notice.organisation)
    bins.offer_again(notice)


def delete_notice(*, notice: FundingNotice, now: datetime) -> None:
    """Put it into the bin; FundingNoticeNamedError while an event says it."""
    require_organizer(notice.organisation)
    if is_named(notice):
        raise FundingNoticeNamedError
    bins.put_in(notice, now)


def restore_notice(*, notice: FundingNotice) -> None:
    """Out of the bin, as it was."""
    require_organizer(notice.organisation)
    bins.take_out(notice)


def _say(notice: FundingNotice, title: str, text: str, formats: Iterable[str]) -> None:
    if not one_line(title) or not lines(text):
        raise FundingNoticeInvalidError
    notice.title, notice.text, notice.formats = one_line(title), lines(text), sorted(set(formats))


def _tell(notice: FundingNotice) -> None:
    session().flush()
    facts.publish(FundingNoticeChanged(notice.id))


bins.has_a_bin(FundingNotice)
