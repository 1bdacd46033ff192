"""Today says what waits across all of one's own events, and each row leads to the very thing."""

import io
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from tests.factories.accounts import make_user, sign_in
from tests.factories.canvases import make_written_canvas
from tests.factories.contacts import make_contact
from tests.factories.events import make_event, make_venue
from tests.factories.organisations import make_organisation
from tests.factories.registration import make_registration
from tests.factories.stations import make_group, make_station
from tests.html import parsed, text_of
from tests.queries import counted
from webapp.accounts.types import Role
from webapp.checkin.models import DoorDevice
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import formats
from webapp.mail.models import OutboxMail
from webapp.mail.types import MailState
from webapp.organising import rules
from webapp.organising.attention import matters
from webapp.organising.queries import cockpit
from webapp.registration import services as registrations
from webapp.registration.types import GuestListState

GERMAN = {"Accept-Language": "de"}
TABLE = b"Name;E-Mail\nKim Muster;kim.muster@example.org\nOhne;\n"


def rows(client):
    """What waits, by its heading: (what is said, where it leads)."""
    page = parsed(client.get("/manage", headers=GERMAN))
    found = {}
    for section in page.iter("section"):
        if "dw-matters" in section.get("class", ""):
            (heading,) = section.iter("h2")
            found[text_of(heading).strip()] = [(text_of(link), link.get("href")) for link in section.iter("a")]
    return found


def make_device(event, *, seen=timedelta()):
    """A phone that reported from the door."""
    found = session().get(DoorDevice, (event.id, "phone")) or DoorDevice(event_id=event.id, id="phone", actor_key="x")
    found.seen_at = clock.now() + seen
    session().add(found)


def test_whoever_has_nothing_yet_is_told_what_to_do(app, desk, work, now):
    with work():
        admin = make_user(Role.ADMIN)
    assert "Noch keine Veranstaltung" in desk.page("")
    assert 'href="/manage/events/new"' in desk.page("")
    with work():
        make_event(host=desk.host, venue=make_venue(), starts_in=timedelta(days=60))
    assert "Es wartet nichts auf Sie" in desk.page("")
    client = app.test_client()
    sign_in(client, admin.email)
    assert client.get("/manage", headers=GERMAN).status_code == 200


def test_all_that_waits_is_said_and_leads_there(app, desk, other_desk, work):
    with work():
        for host in (desk.host, other_desk.host):
            soon = make_event("Bald", host=host, capacity=1, venue=make_venue(), starts_in=timedelta(days=3))
            registrations.set_up(event=soon, needs_approval=True)
            make_registration(soon, "Ada Anfrage")
            line = make_event("Reihe", host=host, capacity=0, starts_in=timedelta(days=40))
            make_registration(line, "Wanda Wartet")
            line.pool.capacity = 5  # places that came free without anybody moving up
            make_event("Halb", host=host, status="draft", published_at=None)
            running = make_event("Läuft", host=host, venue=make_venue(), starts_in=timedelta(hours=-1))
            make_device(running)
            make_written_canvas(running, group=make_group(make_station(running)))
            guests = registrations.take_list(
                event=line, stream=io.BytesIO(TABLE), name="g.csv", category_id=None, language="de", now=clock.now()
            )
            guests.state, guests.faulty = GuestListState.READY.value, 1
        for mail in session().scalars(select(OutboxMail)):
            mail.state = MailState.SET_ASIDE.value
    found = rows(desk.client)
    assert list(found) == [
        "Der Einlass ist offen",
        "E-Mails, die nicht ankamen",
        "Zu entscheiden",
        "Für den Tag fehlt noch etwas",
        "Warten, obwohl Plätze frei sind",
        "Gästelisten mit Fehlern",
        "Canvases zur Freigabe",
        "Entwürfe",
    ]
    own = {slug for each in found.values() for _said, url in each for slug in [urlsplit(url).path.split("/")[3]]}
    with work():
        assert {get_event(slug).host_id for slug in own} == {desk.host.id}
    for each in found.values():
        for said, url in each:
            assert desk.client.get(url, headers=GERMAN).status_code == 200, said
    (request,) = found["Zu entscheiden"]
    assert request[0] == "1 Person wartet auf Ihre Entscheidung."
    assert "Ada Anfrage" in desk.client.get(request[1]).text
    assert any(url.endswith("/access") for _said, url in found["Für den Tag fehlt noch etwas"])


