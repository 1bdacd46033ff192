"""A draft whose registration deadline has passed isn't published as closed: the desk is told to look at it."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.registration import queries

pytestmark = pytest.mark.usefixtures("legal_texts")

SAID, OF_CATEGORIES = "Ein Anmeldeschluss, der noch bevorsteht", "Eine Kategorie, die noch offen ist"
HOUR = timedelta(hours=1)


@pytest.fixture
def make(desk, work):
    def draft(closes_in, **values):
        closes_at = None if closes_in is None else clock.now() + closes_in
        ready = {"teaser": "Kommen Sie!", "contact_email": "a@example.org", "conference_url": "https://example.org/y"}
        state = {"status": "draft", "published_at": None, "features": ["registration"]}
        with work():
            values = {**state, **ready, "registration_closes_at": closes_at, **values}
            return make_event("Dialog", host=desk.host, **values).slug

    return draft


def published(desk, read, slug):
    """Whether it could be published, and whether people may register then."""
    assert desk.send(f"/events/{slug}/publish").status_code == 303
    return read(slug, lambda event: (event.status, str(queries.availability(event, clock.now()))))


@pytest.mark.parametrize("since", [timedelta(0), HOUR, timedelta(days=3)], ids=str)
def test_a_deadline_that_passed_while_drafting_is_to_be_looked_at_first(desk, read, make, since):
    slug = make(-since)
    assert SAID in desk.page(f"/events/{slug}")
    assert published(desk, read, slug)[0] == "draft"
    assert SAID in desk.page(f"/events/{slug}")


@pytest.mark.parametrize("closes_in", [None, HOUR, timedelta(days=3)], ids=str)
def test_with_none_or_one_to_come_it_is_published_and_open(desk, read, make, closes_in):
    slug = make(closes_in)
    assert SAID not in desk.page(f"/events/{slug}")
    assert published(desk, read, slug) == ("published", "open")


def test_it_passes_on_a_published_event_without_a_word(desk, read, make):
    slug = make(HOUR)
    assert published(desk, read, slug) == ("published", "open")
    clock.move_on(2 * HOUR)
    assert SAID not in desk.page(f"/events/{slug}")


@pytest.mark.parametrize("values", [{"features": []}, {"starts_in": -HOUR, "lasts": 3 * HOUR}], ids=str)
def test_where_nobody_registers_or_it_has_begun_no_deadline_is_asked_for(desk, read, make, values):
    slug = make(-2 * HOUR, **values)
    assert SAID not in desk.page(f"/events/{slug}")
    assert published(desk, read, slug)[0] == "published"


def test_the_step_leads_to_the_field_where_it_is_done(desk, read, make):
    slug = make(-HOUR)
    assert f"/manage/events/{slug}/edit#closes_at" in desk.page(f"/events/{slug}")
    assert 'id="closes_at"' in desk.page(f"/events/{slug}/edit")


@pytest.mark.parametrize(
    ("closing", "is_said"),
    [([-HOUR], True), ([-HOUR, -2 * HOUR], True), ([-HOUR, HOUR], False), ([-HOUR, None], False), ([], False)],
    ids=str,
)
def test_categories_that_have_all_closed_are_to_be_looked_at_as_well(desk, read, work, make, closing, is_said):
    slug = make(None)
    with work():
        for each in closing:
            make_category(get_event(slug), closes_at=each and clock.now() + each)
    page = desk.page(f"/events/{slug}")
    assert (OF_CATEGORIES in page) is is_said
    assert SAID not in page
    assert published(desk, read, slug)[0] == ("draft" if is_said else "published")
    clock.move_on(2 * HOUR)
    assert (OF_CATEGORIES in desk.page(f"/events/{slug}")) is is_said
