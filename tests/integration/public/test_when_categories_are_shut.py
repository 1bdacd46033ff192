"""While no category takes anybody the pages say when the next one opens, or that registration is over."""

import json
from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration, people
from tests.html import parsed, text_of
from webapp.events.scopes import EVENTS
from webapp.foundation import clock, revisions
from webapp.registration.queries import categories_of, get_by_public_id
from webapp.registration.services import change_category, retire_category

pytestmark = [pytest.mark.usefixtures("now"), pytest.mark.both]
GERMAN = {"Accept-Language": "de"}
DAY = timedelta(days=1)
AHEAD, OVER, OPEN = {"opens_at": DAY}, {"closes_at": -DAY}, {"opens_at": -DAY, "closes_at": DAY}
NEVER = {"opens_at": 30 * DAY}  # when the event has long begun


class Pages:
    """An event with as few places left as a list tells, and categories with these times."""

    def __init__(self, work, client, *windows, **values):
        self.work, self.client = work, client
        with work():
            event = make_event("Dialog", capacity=6, starts_in=9 * DAY, **values)
            self.slug, self.id = event.slug, event.id
            made = make_registration(event, heads=people("Ada", "Ben", "Cem", "Dora"))
            self.made = made.public_id
            for number, window in enumerate(windows):
                times = {name: clock.now() + offset for name, offset in window.items()}
                make_category(event, label={"de": f"Gruppe {number}"}, **times)

    def read(self, path=""):
        return text_of(self.page(path)).replace("\xa0", " ")

    def page(self, path=""):
        answer = self.client.get(f"/events/{self.slug}{path}", headers=GERMAN)
        assert answer.status_code == 200
        return parsed(answer)

    def leads_to_the_form(self):
        return any((link.get("href") or "").endswith("/register") for link in self.page().iter("a"))

    def told_to_machines(self):
        (data,) = [each.text for each in self.page().iter("script") if each.get("type") == "application/ld+json"]
        return "offers" in json.loads(data)

    def badge(self):
        return "Nur noch wenige" in text_of(parsed(self.client.get("/events", headers=GERMAN)))


@pytest.fixture
def pages(work, client):
    return lambda *windows, **values: Pages(work, client, *windows, **values)


@pytest.mark.parametrize("windows", [[OPEN], [OVER, OPEN], [{}], [AHEAD, {}], []])
def test_one_that_takes_people_is_enough(pages, windows):
    at = pages(*windows)
    assert at.leads_to_the_form()
    assert at.told_to_machines()
    assert at.badge()
    assert "2 von 6 frei" in at.read()
    assert "Die Anmeldung beginnt" not in at.read("/register")


@pytest.mark.parametrize("windows", [[AHEAD], [OVER, AHEAD], [{"opens_at": 3 * DAY}, AHEAD]])
def test_the_next_opening_is_told_instead_of_a_button(pages, windows):
    at = pages(*windows)
    assert not at.leads_to_the_form()
    assert not at.told_to_machines()
    assert not at.badge()
    for path in ("", "/register"):
        said = at.read(path)
        assert "Die Anmeldung beginnt am Do., 19. November 2026" in said
        assert "von 6 frei" not in said
        assert "Minute" not in said


@pytest.mark.parametrize("windows", [[OVER], [NEVER], [OVER, NEVER]])
def test_registration_is_over_once_the_last_one_is(pages, windows):
    at = pages(*windows)
    assert not at.leads_to_the_form()
    assert not at.told_to_machines()
    assert not at.badge()
    assert "Die Anmeldung ist geschlossen" in at.read()
    assert "Die Anmeldung ist geschlossen" in at.read("/register")


def test_nothing_is_told_of_a_deadline_that_is_still_to_come(pages):
    at = pages(OVER)
    with at.work():
        get_by_public_id(at.made).event.registration_closes_at = clock.now() + 2 * DAY
    assert "angemeldet werden konnte" not in at.read("/register")
    assert "bis zum" not in at.read("/register")


def test_one_that_is_offered_no_more_opens_nothing(pages, work):
    at = pages(OVER, OPEN)
    with work():
        event = get_by_public_id(at.made).event
        retire_category(event=event, category=categories_of(event.id)[1], now=clock.now())
    assert not at.leads_to_the_form()


def test_lists_follow_the_times_of_categories(pages, work):
    at = pages(OPEN)
    with work():
        event, before = get_by_public_id(at.made).event, revisions.read([EVENTS])
        (category,) = categories_of(event.id)
        change_category(event=event, category=category, capacity=None, now=clock.now(), closes_at=clock.now() - DAY)
    with work():
        assert revisions.read([EVENTS]) != before
    assert not at.badge()