def test_what_is_missing_is_what_the_event_says_itself(desk, work):
    with work():
        drafts = [
            make_event(host=desk.host, status="draft", published_at=None, **values)
            for values in (
                {},
                {"features": []},
                {"teaser": "Da"},
                {"contact_email": "a@example.org"},
                {"venue": make_venue()},
            )
        ]
        near = make_event(host=desk.host, venue=make_venue(), starts_in=timedelta(days=3))
        make_station(near)
        told = {each.event.id: set(each.steps) for each in matters([*drafts, near], clock.now()) if each.steps}
        for event in drafts:
            assert told[event.id] == set(rules.missing(cockpit(event.slug, clock.now()).publishing))
        assert told[near.id] == set(rules.missing(cockpit(near.slug, clock.now()).doors))


def test_the_most_pressing_comes_first_and_what_is_over_long_ago_never(desk, work):
    with work():
        make_event(host=desk.host, status="draft", published_at=None)
        old = make_event("Lange her", host=desk.host)
        make_written_canvas(old, group=make_group(make_station(old)))
        old.starts_at, old.ends_at = old.starts_at - timedelta(days=120), old.ends_at - timedelta(days=120)
        make_event(host=desk.host, venue=make_venue(), starts_in=timedelta(minutes=30))
    assert list(rows(desk.client)) == ["Für den Tag fehlt noch etwas", "Entwürfe"]


def test_a_door_is_open_once_a_device_opened_it_and_what_is_missing_stays_named_till_then(desk, work):
    with work():
        early = make_event("Bald", host=desk.host, venue=make_venue(), starts_in=timedelta(minutes=30))
        running = make_event("Läuft", host=desk.host, venue=make_venue(), starts_in=timedelta(hours=-1))
        make_device(running, seen=timedelta(days=-1))  # somebody tried it out the day before
    assert list(rows(desk.client)) == ["Für den Tag fehlt noch etwas"]
    assert "Für den Tag" in desk.page(f"/events/{running.slug}"), "nothing comes before what has begun"
    assert "Bevor" not in desk.page(f"/events/{running.slug}")
    with work():
        make_device(early)
        make_device(running)
    assert list(rows(desk.client)) == ["Der Einlass ist offen"]
    with work():
        for event in (early, running):
            assert rules.missing(cockpit(event.slug, clock.now()).doors) == []


@pytest.mark.parametrize(("days", "named"), [(40, False), (20, True)])
def test_a_link_that_can_not_be_made_yet_is_not_missing_and_the_event_says_from_when(desk, work, days, named):
    with work():
        event = make_event("Fern", host=desk.host, venue=make_venue(), starts_in=timedelta(days=days))
        make_station(event)
        missing = rules.missing(cockpit(event.slug, clock.now()).doors)
        since = event.ends_at - timedelta(days=30)
    assert [step.value for step in missing] == (["door_link", "facilitator_link"] if named else [])
    page, links = desk.page(f"/events/{event.slug}"), desk.page(f"/events/{event.slug}/access")
    said = f"Diesen können Sie ab dem {formats.plain_day(clock.local(since, event.zone), 'de')} anlegen."
    assert (said in page, "liefe vor dem Ende der Veranstaltung ab" in links) == (not named, not named)
    assert list(rows(desk.client)) == [], "two weeks before it begins it is time"


def test_contacts_to_review_are_counted_and_lead_to_just_them(desk, other_desk, work, now):
    with work():
        for host in (desk.host, desk.host, other_desk.host):
            make_contact(host, "Fällig", review_on=now.date())
        make_contact(desk.host, "Später", review_on=now.date() + timedelta(days=2))
    found = rows(desk.client)
    assert list(found) == ["Kontakte, die zu überprüfen sind"]
    ((said, url),) = found["Kontakte, die zu überprüfen sind"]
    assert said.replace("\u00a0", " ") == "2 Kontakte sind zu überprüfen."
    page = desk.client.get(url, headers=GERMAN).text
    assert (page.count("Fällig</a>"), "Später</a>" in page) == (2, False)
    assert desk.host.name in desk.page("")


@pytest.mark.usefixtures("now")
def test_five_hundred_events_take_no_more_queries_than_one(app, desk, work):
    def asked():
        with counted(app) as seen:
            desk.page("")
        return len(seen)

    with work():
        make_event(host=desk.host, starts_in=timedelta(days=2))
        make_contact(desk.host, review_on=clock.now().date())
    few = asked()
    with work():
        host = make_organisation()
        for number in range(500):
            make_event(
                host=desk.host if number % 2 else host,
                starts_in=timedelta(days=number % 40 - 10),
                status="draft" if number % 5 == 0 else "published",
            )
    assert asked() <= max(few, 12)
    assert few <= 12
