"""The dates of tenders: announced at the desk, read by businesses in the calendar of their trade."""

from datetime import UTC, date, datetime

import icalendar
import pytest

from tests.factories.organisations import make_organisation
from tests.queries import counted
from tests.readers.calendars import Subscriber, read_with_ical_js
from webapp.fields.trades import all_trades
from webapp.foundation import clock
from webapp.foundation.http import page_cache
from webapp.procurement import services
from webapp.procurement.errors import TenderInvalidError
from webapp.procurement.queries import get_tender
from webapp.procurement.types import TenderStatus

pytestmark = pytest.mark.usefixtures("now")
ROOFER, PAINTER = (
    next(trade.key for trade in all_trades() if trade.name.startswith(name)) for name in ("Dachdecker", "Maler")
)


@pytest.fixture(autouse=True)
def every_reading_is_checked(monkeypatch):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)


def said(**changes):
    usual = {
        "title": "Dach der Turnhalle",
        "trade": ROOFER,
        "place": "Mittweida",
        "link": "https://vergabe.example.org/1",
        "publication_on": date(2027, 3, 28),  # the day on which the clocks go forward
        "submit_until": datetime(2027, 4, 20, 10, 0, tzinfo=UTC),
        "status": TenderStatus.PLANNED,
    }
    return {**usual, **changes}


@pytest.fixture
def announce(work):
    def make(**changes):
        with work():
            body = make_organisation("Stadt Mittweida").id
            made = services.announce_tender(body_id=body, zone="Europe/Berlin", now=clock.now(), **said(**changes))
            return made.public_id

    return make


def entries(answer):
    assert answer.status_code == 200
    found = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    return [(str(entry["SUMMARY"]), entry["DTSTART"].dt) for entry in found]


@pytest.mark.both
def test_the_calendar_of_a_trade_holds_its_dates_and_no_others(client, announce):
    announce()
    announce(title="Anstrich", trade=PAINTER, publication_on=None)
    found = entries(client.get(f"/calendar/trade/{ROOFER}.ics"))
    assert [title for title, _ in found] == [
        "Vergabe soll erscheinen: Dach der Turnhalle",
        "Angebote bis: Dach der Turnhalle",
    ]
    assert found[0][1] == date(2027, 3, 28)
    assert found[1][1] == datetime(2027, 4, 20, 10, 0, tzinfo=UTC)
    assert [title for title, _ in entries(client.get(f"/calendar/trade/{PAINTER}.ics"))] == ["Angebote bis: Anstrich"]
    assert client.get("/calendar/trade/nothing.ics").status_code == 404
    assert f"/calendar/trade/{PAINTER}.ics" in client.get("/calendar").text


def test_both_readers_follow_a_tender_until_it_is_called_off(client, served, work, announce, tmp_path):
    made = announce()
    address = f"/calendar/trade/{ROOFER}.ics"
    person = Subscriber(tmp_path / "home", served + address)

    def change(**changes):
        with work():
            services.change_tender(tender=get_tender(made), now=clock.now(), **said(**changes))

    def sees():
        person.sync()
        seen = {entry.title: (entry.starts, entry.status) for entry in person.sees()}
        assert len(read_with_ical_js(client.get(address).data)) == len(seen)
        return seen

    assert sees() == {
        "Vergabe soll erscheinen: Dach der Turnhalle": ("2027-03-28", "CONFIRMED"),
        "Angebote bis: Dach der Turnhalle": ("2027-04-20 12:00", "CONFIRMED"),
    }
    change(submit_until=datetime(2027, 10, 31, 11, 0, tzinfo=UTC))
    assert sees()["Angebote bis: Dach der Turnhalle"][0] == "2027-10-31 12:00"
    change(status=TenderStatus.ACTIVE)
    assert set(sees()) == {"Vergabe erschienen: Dach der Turnhalle", "Angebote bis: Dach der Turnhalle"}
    change(status=TenderStatus.COMPLETE)
    assert set(sees()) == {"Vergabe erschienen: Dach der Turnhalle", "Vergeben: Dach der Turnhalle"}
    assert b"OPAQUE" not in client.get(address).data
    change(status=TenderStatus.CANCELLED)
    person.sync()
    seen = [(entry.title, entry.status) for entry in person.sees()]
    assert seen == [("Vergabe aufgehoben: Dach der Turnhalle", "CANCELLED")] * 2
    assert len(read_with_ical_js(client.get(address).data)) == 2


def test_a_calendar_of_tenders_costs_the_same_queries_for_few_and_many(app, client, announce):
    def queries_for(count):
        for _ in range(count):
            announce()
        with counted(app) as seen:
            client.get(f"/calendar/trade/{ROOFER}.ics")
        return len(seen)

    assert queries_for(1) == queries_for(6) <= 3


@pytest.mark.parametrize(
    "changes", [{"title": " \n "}, {"trade": "X-1"}, {"publication_on": None, "submit_until": None}]
)
def test_a_tender_needs_a_title_a_trade_and_a_date(announce, changes):
    with pytest.raises(TenderInvalidError):
        announce(**changes)
