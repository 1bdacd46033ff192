"""The desk reads what becomes of those who wait: offers until the event begins, and none after that."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from tests.html import parsed, text_of
from tests.phases import bring_to
from webapp.foundation import clock
from webapp.registration import queries, services

ONLY_AHEAD = ("gehen zuerst an die Warteliste", "gehen an die Warteliste", "Platz außer der Reihe anbieten")


class Full:
    """A full event: Wanda waits, and Rita asks for a place."""

    def __init__(self, desk, phase):
        event = make_event(capacity=1, host=desk.host)
        asking = make_category(event, needs_approval=True)
        self.category = make_category(event, capacity=5).public_id
        others = queries.categories_of(event.id)[1].id
        self.seated = make_registration(event, "Ada", category_id=others).public_id
        self.waiting = make_registration(event, "Wanda", category_id=others).public_id
        self.asks = make_registration(event, "Rita", category_id=asking.id).public_id
        bring_to(event, phase)
        self.path = f"/events/{event.slug}"


def read(desk, path):
    return text_of(parsed(desk.client.get(f"/manage{path}", headers={"Accept-Language": "de"})))


@pytest.mark.parametrize("phase", ["upcoming", "running"])
def test_the_desk_is_told_that_places_go_to_the_line_only_until_the_event_begins(desk, work, phase):
    with work():
        full = Full(desk, phase)
    many = f"{full.path}/registrations/many?chosen={full.seated}&chosen={full.asks}"
    pages = {
        "list": f"{full.path}/registrations",
        "one": f"{full.path}/registrations/{full.waiting}",
        "category": f"{full.path}/sign-up/categories/{full.category}",
        "cancel": f"{many}&action=cancel",
    }
    for what, path in pages.items():
        assert any(said in read(desk, path) for said in ONLY_AHEAD) == (phase == "upcoming"), what
    assert ("rückt niemand mehr nach" in read(desk, f"{many}&action=approve")) == (phase == "running")


@pytest.mark.parametrize("phase", ["upcoming", "running"])
def test_whoever_approves_reads_whether_a_place_may_still_come(desk, work, phase):
    with work():
        full = Full(desk, phase)
    answer = desk.send(f"{full.path}/registrations/{full.asks}/approve")
    assert answer.status_code == 303
    said = read(desk, f"{full.path}/registrations/{full.asks}")
    assert "steht jetzt auf der Warteliste" in said
    assert ("werden keine Plätze mehr angeboten" in said) == (phase == "running")


def test_while_it_runs_the_desk_gives_a_free_place_to_whoever_asks(desk, work):
    with work():
        full = Full(desk, "running")
        seated = queries.get_by_public_id(full.seated)
        services.cancel(registration=seated, now=clock.now())
    desk.send(f"{full.path}/registrations/{full.asks}/approve")
    with work():
        assert queries.get_by_public_id(full.asks).status == "confirmed"
        assert queries.get_by_public_id(full.waiting).status == "waiting"
