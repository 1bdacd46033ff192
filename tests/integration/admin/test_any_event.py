"""Any event: each preset exactly as it comes, through its whole life; all pages answer, and what they say agrees."""

import json
import re
import shutil
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count

import icalendar
import pytest

from tests.conftest import settings_for
from tests.factories.accounts import make_user, signed_in
from tests.factories.events import make_venue
from tests.factories.organisations import make_organisation
from tests.factories.registration import make_registration
from tests.forms import sent_from
from tests.giants import giants_turn
from tests.html import parsed, text_of
from tests.integration.admin.addresses import MAY_BE_MISSING, OF_STAFF, addresses_of
from tests.integration.admin.conftest import Desk
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM, Role
from webapp.calendar import services as calendars
from webapp.calendar.types import OwnFeed
from webapp.documents.services import make_ordered, order_paper
from webapp.documents.types import PaperKind
from webapp.events import services as events
from webapp.events.queries import get_event
from webapp.events.services import change_capacity
from webapp.events.services.publishing import publish_event
from webapp.events.types import EventFormat
from webapp.factory import create_app
from webapp.foundation import clock
from webapp.foundation.database import db
from webapp.foundation.http.formats import span
from webapp.foundation.transaction import unit_of_work
from webapp.stations.queries import stations_of
from webapp.stations.services import form_group
from webapp.stations.types import Route

_PLACES = re.compile(r"noch (\d+) von (\d+) frei|alle (\d+) belegt|ohne Begrenzung")


class Life:
    """An event as the desk makes it from a preset and nothing else, and who looks at it."""

    def __init__(self, desk, app, work, kind):
        self.desk, self.app, self.work, self.kind = desk, app, work, kind
        self.reader = app.test_client(use_cookies=False)
        self.turns = count(sum(map(ord, kind)))

    def begin(self, title):
        """The desk's own form, sent as it stands, with the title and the day that it asks for."""
        address = f"/events/new?format={self.kind}"
        page = parsed(self.desk.client.get(f"/manage{address}", headers={"Accept-Language": "de"}))
        usual = {
            field.get("name"): field.get("value", "")
            for field in page.iter("input")
            if field.get("name") and field.get("type") not in {"checkbox", "radio", "submit"}
        }
        answer = self.desk.send(address, {**usual, "title": title, "day": "2027-05-06"})
        assert answer.status_code == 303, text_of(parsed(answer))
        return answer.location.rpartition("/")[2]

    def sent(self, address):
        """A form of the desk over something that there is, sent as it stands; where it leads."""
        page = parsed(self.desk.client.get(f"/manage{address}", headers={"Accept-Language": "de"}))
        answer = self.desk.send(address, sent_from(page, "title"))
        assert answer.status_code == 303, text_of(parsed(answer))
        return answer.location

    def change(self, slug, doing):
        with self.work():
            doing(get_event(slug))

    def walk(self, slug, phase, *, is_draft=False, whole=False):
        """Every GET route answers: the desk's own to the organizer, all others to everybody; a third in turn."""
        wrong = []
        with self.app.app_context():
            addresses = list(addresses_of(self.app, slug, whole=whole))
        for number, each in giants_turn(list(enumerate(addresses)), next(self.turns)):
            is_desk = each.endpoint.partition(".")[0] in {"admin", "documents"} or each.endpoint in OF_STAFF
            answer = self.get(each.path, lang=("de", "en")[number % 2], by=self.desk.client if is_desk else self.reader)
            must_exist = each.is_real and each.endpoint not in MAY_BE_MISSING and (is_desk or not is_draft)
            if answer.status_code >= 500 or (must_exist and answer.status_code not in {200, 302, 303}):
                wrong.append((phase, each.endpoint, each.path, answer.status_code))
        assert wrong == []

    def get(self, path, *, lang="de", by=None):
        """The answer itself, past the cache of readers without a cookie."""
        client = by or self.reader
        cookie = {"Cookie": "seen=1"} if client is self.reader else {}
        return client.get(path, headers={"Accept-Language": lang, **cookie}, buffered=True)

    def page(self, slug):
        answer = self.get(f"/events/{slug}")
        assert answer.status_code == 200
        return answer

    def agrees(self, slug):
        """Page, structured data, calendar and desk say the same of title, date, place and places."""
        document = parsed(self.page(slug))
        (script,) = [s for s in document.iter("script") if s.get("type") == "application/ld+json"]
        data = json.loads(script.text)
        ics = icalendar.Calendar.from_ical(self.get(f"/events/{slug}.ics").data)
        (entry,) = ics.walk("VEVENT")
        said = text_of(document)
        at_desk = text_of(parsed(self.get(f"/manage/events/{slug}", by=self.desk.client)))
        (heading,) = document.iter("h1")
        with self.work():
            event = get_event(slug)
            when, level, venue = span(event.starts_at, event.ends_at, event.zone, "de"), event.pool.level, event.venue
            place, status = (venue.name if venue else None), event.status
        assert text_of(heading) == data["name"] == str(entry["SUMMARY"]).rpartition(": ")[2]
        assert data["name"] in at_desk
        assert [datetime.fromisoformat(data[key]) for key in ("startDate", "endDate")] == [
            entry[key].dt for key in ("DTSTART", "DTEND")
        ]
        for text in (said, at_desk):
            assert " ".join(when.split()) in text
            assert place is None or place in text
        assert data.get("location", {}).get("name") == place
        assert str(entry.get("LOCATION", "")).startswith(place or "")
        assert (
            (entry["STATUS"] == "CANCELLED")
            == (status == "cancelled")
            == data["eventStatus"].endswith("EventCancelled")
        )
        self.places_agree(said, at_desk, data, level)

    def places_agree(self, said, at_desk, data, level):
        shown = _PLACES.search(said.replace("\u00a0", " "))
        assert data.get("maximumAttendeeCapacity") == level.capacity
        assert data.get("remainingAttendeeCapacity") == (None if level.capacity is None else max(level.free, 0))
        if level.capacity is not None:
            assert f"{level.taken} von {level.capacity} Plätzen" in at_desk.replace("\u00a0", " ")
        if "offers" not in data:
            assert shown is None
        elif level.capacity is None:
            assert shown.group(0) == "ohne Begrenzung"
        elif level.full:
            assert shown.group(3) == str(level.capacity)
            assert data["offers"]["availability"].endswith("SoldOut")
        else:
            assert [int(number) for number in shown.group(1, 2)] == [level.free, level.capacity]


