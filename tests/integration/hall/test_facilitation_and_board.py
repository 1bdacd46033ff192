import re
from datetime import timedelta

import pytest

from tests.factories.accounts import make_access_link, make_user, sign_in
from tests.factories.canvases import make_canvas, make_written_canvas
from tests.factories.events import make_event
from tests.factories.stations import make_group, make_guest, make_station
from tests.integration.hall.conftest import text_of
from tests.queries import counted
from webapp.accounts.types import Role
from webapp.agenda.models import AgendaItem
from webapp.canvases import queries as canvas_queries
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.stations import queries, services

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def hall(work):
    """A running event with two stations, a group and a guest at the first."""
    with work():
        event = make_event(starts_in=timedelta(minutes=-30), funding_notice="Mitfinanziert aus Steuermitteln.")
        first, _ = make_station(event, "Bildung", capacity=4), make_station(event, "Energie", capacity=None)
        group = make_group(first, "Holz <b>")
        guest = make_guest(event, "Alexandra Geheim")
        services.choose_station(attendee=guest, station=first, now=clock.now())
        services.join_group(attendee=guest, group=group, now=clock.now())
        canvas = make_written_canvas(event, group=group)
        for number, title in enumerate(("Begrüßung", "Arbeit an den Stationen", "Plenum")):
            begins = clock.now() + timedelta(minutes=60 * number - 90)
            _add_item(event, title, begins)
    return event, first, canvas.public_id


def _add_item(event, title, begins):
    session().add(
        AgendaItem(
            public_id=tokens.new_id(),
            event_id=event.id,
            title=title,
            kind="open",
            starts_at=begins,
            ends_at=begins + timedelta(minutes=60),
            place="Aula",
            speakers=["Robin Beispiel"],
            calendar_uid=f"{tokens.new_id()}@localhost",
            touched_at=clock.now(),
        )
    )


@pytest.fixture
def facilitator(app, work, browser, hall):
    with work():
        link = make_access_link(hall[0], Role.FACILITATOR)
    browser.client.post(f"/link/{tokens.seal(app.config['SECRET_KEY'], 'access', link.public_id)}")
    return browser


def test_only_facilitators_of_the_event_get_in(facilitator, browsers, hall, work, app):
    event = hall[0]
    assert facilitator.open(f"/facilitate/{event.slug}").status_code == 200
    assert browsers().open(f"/facilitate/{event.slug}").status_code == 302
    with work():
        other = make_event()
        door = make_access_link(event, Role.DOOR)
    assert facilitator.open(f"/facilitate/{other.slug}").status_code == 403
    at_the_door = browsers()
    at_the_door.client.post(f"/link/{tokens.seal(app.config['SECRET_KEY'], 'access', door.public_id)}")
    assert at_the_door.open(f"/facilitate/{event.slug}").status_code == 403


def test_facilitators_see_stations_groups_and_canvases(facilitator, hall, seal):
    event, station, canvas = hall
    page = facilitator.open(f"/facilitate/{event.slug}")
    words = text_of(page)
    assert "1 von 4 Plätzen belegt" in words
    assert "1. Holz &lt;b&gt;" in words
    assert "1 Mitglied" in words
    assert "Entwurf" in words
    assert "Alexandra" not in words
    links = page.get_data(as_text=True)
    assert seal("stations", station.public_id) in links
    assert seal("canvases", canvas) in links
    assert seal("canvases", canvas, "/present") in links


def test_facilitators_mark_canvases_as_presented_and_released(facilitator, hall, work):
    event, _, canvas = hall
    address = f"/facilitate/{event.slug}"
    for status in ("presented", "approved"):
        assert facilitator.send(address, canvas=canvas, status=status).status_code == 303
    assert "Freigegeben" in text_of(facilitator.open(address))
    with work():
        assert canvas_queries.get_canvas(canvas).status == "approved"


def test_facilitators_release_no_canvas_on_which_nothing_stands(facilitator, work, hall):
    event, station, _ = hall
    with work():
        group = make_group(queries.get_station(station.public_id))
        blank = make_canvas(event, group=group).public_id
    address = f"/facilitate/{event.slug}"
    for status in ("presented", "approved"):
        assert facilitator.send(address, canvas=blank, status=status).status_code == 303
    assert "Auf dem Blatt steht noch nichts." in text_of(facilitator.open(address))
    with work():
        assert canvas_queries.get_canvas(blank).status == "presented"


def test_facilitators_mark_no_canvas_of_another_event(facilitator, hall, work):
    with work():
        foreign = make_canvas(make_event()).public_id
    assert facilitator.send(f"/facilitate/{hall[0].slug}", canvas=foreign, status="presented").status_code == 404


