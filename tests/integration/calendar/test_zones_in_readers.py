"""One feed with three years of events in five zones, as three readers see it."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz

from tests.factories.events import make_event
from tests.readers.calendars import Subscriber, read_with_ical_js

pytestmark = pytest.mark.usefixtures("now")

ZONES = ["Europe/Berlin", "Europe/London", "America/New_York", "Pacific/Auckland", "Asia/Tokyo"]
# Winter and summer of three years, and the days around a change of the clocks, the hour that is shown twice included.
MOMENTS = [
    *(datetime(year, month, 14, 9, 30, tzinfo=UTC) for year in (2026, 2027, 2028) for month in (1, 6, 12)),
    *(datetime(2027, 3, day, 10, 0, tzinfo=UTC) for day in (13, 15, 27, 29)),
    *(datetime(2027, 10, 31, hour, 30, tzinfo=UTC) for hour in (0, 1, 2)),
]


def with_dateutil(calendar: bytes) -> dict[str, str]:
    """Title and begin in UTC of every entry, read by dateutil's zones from the text alone."""
    text = calendar.decode().replace("\r\n ", "")
    blocks = re.findall(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE", text, re.DOTALL)
    zones = tz.tzical(StringIO("\n".join(blocks).replace("\r\n", "\n")))
    found = {}
    for entry in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, re.DOTALL):
        (title,) = re.findall(r"^SUMMARY:(.+)\r$", entry, re.MULTILINE)
        ((zone, digits, is_utc),) = re.findall(r"^DTSTART(?:;TZID=([^:;]+))?:(\d{8}T\d{6})(Z?)\r$", entry, re.MULTILINE)
        moment = datetime.fromisoformat(digits).replace(tzinfo=UTC if is_utc else zones.get(zone))
        found[title] = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")
    return found


def test_ical_js_khal_and_dateutil_read_the_same_moments(served, client, work, tmp_path):
    meant = {}
    with work():
        for zone in ZONES:
            for starts_at in MOMENTS:
                title = f"{zone} {starts_at:%Y-%m-%d %H.%M}"
                make_event(title, starts_at=starts_at, lasts=timedelta(hours=1), zone=zone)
                meant[title] = starts_at.strftime("%Y-%m-%dT%H:%M")
    feed = client.get("/calendar.ics").data
    assert with_dateutil(feed) == meant
    assert {entry["title"]: entry["starts"][:16] for entry in read_with_ical_js(feed)} == meant
    assert {entry["title"]: (entry["ends"][:16]) for entry in read_with_ical_js(feed)} == {
        title: (datetime.fromisoformat(moment) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
        for title, moment in meant.items()
    }
    person = Subscriber(tmp_path / "home", f"{served}/calendar.ics")
    person.sync()
    berlin = ZoneInfo("Europe/Berlin")
    assert {seen.title: seen.starts for seen in person.sees()} == {
        title: datetime.fromisoformat(f"{moment}+00:00").astimezone(berlin).strftime("%Y-%m-%d %H:%M")
        for title, moment in meant.items()
    }