@pytest.fixture(scope="module")
def house(sqlite_template, tmp_path_factory):
    """One application for all presets: compiling the pages takes longer than asking them."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(sqlite_template, folder / "dialogwerk.sqlite3")
    app = create_app(settings_for(folder, f"sqlite:///{folder / 'dialogwerk.sqlite3'}"))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def desk_of_the_house(house):
    with house.app_context(), acting_as(SYSTEM), unit_of_work():
        host = make_organisation()
        email = make_user(Role.ORGANIZER, organisation_id=host.id).email
    return Desk(signed_in(house, email), host, email)


@pytest.fixture(params=list(EventFormat), ids=str)
def life(request, house, desk_of_the_house, now):
    @contextmanager
    def work():
        with house.app_context(), acting_as(SYSTEM), unit_of_work():
            yield

    return Life(desk_of_the_house, house, work, request.param)


def publish(event):
    publish_event(event=event, now=clock.now())


def take_part(event):
    """Somebody registers and works at a station, where there is one."""
    make_registration(event)
    make_registration(event, "Ohne Bestätigung", confirmed=False)
    if states := stations_of(event.id):
        station = states[0].station
        form_group(station=station, name="Neue Wege", route=Route.NEW_IDEA, now=clock.now())


def on_paper(life, slug):
    with life.work():
        event = get_event(slug)
        for kind in PaperKind:
            order_paper(
                event=event,
                kind=kind,
                label="cut" if kind is PaperKind.BADGES else "",
                asked={},
                language="de",
                now=clock.now(),
            )
    with life.app.app_context():
        make_ordered(now=clock.now())


def own_calendar(_event):
    calendars.open_feed(kind=OwnFeed.ATTENDEE, owner="person@example.org", now=clock.now())


def fill_up(event):
    """As many places as are taken, and somebody who waits."""
    change_capacity(event=event, capacity=2)
    make_registration(event, "Wer wartet")


def settle(event):
    """A place of which nothing is known but its name, and a day on which registration closes."""
    events.update_event(
        event=event,
        now=clock.now(),
        venue=make_venue(name="Alte Post", city="", street="", postcode=""),
        registration_closes_at=event.starts_at - timedelta(hours=1),
    )


def call_off(event):
    events.cancel_event(event=event, now=clock.now(), reason="Sturm")


def take_off(event):
    events.postpone_event(event=event, now=clock.now(), reason="Sturm", starts_at=None, ends_at=None)


@pytest.mark.in_turns
@pytest.mark.giant
def test_every_page_answers_and_agrees_through_its_whole_life(life):
    slug = life.begin("Wie es kommt")
    life.walk(slug, "draft", is_draft=True, whole=True)
    life.change(slug, publish)
    life.walk(slug, "open, nobody registered")
    life.agrees(slug)
    life.change(slug, take_part)
    life.change(slug, own_calendar)
    on_paper(life, slug)
    life.walk(slug, "open, two registered", whole=True)
    life.agrees(slug)
    life.change(slug, fill_up)
    life.walk(slug, "full")
    life.agrees(slug)
    life.change(slug, settle)
    life.agrees(slug)
    with life.work():
        starts_at, ends_at = get_event(slug).starts_at, get_event(slug).ends_at
    for phase, moment in (("closed", starts_at - timedelta(minutes=1)), ("running", starts_at), ("past", ends_at)):
        with clock.set_to(moment):
            life.walk(slug, phase)
            life.agrees(slug)


def archive(event):
    events.put_in_archive(event=event, now=clock.now())


@pytest.mark.in_turns
@pytest.mark.giant
def test_what_is_copied_thrown_away_brought_back_continued_and_archived_answers_too(life):
    slug = life.begin("Wird kopiert")
    copied = life.sent(f"/events/{slug}/copy").rpartition("/")[2]
    life.walk(copied, "copied", is_draft=True)
    with life.work():
        key = get_event(copied).public_id
    life.desk.send("/events/bin", {"chosen": key})
    life.walk(slug, "while its copy lies in the bin", is_draft=True)
    life.desk.send("/events/bin/restore", {"chosen": key})
    life.change(copied, publish)
    life.walk(copied, "copied, thrown away, brought back and published")
    life.agrees(copied)
    next_one = life.sent(f"/events/{copied}/next").rpartition("/")[2]
    life.walk(next_one, "the next of a series", is_draft=True, whole=True)
    life.walk(copied, "one of a series", whole=True)
    with life.work():
        ends_at = get_event(copied).ends_at
    with clock.set_to(ends_at):
        life.change(copied, archive)
        life.walk(copied, "archived")
        life.agrees(copied)


@pytest.mark.in_turns
@pytest.mark.giant
@pytest.mark.parametrize("fate", [call_off, take_off])
def test_what_does_not_take_place_answers_and_agrees_too(life, fate):
    slug = life.begin("Findet nicht statt")
    life.change(slug, publish)
    life.change(slug, take_part)
    life.change(slug, fate)
    life.walk(slug, fate.__name__)
    life.agrees(slug)