def test_an_event_without_stations_says_who_opens_them(browser, work, seal, app):
    with work():
        event = make_event()
        link = make_access_link(event, Role.FACILITATOR)
    browser.client.post(f"/link/{tokens.seal(app.config['SECRET_KEY'], 'access', link.public_id)}")
    assert "Noch keine Stationen" in text_of(browser.open(f"/facilitate/{event.slug}"))


def test_the_board_says_what_runs_and_what_comes_in_local_time(browser, hall):
    event = hall[0]
    for address in (f"/events/{event.slug}/board", f"/events/{event.slug}/board/part?at=1"):
        words = text_of(browser.open(address))
        assert "Jetzt Arbeit an den Stationen" in words
        assert "bis 10:30 Uhr" in words
        assert "10:30 Plenum" in words
        assert "1 von 4 Plätzen belegt" in words
        assert "1. Holz &lt;b&gt;" in words
    assert "Mitfinanziert aus Steuermitteln." in text_of(browser.open(f"/events/{event.slug}/board"))


def test_the_board_shows_no_personal_data(browser, hall):
    page = browser.open(f"/events/{hall[0].slug}/board").get_data(as_text=True)
    for secret in ("Alexandra", "Geheim", "Mia Beispiel", "/canvases/", "/stations/"):
        assert secret not in page


def test_the_board_is_reused_until_something_changes(browser, hall, work):
    event, station, _ = hall
    browser.client.set_cookie("lang", "de")  # past the cache, which may be a second behind
    address = f"/events/{event.slug}/board/part?at=1"
    tag = browser.open(address).headers["ETag"]
    assert browser.open(address, **{"If-None-Match": tag}).status_code == 304
    with work():
        guest = make_guest(event)
        services.choose_station(attendee=guest, station=queries.get_station(station.public_id), now=clock.now())
    changed = browser.open(address, **{"If-None-Match": tag})
    assert changed.status_code == 200
    assert "2 von 4 Plätzen belegt" in text_of(changed)


def test_the_board_moves_on_with_the_half_minute(browser, hall):
    event = hall[0]
    tag = browser.open(f"/events/{event.slug}/board/part?at=1").headers["ETag"]
    clock.move_on(timedelta(minutes=31))
    later = browser.open(f"/events/{event.slug}/board/part?at=63", **{"If-None-Match": tag})
    assert later.status_code == 200
    assert "Jetzt Plenum" in text_of(later)
    clock.move_on(timedelta(hours=2))
    assert "Danke, dass Sie da waren" in text_of(browser.open(f"/events/{event.slug}/board/part?at=300"))


def test_the_board_greets_before_the_event_and_says_when_it_is_off(browser, work):
    with work():
        coming = make_event(starts_in=timedelta(minutes=10))
        _add_item(coming, "Begrüßung", coming.starts_at)
        off = make_event(status="cancelled")
        draft = make_event(status="draft")
    assert "Herzlich willkommen" in text_of(browser.open(f"/events/{coming.slug}/board"))
    assert "Abgesagt" in text_of(browser.open(f"/events/{off.slug}/board"))
    assert browser.open(f"/events/{draft.slug}/board").status_code == 404


def test_the_board_works_without_scripts(browser, hall):
    page = browser.open(f"/events/{hall[0].slug}/board").get_data(as_text=True)
    assert re.search(r'<noscript>\s*<meta http-equiv="refresh"', page)


def test_a_board_with_more_groups_costs_no_more_queries(app, browser, hall, work):
    event, station, _ = hall
    seen = []
    for _ in range(2):
        with counted(app) as statements:
            browser.open(f"/events/{event.slug}/board/part?at={len(seen)}")
        seen.append(len(statements))
        with work():
            make_group(queries.get_station(station.public_id))
    assert seen[0] == seen[1] <= 7


@pytest.mark.parametrize("page", ["facilitate", "checkin"])
def test_whoever_may_open_the_events_desk_finds_the_way_back_to_it(app, work, page):
    with work():
        event = make_event(starts_in=timedelta(minutes=-30))
        role = Role.FACILITATOR if page == "facilitate" else Role.DOOR
        link = tokens.seal(app.config["SECRET_KEY"], "access", make_access_link(event, role).public_id)
        email = make_user(Role.ORGANIZER, organisation_id=event.host_id).email
    by_link, organizer = app.test_client(), app.test_client()
    by_link.post(f"/link/{link}")
    sign_in(organizer, email)
    for client, leads in ((by_link, False), (organizer, True)):
        shown = client.get(f"/{page}/{event.slug}", headers={"Accept-Language": "de"}).text
        assert (f'href="/manage/events/{event.slug}"' in shown, "Zur Veranstaltung" in shown) == (leads, leads)
        if page == "facilitate":  # no stations yet
            assert ("Stationen anlegen" in shown, "Das Team der Veranstaltung legt" in shown) == (leads, not leads)
