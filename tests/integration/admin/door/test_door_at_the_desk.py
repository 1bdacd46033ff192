"""The doors as the organizer watches them, and where tickets are scanned."""

from datetime import timedelta

import pytest

from tests.factories.registration import make_category, make_registration
from tests.html import parsed, text_of
from tests.integration.checkin.conftest import Post, make_door_event
from tests.queries import counted
from webapp.accounts.queries import links_of_event
from webapp.checkin import queries
from webapp.checkin.queries.live import arrivals_of
from webapp.checkin.types import PointKind
from webapp.foundation import clock
from webapp.registration.queries import registrations_of
from webapp.registration.services import cancel as cancel_registration
from webapp.tickets.queries import ticket_of_attendee


@pytest.fixture
def event(work, desk):
    """An event of today of the desk's own organisation, with four guests in two categories."""
    with work():
        event = make_door_event("Zukunftswerkstatt", host=desk.host)
        business, press = make_category(event), make_category(event, label={"de": "Presse"})
        names = ("Kim Muster", "Alex Beispiel", "Robin Beispiel")
        people = [make_registration(event, name, category_id=business.id) for name in names]
        people.append(make_registration(event, "Luca Presse", category_id=press.id))
        event.references = [ticket_of_attendee(each.attendees[0].id).reference for each in people]
    return event


@pytest.fixture
def device(app, event, desk):
    """A device whose browser is the organizer's."""
    return Post(desk.client, event.slug)


def page(desk, event):
    return desk.client.get(f"/manage/events/{event.slug}/door", headers={"Accept-Language": "de"})


def said(answer):
    return " ".join(" ".join(parsed(answer).find(".//main").itertext()).split())


def test_the_numbers_are_those_of_the_doors(desk, event, device, now):
    kim, alex, _robin, luca = event.references
    device.send(device.fact(kim, verdict="admitted"), device.fact(luca, verdict="admitted", gate="Süd"))
    clock.move_on(timedelta(minutes=12))
    device.send(device.fact(alex, verdict="admitted"), device.fact(kim, direction="out", verdict="left"), waiting=3)
    text = said(page(desk, event))
    assert "2 sind da 3 sind gekommen 1 noch nicht da" in text
    assert "Presse 1 1 1" in text
    assert "Betriebe 3 2 1" in text
    assert "Nord 2 1" in text
    assert "Süd 1 1" in text
    assert "10:00 2" in text
    assert "10:10 1" in text
    assert "Robin Beispiel" in text


def test_arrivals_have_no_gaps(work, event, device):
    kim, alex, *_ = event.references
    device.send(device.fact(kim, verdict="admitted"))
    clock.move_on(timedelta(minutes=17))
    device.send(device.fact(alex, verdict="admitted"))
    with work():
        assert [each.count for each in arrivals_of(event.id)] == [1, 0, 0, 1]


def test_what_somebody_should_look_at_stands_on_top(desk, event, device, work, now):
    kim, alex, *_ = event.references
    device.send(device.fact(kim, verdict="admitted"), device.fact(kim, verdict="admitted", at=now + timedelta(0)))
    with work():
        (found,) = [each for each in registrations_of(event.id).registrations if each.name == "Alex Beispiel"]
        cancel_registration(registration=found, now=now)
    device.send(device.fact(alex, verdict="admitted"))
    text = said(page(desk, event))
    assert "Kim Muster : zweimal eingelassen" in text
    assert "Alex Beispiel : mit storniertem Ticket eingelassen" in text


def test_a_device_that_reported_is_shown(desk, event, device):
    device.send(waiting=3, battery=41, name="Tor 3")
    assert "Tor 3 10:00 – 3 41 %" in said(page(desk, event)).replace("\u00a0", " ")


def test_an_open_page_is_told_when_there_is_nothing_new(desk, event, device):
    address = f"/manage/events/{event.slug}/door/part?at=1"
    first = desk.client.get(address)
    again = desk.client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    device.send(device.fact(event.references[0], verdict="admitted"))
    changed = desk.client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert "Cache-Control" in changed.headers


def test_entrances_and_rooms_are_added_and_no_longer_offered(desk, event, work):
    address = f"/events/{event.slug}/door"
    desk.send(address, {"kind": "gate", "name": "Tor 3"})
    desk.send(address, {"kind": "room", "name": "Saal 2", "capacity": "40"})
    with work():
        points = queries.points_of(event.id)
        assert [(each.kind, each.name, each.capacity) for each in points] == [
            (PointKind.GATE, "Tor 3", None),
            (PointKind.ROOM, "Saal 2", 40),
        ]
    twice = desk.send(address, {"kind": "gate", "name": "tor 3"})
    assert twice.status_code == 422
    assert "den noch keiner trägt" in twice.text
    desk.send(f"{address}/points/{points[0].public_id}/retire")
    with work():
        assert [each.name for each in queries.points_of(event.id)] == ["Saal 2"]


def test_a_link_is_bound_to_an_entrance(desk, event, work):
    desk.send(f"/events/{event.slug}/door", {"kind": "gate", "name": "Tor 3"})
    with work():
        (point,) = queries.points_of(event.id)
    said = {"role": "door", "label": "Nord", "days": "1", "part": point.public_id}
    desk.send(f"/events/{event.slug}/access", said)
    with work():
        (link,) = links_of_event(event.public_id)
        assert link.part_key == point.public_id
    listed = desk.client.get(f"/manage/events/{event.slug}/access", headers={"Accept-Language": "de"})
    assert "nur für „Tor 3“" in text_of(parsed(listed).find(".//main"))


def test_the_page_needs_the_same_queries_however_many_came(app, desk, event, device):
    def asked():
        with counted(app) as seen:
            assert page(desk, event).status_code == 200
        return len(seen)

    few = asked()
    device.send(*(device.fact(each, verdict="admitted") for each in event.references))
    assert asked() == few
