"""Tenders for tests."""

from datetime import date

from webapp.fields.trades import all_trades
from webapp.foundation import clock
from webapp.procurement import services
from webapp.procurement.models import Tender
from webapp.procurement.types import TenderStatus


def make_tender(host, title: str = "Dach", **said: object) -> Tender:
    """A tender of `host` that is planned for next spring."""
    usual = {
        "zone": "Europe/Berlin",
        "now": clock.now(),
        "trade": all_trades()[3].key,
        "place": "Mittweida",
        "link": "",
        "publication_on": date(2027, 3, 1),
        "submit_until": None,
        "status": TenderStatus.PLANNED,
    }
    return services.announce_tender(body_id=host.id, title=title, **{**usual, **said})
