from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from webapp.demo.files import known, read
from webapp.fields.trades import all_trades
from webapp.foundation import clock
from webapp.organisations.models import Organisation
from webapp.procurement.services import announce_tender
from webapp.procurement.types import TenderStatus

_ZONE = "Europe/Berlin"
_NOON = time(12)


def lay_in_tenders(organisations: Mapping[str, Organisation], *, now: datetime) -> None:
    """What the demo's bodies plan to award."""
    trades = {trade.name: trade.key for trade in all_trades()}
    for row in read("tenders")["tender"]:
        announce_tender(
            body_id=organisations[row["body"]].id,
            zone=_ZONE,
            now=now,
            title=row["title"],
            trade=known(trades.get(row["trade"]), row["trade"]),
            place=row["place"],
            link="",
            publication_on=_day(row, "publication_in_days"),
            submit_until=_noon(row, "bids_in_days"),
            status=TenderStatus(row.get("status", "planned")),
        )


def _day(row: Mapping[str, Any], key: str) -> date | None:
    return clock.today(_ZONE) + timedelta(days=row[key]) if key in row else None


def _noon(row: Mapping[str, Any], key: str) -> datetime | None:
    day = _day(row, key)
    return clock.from_local(datetime.combine(day, _NOON), _ZONE) if day else None
