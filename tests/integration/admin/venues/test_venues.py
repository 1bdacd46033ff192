"""Venues at the desk: one page for all who organize, whose changes reach every event that is held there."""

from datetime import timedelta

import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event, make_venue
from tests.forms import sent_from
from tests.html import parsed
from tests.queries import counted
from webapp.accounts.queries import find_user_by_address
from webapp.events import services
from webapp.events.queries import find_venue, find_venue_called, get_event
from webapp.foundation import clock
from webapp.foundation.bins import empty_bins
from webapp.foundation.http import page_cache

HERE = "/settings/venues"
GERMAN = {"Accept-Language": "de"}


def typed(desk, path, marker, **values):
    """The page's form with what is typed over it, as a browser sends it."""
    return {**sent_from(parsed(desk.client.get(f"/manage{path}", headers=GERMAN)), marker), **values}


@pytest.fixture
def held(desk, work):
    """A venue with an event of one's own ahead, one that is over, and a draft of somebody else."""
    with work():
        venue = make_venue(access="Stufenlos.")
        ahead = make_event("Kommt noch", host=desk.host, venue=venue, starts_in=timedelta(days=7))
        past = make_event("War schon", host=desk.host, venue=venue, starts_in=timedelta(days=-7))
        make_event("Fremder Entwurf", venue=venue, status="draft", published_at=None)
        return venue.public_id, ahead.slug, past.slug


def test_a_venue_is_described_with_its_rooms_and_found_again(desk, work):
    said = typed(
        desk, f"{HERE}/new", "name",
        name="Haus der Wirtschaft", street="Am Markt 1", postcode="09648", city="Mittweida",
        position="https://www.openstreetmap.org/#map=18/50.98567/12.98094", access="Stufenlos.", directions="Bus 1.",
    )  # fmt: skip
    said |= {"rooms-0-name": "Saal", "rooms-0-floor": "EG", "rooms-0-seats": "120", "rooms-0-access": "Schleife"}
    refused = desk.send(f"{HERE}/new", {**said, "rooms-1-seats": "12"})
    assert "Bitte benennen Sie den Raum." in refused.text
    assert desk.send(f"{HERE}/new", said).status_code == 303
    with work():
        venue = find_venue_called("Haus der Wirtschaft", "Mittweida")
        assert (venue.latitude, venue.longitude) == (50.98567, 12.98094)
        assert [(room.name, room.floor, room.seats, room.access) for room in venue.rooms] == [
            ("Saal", "EG", 120, "Schleife")
        ]
        public_id = venue.public_id
    page = f"{HERE}/{public_id}"
    assert 'value="50.98567, 12.98094"' in desk.page(page)
    again = typed(desk, page, "name")
    again |= {
        "rooms-0-name": "",
        "rooms-0-floor": "",
        "rooms-0-seats": "",
        "rooms-0-access": "",
        "rooms-1-name": "Foyer",
    }
    assert desk.send(page, again).status_code == 303
    with work():
        venue = find_venue(public_id)
        assert ([room.name for room in venue.rooms], venue.latitude) == (["Foyer"], 50.98567)
    assert "Haus der Wirtschaft" in desk.page(f"{HERE}?q=mittweida+wirtschaft")
    assert "Kein Veranstaltungsort passt" in desk.page(f"{HERE}?q=chemnitz")
    asked = desk.send(f"{HERE}/new", {"name": "Haus  der wirtschaft", "city": "Mittweida"})
    assert (asked.status_code, f'href="/manage{page}"' in asked.text) == (422, True)


@pytest.mark.parametrize(
    "wrong", [{"position": "https://maps.app.goo.gl/abc"}, {"name": ""}, {"rooms-0-name": "x" * 121}]
)
def test_what_can_t_be_kept_is_said_and_what_was_typed_stays(desk, held, wrong):
    answer = desk.send(f"{HERE}/{held[0]}", typed(desk, f"{HERE}/{held[0]}", "name", directions="Bus 1", **wrong))
    assert answer.status_code == 422
    assert "Bus 1" in answer.text


def test_a_change_reaches_pages_and_calendars_of_what_is_held_there(desk, held, work, app, monkeypatch):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)
    public_id, ahead, past = held
    page, reader = f"{HERE}/{public_id}", app.test_client()

    def sequences():
        with work():
            return [get_event(slug).sequence for slug in (ahead, past)]

    def seen():
        return [reader.get(f"/events/{ahead}{ending}", headers=GERMAN).text for ending in ("", ".ics")]

    seen()
    before = sequences()
    said = typed(desk, page, "name", access="Mit Aufzug.", directions="Bus 1.")
    assert desk.send(page, said).status_code == 303
    assert "Mit Aufzug." in seen()[0]
    assert sequences() == before
    clock.move_on(timedelta(minutes=1))
    said = typed(desk, page, "name", street="Neue Straße 2", position="50.98567, 12.98094")
    assert desk.send(page, said).status_code == 303
    shown, calendar = seen()
    assert "Neue Straße 2" in shown
    assert "https://www.openstreetmap.org/?mlat=50.98567&amp;mlon=12.98094" in shown
    assert 'rel="noreferrer"' in shown
    assert "GEO:50.98567;12.98094" in calendar
    assert "Neue Straße 2" in calendar.replace("\r\n ", "")
    assert sequences() == [before[0] + 1, before[1]]
    with work():
        name = find_user_by_address(desk.email).name
    assert f"Zuletzt geändert von {name} am" in desk.page(page)


