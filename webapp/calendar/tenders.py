"""The dates of a tender as calendar entries."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from webapp.calendar.types import Entry
from webapp.calendar.words import Words
from webapp.fields.trades import find
from webapp.foundation import clock
from webapp.procurement.models import Tender
from webapp.procurement.types import TenderStatus


def entries_of_tender(tender: Tender, *, page: str, words: Words, lang: str, alarm: timedelta | None) -> list[Entry]:
    """The day of its publication and the end of the time for bids, as far as they are known."""
    trade, url = find(tender.trade), tender.link or page
    named = trade.named(lang) if trade else ""
    is_off = tender.status == TenderStatus.CANCELLED
    entry = Entry(
        uid=tender.calendar_uid,
        sequence=tender.sequence,
        touched_at=tender.touched_at,
        status="CANCELLED" if is_off else "CONFIRMED",
        title=tender.title,
        starts_at=tender.touched_at,
        ends_at=tender.touched_at,
        zone=tender.zone,
        place=tender.place,
        description="\n".join(part for part in (tender.body.name, named, url) if part),
        url=url,
        categories=(named,) if named else (),
        colour="navy",
        alarm=alarm,
        is_busy=False,
    )
    return list(_dates(tender, entry, words))


def _dates(tender: Tender, entry: Entry, words: Words) -> Iterator[Entry]:
    publication, bids = _titles(TenderStatus(tender.status), entry.title, words)
    if tender.publication_on is not None:
        # Midnight to midnight: a whole day, wherever it is read.
        first, last = (
            clock.from_local(datetime.combine(tender.publication_on + timedelta(days=days), time()), tender.zone)
            for days in (0, 1)
        )
        uid = f"publication-{entry.uid}"
        yield replace(entry, uid=uid, title=publication, starts_at=first, ends_at=last, all_day=True)
    if tender.submit_until is not None:
        until = tender.submit_until
        yield replace(entry, uid=f"bids-{entry.uid}", title=bids, starts_at=until, ends_at=until)


def _titles(status: TenderStatus, title: str, words: Words) -> tuple[str, str]:
    """What the days of publication and of the last bids mean, as the tender stands."""
    if status is TenderStatus.CANCELLED:
        return words.withdrawn(title), words.withdrawn(title)
    publication = words.published(title) if status is TenderStatus.PLANNED else words.appeared(title)
    return publication, words.awarded(title) if status is TenderStatus.COMPLETE else words.submit(title)
