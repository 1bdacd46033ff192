"""One's own calendar: opened from the mailbox only, closed at once, told to nobody."""

import logging
import re
from datetime import timedelta

import icalendar
import pytest
from sqlalchemy import select

from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.factories.registration import cancel, make_registration
from tests.queries import counted
from webapp.accounts.queries import find_active_user
from webapp.accounts.types import Role
from webapp.calendar import queries, services
from webapp.calendar.types import FEED_LINK, OwnFeed
from webapp.events import services as events
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.mail.models import OutboxMail
from webapp.registration import services as registration
from webapp.registration.queries import get_by_public_id
from webapp.registration.types import LINK

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def page_of(app):
    """The address of somebody's registration."""

    def make(public_id):
        with app.test_request_context():
            return f"/registrations/{links.seal(LINK, public_id)}"

    return make


@pytest.fixture
def ask(client, page_of, work, outbox):
    """Ask on the page of a registration; the path of the calendar that the mail leads to."""

    def post(public_id):
        sent = client.post(f"{page_of(public_id)}/calendar", data={"once_key": tokens.new_id()})
        assert sent.status_code == 303
        with work():
            mails = outbox(kind="calendar", about=public_id)
            return re.search(r"http://localhost(/calendar/my/\S+)", mails[-1].text)[1] if mails else None

    return post


@pytest.fixture
def outbox():
    return lambda **where: list(session().scalars(select(OutboxMail).filter_by(**where).order_by(OutboxMail.id)))


def entries(answer):
    assert answer.status_code == 200, answer.status_code
    found = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    return [(str(entry["SUMMARY"]), str(entry["STATUS"])) for entry in found]


@pytest.mark.both
def test_all_dates_of_an_address_stand_in_it_also_those_that_come_later(client, work, ask):
    with work():
        first = make_registration(make_event("Eins"), email="kim@example.org").public_id
        full = make_event("Zwei", capacity=1)
        make_registration(full)
        make_registration(full, email="kim@example.org")
        make_registration(make_event("Fremd"), email="other@example.org")
        make_registration(make_event("Offen"), email="kim@example.org", confirmed=False)
    feed = ask(first)
    assert client.get(feed).status_code == 200
    assert entries(client.get(f"{feed}.ics")) == [("Eins", "CONFIRMED"), ("Warteliste: Zwei", "TENTATIVE")]
    with work():
        make_registration(make_event("Drei"), email="KIM@example.org")
        cancel(get_by_public_id(first))
    assert [title for title, _ in entries(client.get(f"{feed}.ics"))] == ["Warteliste: Zwei", "Drei"]


def test_only_people_with_a_place_learn_where_to_dial_in(client, work, ask):
    with work():
        event = make_event("Dialog", capacity=1)
        event.conference_url = "https://video.example.org/x"
        seated = make_registration(event, email="seated@example.org").public_id
        waiting = make_registration(event, email="waiting@example.org").public_id
        slug = event.slug
    assert b"video.example.org" in client.get(f"{ask(seated)}.ics").data
    assert b"video.example.org" not in client.get(f"{ask(waiting)}.ics").data
    assert b"video.example.org" not in client.get(f"/events/{slug}.ics").data
    assert b"video.example.org" not in client.get(f"/events/{slug}").data


def test_the_page_of_a_registration_never_shows_the_address(client, work, ask, page_of):
    with work():
        mine = make_registration(make_event(), email="kim@example.org").public_id
    ask(mine)
    assert "/calendar/my/" not in client.get(page_of(mine)).text


def test_whoever_has_confirmed_nothing_gets_no_calendar(client, work, ask):
    with work():
        silent = make_registration(make_event(), confirmed=False).public_id
    assert ask(silent) is None


def test_asking_often_fills_nobodys_mailbox(client, work, ask, page_of, outbox):
    with work():
        mine = make_registration(make_event()).public_id
    for _ in range(6):
        ask(mine)
        # Nothing is said that isn't true when none goes out, and nobody learns which it was.
        said = client.get(page_of(mine), headers={"Accept-Language": "de"}).text
        assert "kommt per E-Mail. Das kann ein paar Minuten dauern; in einer Stunde senden wir höchstens drei" in said
    with work():
        assert len(outbox(kind="calendar")) == 3


def test_closed_is_closed_at_once_and_a_new_one_is_another(client, work, ask):
    with work():
        mine = make_registration(make_event("Eins")).public_id
    feed = ask(mine)
    tag = client.get(f"{feed}.ics").headers["ETag"]
    assert client.post(f"{feed}/close", data={"once_key": tokens.new_id()}).status_code == 303
    for path in (feed, f"{feed}.ics"):
        assert client.get(path).status_code == 404
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 404
    again = ask(mine)
    assert again != feed
    assert len(entries(client.get(f"{again}.ics"))) == 1


