"""A group that fits nowhere keeps nobody back, so no page promises a newcomer a waiting list because of it."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_category, make_registration, people
from tests.html import parsed, text_of
from webapp.events.queries import get_event
from webapp.events.services import change_capacity
from webapp.foundation.database import session
from webapp.registration import queries

pytestmark = [pytest.mark.usefixtures("now"), pytest.mark.both]
GERMAN = {"Accept-Language": "de"}


def read(client, path):
    return text_of(parsed(client.get(path, headers=GERMAN))).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("seated", "group", "capacity", "waits"), [(1, 4, 3, False), (1, 3, 3, True), (2, 5, 4, False)]
)
def test_free_places_are_a_newcomers_beside_a_group_that_fits_nowhere(client, work, seated, group, capacity, waits):
    with work():
        event = make_event(capacity=5)
        slug = event.slug
        make_registration(event, heads=people(*"ABCDE"[:seated]))
        others = make_registration(event, heads=people(*"VWXYZ"[: 5 - seated]))
        made = make_registration(event, heads=people(*"FGHIJ"[:group]))
        change_capacity(event=event, capacity=capacity)
        cancel(others)
        assert made.status == "waiting"
        assert queries.waits_in_vain(made) != waits
    for path in (f"/events/{slug}", f"/events/{slug}/register"):
        page = read(client, path)
        assert ("Zuerst kommt dran" in page) == waits, path
        assert ("Auf die Warteliste" in page) == waits, path
    assert ("vor Ihnen" in read(client, f"/events/{slug}/register")) == waits
    with work():
        newcomer = make_registration(get_event(slug))
        assert newcomer.status == ("waiting" if waits else "confirmed")


@pytest.mark.parametrize("of", ["event", "category"])
def test_a_newcomer_of_a_full_event_is_not_behind_a_group_that_fits_nowhere(client, work, of):
    with work():
        event = make_event(capacity=4)
        slug = event.slug
        category, other = make_category(event, capacity=4), make_category(event)
        make_registration(event, heads=people("A"), category_id=category.id)
        make_registration(event, heads=people("B"), category_id=category.id)
        make_registration(event, heads=people("C", "D"), category_id=other.id)
        group = make_registration(event, heads=people(*"FGHI"), category_id=category.id)
        assert group.status == "waiting"
        if of == "event":
            change_capacity(event=event, capacity=2)
        else:
            category.pool.capacity = 3
            session().flush()
        assert queries.waits_in_vain(group)
    page = read(client, f"/events/{slug}/register")
    assert "vor Ihnen" not in page
    assert "wären Sie an erster Stelle" in page
    with work():
        assert queries.queue_of(get_event(slug).id) == queries.Queue()
