"""Of an event without a limit nothing says that a place is scarce: no page of it, and no letter about it."""

import re
from datetime import timedelta

import pytest

from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_event, make_venue
from tests.factories.organisations import make_organisation
from tests.factories.registration import cancel, make_category, make_registration
from tests.factories.stations import make_station
from tests.html import parsed, text_of
from tests.integration.mail.test_companions import FATES
from webapp.accounts.types import Role
from webapp.events.queries import get_event
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.registration import services
from webapp.registration.queries import get_by_public_id
from webapp.registration.queries.limits import is_limited
from webapp.registration.types import LINK, Head
from webapp.stations.services import choose_station
from webapp.stations.types import POSTER
from webapp.tickets.payload import payload_of
from webapp.tickets.queries import tickets_of_registration

GERMAN = {"Accept-Language": "de", "Cookie": "seen=1"}
# How sentences say that others want a place; names of fields and buttons at the desk say what might be.
SCARCE = re.compile(
    r"für andere frei|wieder frei|damit jemand anderes|jemand anderen frei|auf die Warteliste|Ende der Warteliste"
    r"|an die Warteliste|geht an jemand|für andere frei|noch frei|belegt|ausgebucht|Warteliste rücken|Platz wird",
    re.IGNORECASE,
)


@pytest.fixture
def made(app, work, now):
    """An event with this many places, and somebody at its station with a companion; who organizes it is signed in."""

    def make(capacity):
        with work():
            host = make_organisation()
            email = make_user(Role.ORGANIZER, organisation_id=host.id).email
            event = make_event(host=host, venue=make_venue(), capacity=capacity)
            heads = (Head("Ada"), Head("Ben", "ben@example.org"))
            mine = make_registration(event, "Ada", email="ada@example.org", heads=heads)
            stations = [make_station(event, capacity=capacity) for _ in range(2)]
            choose_station(station=stations[0], attendee=mine.attendees[0], now=now)
            slug, key = event.slug, mine.public_id
        staff = app.test_client()
        assert sign_in(staff, email).status_code == 303
        return slug, key, staff, [each.public_id for each in stations]

    return make


def pages_of(app, work, made, capacity):
    """All that visitors and the desk are told around leaving, moving and registering."""
    slug, key, staff, stations = made(capacity)
    with work():
        ticket = tickets_of_registration(get_by_public_id(key).id)[0]
        payload = payload_of(ticket, get_event(slug))
        seal = lambda purpose, public_id: tokens.seal(app.config["SECRET_KEY"], purpose, public_id)  # noqa: E731
        visitor = [f"/events/{slug}", f"/events/{slug}/register", f"/registrations/{seal(LINK, key)}", f"/t/{payload}"]
        posters = [f"/stations/{seal(POSTER, each)}" for each in stations]
    desk = f"/manage/events/{slug}/registrations"
    many = f"{desk}/many?chosen={key}&action"
    reader = app.test_client()
    for client, paths in (
        (reader, [*visitor, *posters]),  # the ticket is remembered before the posters are scanned
        (staff, [f"{desk}/{key}", f"{desk}/{key}/cancel", f"{many}=cancel", f"{many}=approve"]),
    ):
        for path in paths:
            answer = client.get(path, headers={"Accept-Language": "de"})
            assert answer.status_code == 200, path
            yield path, text_of(parsed(answer))


def letters_of(work, capacity):
    with work():
        event = make_event(capacity=capacity, venue=make_venue())
        heads = (Head("Ada"), Head("Ben", "ben@example.org"))
        make_registration(event, "Ada", email="ada@example.org", heads=heads)
        cancel(make_registration(event, "Cem"))
        pair = make_registration(event, "Dora", heads=(Head("Dora"), Head("Eva", "eva@example.org")))
        services.drop_attendee(registration=pair, attendee_id=pair.attendees[1].id, now=clock.now())
        for fate in FATES.values():
            fate(event)
            if event.status != "published":
                event.status = "published"
        return [(mail.kind, " ".join(f"{mail.text} {mail.html}".split())) for mail in session().query(OutboxMail)]


def scarce_in(said):
    return sorted({(where, match[0]) for where, text in said for match in SCARCE.finditer(text)})


def test_no_page_speaks_of_places_for_others_where_there_is_no_limit(app, work, made):
    assert scarce_in(pages_of(app, work, made, None)) == []


def test_pages_do_where_there_is_one(app, work, made):
    assert len({where for where, _ in scarce_in(pages_of(app, work, made, 10))}) >= 4


def test_no_letter_speaks_of_places_for_others_where_there_is_no_limit(work, now):
    assert scarce_in(letters_of(work, None)) == []


def test_letters_do_where_there_is_one(work, now):
    kinds = {kind for kind, _ in scarce_in(letters_of(work, 10))}
    assert kinds >= {"seat_confirmed", "cancelled", "event_moved", "event_restored"}


@pytest.mark.both
def test_a_limit_is_one_of_the_event_of_a_category_or_of_an_answer(work, now):
    with work():
        assert is_limited(make_event(capacity=1))
        event = make_event(capacity=None)
        make_category(event)
        assert not is_limited(event)
        make_category(event, capacity=5)
        assert is_limited(event)


@pytest.mark.parametrize(
    ("phase", "offered"),
    [("draft", 3), ("upcoming", 3), ("postponed", 3), ("running", 2), ("past", 2), ("cancelled", 1)],
)
def test_the_desk_offers_to_remind_only_of_what_is_to_come(app, work, made, phase, offered):
    slug, _key, staff, _stations = made(5)
    with work():
        event = get_event(slug)
        if phase in {"draft", "postponed", "cancelled"}:
            event.status = phase
        if phase in {"running", "past"}:
            event.starts_at = clock.now() - timedelta(hours=3)
            event.ends_at = clock.now() + timedelta(hours=1 if phase == "running" else -1)
    page = parsed(staff.get(f"/manage/events/{slug}/mail", headers=GERMAN))
    links = {each.get("href") for each in page.iter("a") if "/mail/new/" in (each.get("href") or "")}
    assert len(links) == offered
    for name in ("message", "reminder", "thanks"):
        path = f"/manage/events/{slug}/mail/new/{name}"
        assert staff.get(path, headers={"Accept-Language": "de"}).status_code == (200 if path in links else 303)