def test_the_event_s_form_shows_what_is_known_and_leads_to_the_venue_and_back(desk, held, work):
    public_id, ahead, _past = held
    form = desk.page(f"/events/{ahead}/edit")
    assert "Stufenlos." in form
    there = f"{HERE}/{public_id}?event={ahead}"
    assert f'href="/manage{there}"' in form
    done = desk.send(there, typed(desk, there, "name", access="Mit Rampe."))
    assert done.location == f"/manage/events/{ahead}/edit"
    assert "Mit Rampe." in desk.page(f"/events/{ahead}/edit")
    # Somebody else's event is no way back.
    with work():
        foreign = make_event("Fremd").slug
    there = f"{HERE}/{public_id}?event={foreign}"
    assert desk.send(there, typed(desk, there, "name")).location == f"/manage{HERE}/{public_id}"


def test_what_the_event_says_of_access_is_kept_beside_the_venue_s_own_words(desk, held, work):
    _public_id, ahead, _past = held
    said = typed(desk, f"/events/{ahead}/edit", "venue_access", venue_access="Am Tag: Seiteneingang.")
    assert desk.send(f"/events/{ahead}/edit", said).status_code == 303
    page = desk.client.get(f"/events/{ahead}", headers=GERMAN).text
    assert "Stufenlos." in page
    assert "Am Tag: Seiteneingang." in page


def test_its_events_are_named_and_others_drafts_are_not(desk, held):
    page = desk.page(f"{HERE}/{held[0]}")
    assert "Kommt noch" in page
    assert "War schon" in page
    assert "Fremder Entwurf" not in page


def test_it_is_put_away_while_events_name_it_and_deleted_when_none_does(desk, held, work):
    public_id, ahead, _past = held
    refused = desk.send(f"{HERE}/{public_id}/delete")
    assert "stattdessen ins Archiv legen" in desk.page(refused.location.removeprefix("/manage"))
    assert desk.send(f"{HERE}/{public_id}/away").status_code == 303
    assert f'value="{public_id}"' in desk.page(f"/events/{ahead}/edit")
    assert f'value="{public_id}"' not in desk.page("/events/new?format=own")
    assert f"{HERE}/{public_id}" in desk.page(f"{HERE}?show=away")
    assert desk.send(f"{HERE}/{public_id}/back").status_code == 303
    assert f'value="{public_id}"' in desk.page("/events/new?format=own")
    with work():
        spare = services.add_venue(name="Überzählig", rooms=[{"name": "Saal"}]).public_id
    assert desk.send(f"{HERE}/{spare}/delete").status_code == 303
    assert f'value="{spare}"' not in desk.page("/events/new?format=own")
    clock.move_on(timedelta(days=31))
    with desk.client.application.app_context():
        empty_bins()
    with work():
        assert find_venue(spare) is None
        with pytest.raises(services.venues.VenueInvalidError):
            services.add_venue(name=" ")
        with pytest.raises(services.venues.VenueInvalidError):
            services.add_venue(name="x" * 201)


def test_its_rooms_are_offered_where_places_are_named(desk, held, work):
    _public_id, ahead, _past = held
    with work():
        venue = get_event(ahead).venue
        services.change_venue(venue=venue, now=clock.now(), rooms=[{"name": "Großer Saal"}, {"name": "Foyer"}])
        nowhere = make_event(host=desk.host).slug
    for path in ("agenda", "stations"):
        page = desk.page(f"/events/{ahead}/{path}")
        assert '<option value="Großer Saal">' in page
        assert 'list="rooms"' in page
        assert 'value="Foyer"' not in desk.page(f"/events/{nowhere}/{path}")


def test_lists_take_as_many_queries_for_three_as_for_one(app, desk, held, work):
    page = f"{HERE}/{held[0]}"
    with work():
        services.change_venue(venue=find_venue(held[0]), now=clock.now(), rooms=[{"name": "A"}])
    desk.page(page)
    counts = []
    for _ in range(2):
        with counted(app) as seen:
            desk.page(HERE)
            desk.page(page)
        counts.append(len(seen))
        with work():
            for _ in range(2):
                make_event(host=desk.host, venue=make_venue(name="Anderswo"))
                make_event(host=desk.host, venue=find_venue(held[0]))
            services.change_venue(venue=find_venue(held[0]), now=clock.now(), rooms=[{"name": "A"}, {"name": "B"}])
    assert counts[0] == counts[1]


def test_what_has_to_be_known_of_a_room_stands_on_the_page_of_what_happens_there(desk, held, work):
    public_id, ahead, _past = held
    rooms = [{"name": "Saal", "floor": "1. Stock", "access": "Mit Aufzug"}, {"name": "Keller", "access": "Nur Treppe"}]
    with work():
        services.change_venue(venue=find_venue(public_id), now=clock.now(), rooms=rooms)
        make_item(get_event(ahead), place="Großer saal")
    page = desk.client.get(f"/events/{ahead}", headers=GERMAN).text
    assert "Saal, 1. Stock: Mit Aufzug" in page
    assert "Nur Treppe" not in page
