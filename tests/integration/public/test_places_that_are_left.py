"""What pages say of the places that are left: few of them, or none for whoever comes now."""

import json
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_category, make_registration, people
from tests.html import parsed, text_of
from webapp.capacity.types import Level
from webapp.events.queries import get_event
from webapp.events.services import change_capacity
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import page_cache
from webapp.public import presenting
from webapp.registration.models import Registration

_FEW, _WAIT = "Nur noch wenige Plätze", "Auf die Warteliste"
_FIRST = "Zuerst kommt dran, wer schon wartet."


@given(st.integers(1, 2000), st.integers(0, 2000), st.integers(0, 12))
def test_few_are_few_for_what_there_was(capacity, taken, in_line):
    """Never while most of the places are free; always for the last tenth, and for the last one."""
    level = Level(taken=min(taken, capacity), capacity=capacity)
    now = clock.now()
    event = SimpleNamespace(
        status="published",
        features=["registration"],
        registration_closes_at=None,
        starts_at=now + timedelta(days=1),
        ends_at=now + timedelta(days=2),
        pool=SimpleNamespace(level=level),
    )
    said = presenting.seats(event, now, in_line)
    if level.free > level.taken:
        assert said in {None, "waiting"}
    if said == "few":
        assert 0 < level.free <= max(5, capacity / 10)
        assert in_line <= level.free
    if level.free == 1 < level.taken and in_line < 2:
        assert said == "few"
    assert (said in {"full", "waiting"}) is (level.free < max(in_line, 1))


def _said(client, path):
    document = parsed(client.get(path, headers={"Accept-Language": "de"}))
    (main,) = document.iter("main")
    return re.sub(r"\s+", " ", text_of(main))


@pytest.mark.parametrize(
    ("capacity", "taken", "is_few"),
    [(5, 0, False), (5, 2, False), (5, 3, True), (3, 0, False), (1, 0, False), (12, 7, True), (100, 92, True)],
)
def test_few_places_are_said_where_some_are_taken(app, work, now, capacity, taken, is_few):
    client = app.test_client(use_cookies=False)
    with work():
        event = make_event(capacity=capacity)
        while taken:
            heads = min(taken, 6)
            make_registration(event, heads=people(*(f"Ina {number}" for number in range(heads))))
            taken -= heads
        slug = event.slug
    for path in (f"/events/{slug}", "/events", "/"):
        assert (_FEW in _said(client, path)) is is_few, path


def test_lists_count_the_last_places_one_by_one(app, work, now):
    client = app.test_client(use_cookies=False)
    with work():
        slug = make_event(capacity=100).slug
        for _ in range(15):
            make_registration(get_event(slug), heads=people(*map(str, range(6))))
    for left in range(10, -1, -1):
        counted = [re.findall(r"noch (\d+)\W(?:Platz|Plätze) frei", _said(client, path)) for path in ("/events", "/")]
        assert counted == [[str(left)] * bool(left)] * 2
        with work():
            if left:
                make_registration(get_event(slug))
    with work():
        cancel(session().query(Registration).first())
    assert "noch 6 Plätze frei" in _said(client, "/events")
    with work():
        cancel(session().query(Registration).filter_by(status="confirmed").first())
    assert not re.search(r"noch \d", _said(client, "/events"))


@pytest.fixture(autouse=True)
def asked_each_time(monkeypatch):
    """Pages are kept as they are for readers, and each reader finds out whether they still hold."""
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)


@pytest.fixture
def family(work, now):
    """An event of five places of which four are taken, and a family of four in line."""

    def make(**rest):
        with work():
            event = make_event("Für Familien", capacity=5)
            make_registration(event, heads=people("Ada", "Ben", "Cyd", "Dana"))
            make_registration(event, heads=people("Ea", "Fritz", "Gerd", "Hanna"), **rest)
            return event.slug

    return make


def _availability(client, slug):
    document = parsed(client.get(f"/events/{slug}"))
    (script,) = [each for each in document.iter("script") if each.get("type") == "application/ld+json"]
    return json.loads(script.text)["offers"]["availability"].rpartition("/")[2]


def _promises(app, slug, *, but=()):
    """Whether each page promises a place to whoever comes now; all of them say the same."""
    client = app.test_client(use_cookies=False)
    page, form = _said(client, f"/events/{slug}"), _said(client, f"/events/{slug}/register")
    lists = [_said(client, path) for path in ("/events", "/")]
    waits = {
        "page": _WAIT in page,
        "places": _FIRST in page,
        "form": _WAIT in form,
        "ticket": "Dorthin schicken wir Ihr Ticket." not in form,
        "data": _availability(client, slug) == "SoldOut",
        "list": "Warteliste" in lists[0],
        "start": "Warteliste" in lists[1],
    }
    assert len({said for key, said in waits.items() if key not in but}) == 1, waits
    assert waits["page"] is not any(_FEW in each for each in (page, *lists))
    return _WAIT not in page


def test_places_that_a_family_waits_for_are_promised_to_nobody_else(app, work, family):
    slug = family()
    assert not _promises(app, slug)
    with work():
        waiting = session().query(Registration).filter_by(status="waiting").one()
        cancel(waiting)
    assert _promises(app, slug)


def test_what_nobody_has_confirmed_holds_nobody_up(app, family):
    assert _promises(app, family(confirmed=False))


def test_when_there_is_room_again_the_family_comes_first_and_then_anybody(app, work, family):
    slug = family()
    with work():
        change_capacity(event=get_event(slug), capacity=14)
    page = _said(app.test_client(use_cookies=False), f"/events/{slug}")
    assert "noch 6 von 14 frei" in page.replace("\u00a0", " ")
    assert _WAIT not in page


def test_who_waits_for_a_full_category_holds_up_nobody_elsewhere(app, work, now):
    with work():
        event = make_event("Für Familien", capacity=5)
        schools = make_category(event, capacity=1, label={"de": "Schulen"})
        businesses = make_category(event, label={"de": "Betriebe"})
        make_registration(event, heads=people("Ada", "Ben", "Cyd"), category_id=businesses.id)
        make_registration(event, category_id=schools.id)
        waiting = make_registration(event, category_id=schools.id)
        assert waiting.status == "waiting"
        slug = event.slug
    # Whether there is a ticket depends on the category that somebody will choose.
    assert _promises(app, slug, but={"ticket"})
