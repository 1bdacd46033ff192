"""Public feeds: what stands in them, how cheaply they say that nothing changed, and what they do with nonsense."""

import gzip
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import icalendar
import pytest

from tests.factories.events import make_event, make_venue
from tests.factories.organisations import make_organisation
from tests.factories.plans import make_measure
from tests.queries import counted
from tests.readers.calendars import read_with_ical_js
from webapp.events import services
from webapp.events.queries import get_event
from webapp.events.types import EventFormat
from webapp.foundation import clock
from webapp.foundation.http import page_cache, public_page

pytestmark = pytest.mark.usefixtures("now")
STARTS = datetime(2027, 5, 6, 13, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def every_reading_is_checked(monkeypatch):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)


def titles(answer):
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    return sorted(str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(answer.data).walk("VEVENT"))


@pytest.mark.both
def test_each_feed_holds_what_belongs_to_it(client, work):
    with work():
        chamber, city = make_organisation(), make_organisation()
        measure = make_measure()
        field = measure.specification.goal.field
        served = make_event("Dialog", host=chamber, format=EventFormat.INDUSTRIAL_DIALOGUE)
        update = {"event": served, "now": clock.now()}
        services.update_event(
            **update, series_id=services.settle_series(title="Industriedialoge", host_id=chamber.id).id
        )
        services.link_measure(event=served, measure_id=measure.id)
        other = make_event("Werkstatt", host=city)
        services.add_partner(event=other, organisation_id=chamber.id)
        make_event("Entwurf", host=city, status="draft")
        keys = chamber.key, city.key, f"{field.plan.slug}.{field.code}"
    assert titles(client.get("/calendar.ics")) == ["Dialog", "Werkstatt"]
    assert titles(client.get("/calendar/format/industrial-dialogue.ics")) == ["Dialog"]
    assert titles(client.get("/calendar/format/crafts-day.ics")) == []
    assert titles(client.get(f"/calendar/organisation/{keys[0]}.ics")) == ["Dialog", "Werkstatt"]
    assert titles(client.get(f"/calendar/organisation/{keys[1]}.ics")) == ["Werkstatt"]
    assert titles(client.get("/calendar/series/industriedialoge.ics")) == ["Dialog"]
    assert titles(client.get(f"/calendar/field/{keys[2]}.ics")) == ["Dialog"]
    page = client.get("/calendar").text
    for kind, slug in (
        ("format", "industrial-dialogue"),
        ("organisation", keys[0]),
        ("series", "industriedialoge"),
        ("field", keys[2]),
    ):
        assert f"/calendar/{kind}/{slug}.ics" in page


def test_an_entry_says_all_that_common_programs_show(client, work):
    with work():
        venue = make_venue(latitude=50.98, longitude=12.98)
        event = make_event(
            "Dialog, mit; Zeichen", venue=venue, starts_at=STARTS, format=EventFormat.INDUSTRIAL_DIALOGUE
        )
        event.conference_url = "https://video.example.org/x"
        event.teaser = "Zeile eins\nZeile zwei, mit Komma"
        slug = event.slug
    answer = client.get(f"/events/{slug}.ics?alarm=2h")
    calendar = icalendar.Calendar.from_ical(answer.data)
    (event,) = calendar.walk("VEVENT")
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert [str(category) for category in event["CATEGORIES"].cats] == ["Industrie-Dialog"]
    assert str(event["COLOR"]) == "purple"
    assert event["GEO"].to_ical() == "50.98;12.98"
    assert "CONFERENCE" not in event  # whoever has a place learns where to dial in
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == -timedelta(hours=2)
    (other,) = read_with_ical_js(answer.data)
    assert "Zeile eins\nZeile zwei, mit Komma" in other["description"]
    assert other["title"] == "Dialog, mit; Zeichen"
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))
    assert answer.data.count(b"\n") == answer.data.count(b"\r\n")