def test_it_is_kept_by_no_cache_and_told_to_nobody(client, work, ask, caplog):
    with work():
        mine = make_registration(make_event()).public_id
    feed = ask(mine)
    with caplog.at_level(logging.DEBUG):
        for path in (feed, f"{feed}.ics"):
            answer = client.get(path)
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert feed.rpartition("/")[2] not in caplog.text


def test_it_says_that_nothing_changed(client, work, ask):
    with work():
        mine = make_registration(make_event()).public_id
    feed = ask(mine)
    first = client.get(f"{feed}.ics")
    assert client.get(f"{feed}.ics", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("change", [lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"), lambda t: t[::-1], str.upper])
def test_a_link_that_is_amiss_opens_nothing(client, work, ask, change):
    with work():
        mine = make_registration(make_event()).public_id
    token = ask(mine).rpartition("/")[2]
    assert client.get(f"/calendar/my/{change(token)}.ics").status_code == 404


def test_the_link_of_a_registration_opens_no_calendar(client, work, page_of):
    with work():
        mine = make_registration(make_event()).public_id
    token = page_of(mine).rpartition("/")[2]
    assert client.get(f"/calendar/my/{token}.ics").status_code == 404


@pytest.mark.usefixtures("same_minute")
def test_guessers_are_slowed_down(client):
    codes = [client.get(f"/calendar/my/{tokens.new_id()}{tokens.new_id()}.ics").status_code for _ in range(61)]
    assert codes[0] == 404
    assert codes[-1] == 429


def test_somebody_erased_has_no_calendar_left(client, work, ask):
    with work():
        mine = make_registration(make_event(), email="kim@example.org").public_id
    feed = ask(mine)
    with work():
        registration.erase(registration=get_by_public_id(mine), now=clock.now())
        assert queries.find_open_feed(OwnFeed.ATTENDEE, "kim@example.org") is None
    assert client.get(f"{feed}.ics").status_code == 404


def test_many_dates_cost_the_queries_of_few(app, client, work, ask):
    with work():
        mine = make_registration(make_event(), email="kim@example.org").public_id
    feed = ask(mine)

    def queries_for():
        with counted(app) as seen:
            client.get(f"{feed}.ics")
        return len(seen)

    few = queries_for()
    with work():
        for _ in range(6):
            make_registration(make_event(), email="kim@example.org")
    assert queries_for() == few <= 4


# At the desk


@pytest.fixture
def organizer(app, work):
    with work():
        host = make_organisation()
        user = make_user(Role.ORGANIZER, organisation_id=host.id)
        email = user.email
    client = app.test_client()
    sign_in(client, email)
    return client, host


def test_staff_see_their_events_drafts_and_closing_dates(client, work, organizer):
    desk, host = organizer
    with work():
        draft = make_event("Entwurf", host=host, status="draft")
        event = make_event("Dialog", host=host, capacity=5)
        event.registration_closes_at = event.starts_at - timedelta(days=2)
        make_registration(event)
        make_event("Fremd")
        assert draft
    desk.post("/manage/calendar", data={"once_key": tokens.new_id()})
    page = desk.get("/manage/calendar").text
    feed = re.search(r"http://localhost(/calendar/my/[^\"<\s]+\.ics)", page)[1]
    answer = client.get(feed)
    assert {title for title, _ in entries(answer)} == {"Entwurf: Entwurf", "Dialog", "Anmeldeschluss: Dialog"}
    assert "1 von 5" in answer.data.replace(b"\r\n ", b"").decode()
    desk.post("/manage/calendar/close", data={"once_key": tokens.new_id()})
    assert client.get(feed).status_code == 404


def test_whoever_leaves_the_staff_sees_nothing_more(client, app, work):
    with work():
        host = make_organisation()
        user = make_user(Role.ORGANIZER, organisation_id=host.id)
        make_event("Dialog", host=host)
        feed = services.open_feed(kind=OwnFeed.STAFF, owner=user.public_id, now=clock.now()).public_id
        with app.test_request_context():
            path = f"/calendar/my/{links.seal(FEED_LINK, feed)}.ics"
    assert len(entries(client.get(path))) == 1
    with work():
        find_active_user(user.public_id).active = False
    assert entries(client.get(path)) == []


def test_a_cancelled_event_stays_in_ones_own_calendar_as_cancelled(client, work, ask):
    with work():
        event = make_event("Dialog")
        mine = make_registration(event).public_id
        events.cancel_event(event=event, now=clock.now(), reason="Sturm")
    assert entries(client.get(f"{ask(mine)}.ics")) == [("Abgesagt: Dialog", "CANCELLED")]
