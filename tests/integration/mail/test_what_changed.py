"""A change of the end or the place is told as what it is, to whom it concerns, and by every door alike."""

import json
from datetime import timedelta

import icalendar
import pytest

from tests.factories.events import make_event, make_venue
from tests.factories.registration import make_registration
from tests.html import parsed, text_of
from webapp.events import services as events
from webapp.events.queries import get_event
from webapp.foundation import clock

pytestmark = pytest.mark.usefixtures("now")
HOUR = timedelta(hours=1)
GERMAN = {"Accept-Language": "de"}


def later_end(event):
    events.postpone_event(
        event=event,
        now=clock.now(),
        reason="Der Saal ist länger frei.",
        starts_at=event.starts_at,
        ends_at=event.ends_at + HOUR,
    )


def change(event, **changes):
    events.update_event(event=event, now=clock.now(), **changes)


def later_begin(event):
    change(event, starts_at=event.starts_at + HOUR)


def other_venue(event):
    change(event, venue=make_venue(name="Rathaus", street="Markt 2", postcode="01067", city="Dresden"))


def no_venue(event):
    change(event, venue=None)


def other_link(event):
    change(event, conference_url="https://meet.example.org/neu")


def other_teaser(event):
    change(event, teaser="Kommen Sie", bring=["Stift"])


# What is done to an event with a venue: what is told of it, to how many of two, and what the page says.
CHANGES = [
    (later_end, ["event_changed"], "endet jetzt zu einer anderen Zeit", 2),
    (later_begin, ["event_moved"], "neuen Termin", 2),
    (other_venue, ["event_changed"], "Der Veranstaltungsort hat sich geändert.", 2),
    (no_venue, ["event_changed"], "Der Veranstaltungsort hat sich geändert.", 2),
    (other_link, ["event_changed"], "Der Link zur Online-Teilnahme", 1),
    (other_teaser, [], "", 0),
]


@pytest.mark.both
@pytest.mark.parametrize(("doing", "kinds", "said", "count"), CHANGES, ids=lambda each: getattr(each, "__name__", ""))
def test_what_changes_is_told_as_what_it_is(app, work, client, outbox, doing, kinds, said, count):
    with work():
        link = "https://meet.example.org/alt" if doing is other_link else ""
        event = make_event(venue=make_venue(), capacity=1, conference_url=link)
        make_registration(event, email="seated@example.org")
        make_registration(event, email="waiting@example.org")
        slug, sequence, begins, before = event.slug, event.sequence, event.starts_at, len(outbox())
        doing(event)
    with work():
        event, mails = get_event(slug), outbox()[before:]
        assert [each.kind for each in mails] == kinds * count
        assert event.sequence == sequence + bool(kinds)
        assert (event.moved_from is not None) == (doing is later_begin)
        ends, moved = event.ends_at, event.starts_at != begins
    for mail in mails:
        assert ("Termin" in mail.subject) == (doing is later_begin)
        assert said in mail.text.replace("\u00a0", " ")
        assert said in mail.html.replace("\u00a0", " ")
    if doing is other_venue:
        assert "Bisheriger Ort: Haus der Wirtschaft, Am Markt 1, 09648\u00a0Mittweida" in mails[0].text
        assert "Rathaus, Markt 2" in mails[0].text
    page = parsed(client.get(f"/events/{slug}", headers=GERMAN))
    shown = text_of(page)
    assert ("einen neuen Termin" in shown) == moved
    assert ("Das Ende der Veranstaltung hat sich geändert" in shown) == (doing is later_end)
    assert ("Der Saal ist länger frei." in shown) == (doing is later_end)
    (script,) = [each for each in page.iter("script") if each.get("type") == "application/ld+json"]
    data = json.loads(script.text)
    assert ("previousStartDate" in data) == data["eventStatus"].endswith("Rescheduled") == moved
    (entry,) = icalendar.Calendar.from_ical(client.get(f"/events/{slug}.ics").data).walk("VEVENT")
    assert (entry["SEQUENCE"], entry["DTEND"].dt) == (sequence + bool(kinds), ends)


def test_a_venue_that_becomes_known_is_told_so(work, outbox):
    with work():
        event = make_event()
        make_registration(event)
        other_venue(event)
        mail = outbox()[-1]
        assert mail.kind == "event_changed"
        assert "Der Veranstaltungsort steht jetzt fest." in mail.text
        assert "Bisheriger Ort" not in mail.text


@pytest.mark.parametrize("phase", ["draft", "postponed", "cancelled", "past"])
def test_nobody_is_told_of_a_place_where_nobody_goes(work, outbox, phase):
    with work():
        event = make_event(venue=make_venue())
        make_registration(event)
        before = len(outbox())
        if phase == "past":
            clock.move_on(timedelta(days=30))
        else:
            event.status = phase
        other_venue(event)
        assert outbox()[before:] == []


def test_an_event_that_was_off_has_a_new_date_even_if_only_its_end_is_another(work, outbox):
    with work():
        event = make_event()
        make_registration(event)
        events.postpone_event(event=event, now=clock.now(), reason="Krank")
        later_end(event)
        assert outbox()[-1].kind == "event_moved"
        assert (event.moved_from, event.ended_before) == (None, None)


def test_no_reason_stands_under_what_it_was_not_given_for(work, client):
    client.set_cookie("seen", "1")  # past the cache of readers without one
    with work():
        event = make_event()
        make_registration(event)
        slug = event.slug
        span = {"starts_at": event.starts_at + HOUR, "ends_at": event.ends_at + HOUR}
        events.postpone_event(event=event, now=clock.now(), reason="Sturm", **span)
        later_end(event)
    shown = text_of(parsed(client.get(f"/events/{slug}", headers=GERMAN)))
    assert "Sturm" not in shown
    assert shown.count("Der Saal ist länger frei.") == 1
    assert shown.index("einen neuen Termin") < shown.index("Das Ende der Veranstaltung") < shown.index("Der Saal ist")
    with work():
        later_begin(get_event(slug))
    assert "Das Ende der Veranstaltung" not in text_of(parsed(client.get(f"/events/{slug}", headers=GERMAN)))


@pytest.mark.both
def test_an_address_that_is_completed_reaches_calendars_and_writes_to_nobody(work, outbox):
    with work():
        venue = make_venue(street="", postcode="")
        event, past, draft = (
            make_event(venue=venue),
            make_event(venue=venue),
            make_event(venue=venue, published_at=None),
        )
        past.starts_at, past.ends_at = clock.now() - 2 * HOUR, clock.now() - HOUR
        make_registration(event)
        before = len(outbox())
        events.complete_venue(venue=venue, now=clock.now(), street="Am Markt 1")
        assert [each.sequence for each in (event, past, draft)] == [1, 0, 0]
        events.complete_venue(venue=venue, now=clock.now(), street="Anders", access="Rampe")
        assert event.sequence == 1
        assert outbox()[before:] == []