ADDRESSES = [
    "/calendar/format/nothing.ics",
    "/calendar/field/plan.x.ics",
    "/calendar/field/plan.ics",
    "/calendar/series/none.ics",
    "/calendar/organisation/none.ics",
    "/calendar/kind/x.ics",
    "/calendar/my/x.ics",
    "/calendar/my/" + "x" * 44 + ".ics",
    "/calendar/format/%00.ics",
    "/calendar/series/%0d%0aX-Evil:1.ics",
    "/events/none.ics",
    "/events/none/agenda/x.ics",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "typed",
    ["", "x", "0h", "-1h", "1", "h", "999d", "1h2m", "1H", "%0d%0aX-EVIL:1", "1h&alarm=2h", "٣h", "1e3h", "%ff"],
)
@pytest.mark.parametrize("address", ["/calendar.ics", "/calendar/format/future-workshop.ics"])
def test_nonsense_in_a_parameter_is_told(client, address, typed):
    answer = client.get(f"{address}?alarm={typed}")
    assert answer.status_code == 400
    assert answer.mimetype == "text/html"
    assert not [name for name, _value in answer.headers if "EVIL" in name.upper()]


def test_line_breaks_that_people_type_add_nothing(client, work):
    evil = "X\r\nATTENDEE:mailto:evil@example.org\nBEGIN:VEVENT"
    with work():
        event = make_event(evil, venue=make_venue(name=evil), contact_name=evil)
        event.teaser = event.status_reason = evil
        event.bring = [evil]
        event.conference_url = "https://x.example.org/\r\nX-EVIL:1"
        slug = event.slug
    for address in ("/calendar.ics", f"/events/{slug}.ics"):
        answer = client.get(address)
        lines = answer.data.replace(b"\r\n ", b"").split(b"\r\n")
        assert lines.count(b"BEGIN:VEVENT") == 1
        assert not [line for line in lines if line.startswith((b"ATTENDEE", b"X-EVIL"))]
        assert len(read_with_ical_js(answer.data)) == 1


def test_nothing_changed_is_said_in_a_few_bytes(client, work, monkeypatch):
    monkeypatch.setattr(public_page, "_build", lambda: ("", 0.0))
    with work():
        event = make_event()
        slug = event.slug
        services.update_event(event=event, now=clock.now(), title="Dialog")
    assert "Last-Modified" not in client.get("/calendar.ics").headers  # this very second isn't over
    clock.move_on(timedelta(minutes=5))
    page_cache_of_its_own = {"Accept-Language": "en"}
    first = client.get("/calendar.ics", headers=page_cache_of_its_own)
    tag, date = first.headers["ETag"], first.headers["Last-Modified"]
    assert parsedate_to_datetime(date) == clock.now() - timedelta(minutes=5)
    for headers in (
        {"If-None-Match": tag},
        {"If-None-Match": tag.removeprefix("W/")},
        {"If-None-Match": '"other", ' + tag},
        {"If-Modified-Since": date},
    ):
        again = client.get("/calendar.ics", headers={**page_cache_of_its_own, **headers})
        assert (again.status_code, again.data) == (304, b""), headers
    with work():
        services.cancel_event(event=get_event(slug), now=clock.now(), reason="Sturm")
    for headers in (
        {"If-None-Match": tag},
        {"If-Modified-Since": date},
        {"If-None-Match": '"x"', "If-Modified-Since": date},
    ):
        changed = client.get("/calendar.ics", headers={**page_cache_of_its_own, **headers})
        assert changed.status_code == 200, headers
        assert b"STATUS:CANCELLED" in changed.data


def test_a_feed_travels_packed_and_is_the_same_unpacked(client, work):
    with work():
        for _ in range(30):
            make_event()
    plain = client.get("/calendar.ics", headers={"Accept-Encoding": "identity"})
    packed = client.get("/calendar.ics", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 4


def test_a_feed_costs_the_same_queries_for_few_and_many(app, client, work):
    def queries_for(count):
        with work():
            for _ in range(count):
                event = make_event(venue=make_venue())
                services.link_measure(event=event, measure_id=make_measure().id)
        with counted(app) as seen:
            assert client.get("/calendar.ics").status_code == 200
        return len(seen)

    assert queries_for(1) == queries_for(8) <= 5


def test_what_was_long_ago_has_left_the_feed(client, work):
    with work():
        make_event("Bald", starts_at=STARTS)
        make_event("Vor einem Jahr", starts_at=clock.now() - timedelta(days=300))
        make_event("Lange her", starts_at=clock.now() - timedelta(days=400))
    assert titles(client.get("/calendar.ics")) == ["Bald", "Vor einem Jahr"]
