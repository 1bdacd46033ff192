from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event
from webapp.agenda.queries import all_items_of, items_of
from webapp.events.queries import get_event

START = datetime(2027, 5, 6, 13, 0, tzinfo=UTC)


@pytest.fixture
def slug(desk, work) -> str:
    with work():
        return make_event(host=desk.host, starts_at=START).slug


def typed(**changes):
    return {"title": "Begrüßung", "kind": "welcome", "day": "2027-05-06", "starts": "15:00", "ends": "15:20", **changes}


@pytest.fixture
def programme(work, slug):
    """The items as (minutes after the start, title)."""

    def ask():
        with work():
            items = items_of(get_event(slug).id)
            return [((item.starts_at - START) // timedelta(minutes=1), item.title) for item in items]

    return ask


@pytest.fixture
def item(work, slug) -> str:
    with work():
        event = get_event(slug)
        make_item(event, "Später", begins=40)
        return make_item(event, "Impuls", begins=20).public_id


def test_an_item_is_added_and_the_next_one_begins_where_it_ends(desk, slug, programme):
    data = typed(place="Saal", speakers="A. Beispiel\n\nB. Muster")
    assert desk.send(f"/events/{slug}/agenda", data).status_code == 303
    assert programme() == [(0, "Begrüßung")]
    page = desk.page(f"/events/{slug}/agenda")
    assert "A. Beispiel, B. Muster" in page
    assert 'value="15:20"' in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "Bitte geben Sie an, was geschieht."),
        ({"title": "x" * 201}, "Bitte kürzen Sie auf höchstens 200\u00a0Zeichen."),
        ({"starts": ""}, "Bitte geben Sie den Beginn an."),
        ({"starts": "bald"}, "Bitte geben Sie eine Uhrzeit ein, zum Beispiel 15:00."),
        ({"ends": ""}, "Bitte geben Sie das Ende an."),
        ({"ends": "14:59"}, "Das Ende darf nicht vor dem Beginn liegen."),
    ],
)
def test_bad_items_are_named_kept_and_not_added(desk, slug, programme, changes, sentence):
    answer = desk.send(f"/events/{slug}/agenda", typed(place="Saal 3", **changes))
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert 'value="Saal 3"' in answer.text
    assert programme() == []


@pytest.mark.parametrize("changes", [{"day": "2027-05-09"}, {"day": ""}, {"kind": "magic"}])
def test_days_and_kinds_that_do_not_exist_are_refused(desk, slug, programme, changes):
    assert desk.send(f"/events/{slug}/agenda", typed(**changes)).status_code == 422
    assert programme() == []


def test_overlaps_and_items_outside_are_shown_and_not_refused(desk, slug):
    desk.send(f"/events/{slug}/agenda", typed(title="Eins", place="Saal", ends="15:30"))
    desk.send(f"/events/{slug}/agenda", typed(title="Zwei", place="Saal", starts="15:10", ends="23:00"))
    page = desk.page(f"/events/{slug}/agenda")
    assert "Gleichzeitig am selben Ort:" in page
    assert "Endet nach der Veranstaltung:" in page


def test_an_item_is_changed(desk, slug, programme, item):
    page = desk.page(f"/events/{slug}/agenda/{item}")
    assert 'value="Impuls"' in page
    assert 'value="15:20"' in page
    assert desk.send(f"/events/{slug}/agenda/{item}", typed(title="Vortrag", starts="15:05")).status_code == 303
    assert (5, "Vortrag") in programme()
    assert desk.send(f"/events/{slug}/agenda/{item}", typed(title="")).status_code == 422


def test_an_item_moves_with_all_after_it(desk, slug, programme, item):
    assert desk.send(f"/events/{slug}/agenda/{item}/move", {"minutes": "-5"}).status_code == 303
    assert programme() == [(15, "Impuls"), (40, "Später")]
    desk.send(f"/events/{slug}/agenda/{item}/move", {"minutes": "10", "following": "y"})
    assert programme() == [(25, "Impuls"), (50, "Später")]
    desk.send(f"/events/{slug}/agenda/{item}/move", {"minutes": "1000000"})
    assert programme() == [(25, "Impuls"), (50, "Später")]
    assert "Bitte wählen Sie, um wie viele Minuten" in desk.page(f"/events/{slug}/agenda")


def test_a_dropped_item_can_be_put_back(desk, slug, programme, item):
    desk.send(f"/events/{slug}/agenda/{item}/drop")
    assert programme() == [(40, "Später")]
    assert "1 gestrichener Punkt" in desk.page(f"/events/{slug}/agenda")
    desk.send(f"/events/{slug}/agenda/{item}/restore")
    assert programme() == [(20, "Impuls"), (40, "Später")]


def test_an_item_of_another_event_is_not_found(desk, work, item):
    with work():
        other = make_event(host=desk.host).slug
    for path in ("", "/move", "/drop", "/restore"):
        assert desk.send(f"/events/{other}/agenda/{item}{path}", typed(minutes="5")).status_code == 404


def test_an_event_of_several_days_and_over_midnight(desk, work):
    with work():
        slug = make_event(host=desk.host, starts_at=START, ends_at=START + timedelta(hours=14)).slug
    assert 'name="day"' in desk.page(f"/events/{slug}/agenda")
    assert desk.send(f"/events/{slug}/agenda", typed(starts="23:30", ends="00:30")).status_code == 303
    with work():
        (item,) = all_items_of(get_event(slug).id)
        assert item.ends_at - item.starts_at == timedelta(hours=1)
        public_id = item.public_id
    assert desk.send(f"/events/{slug}/agenda/{public_id}", typed(starts="23:30", ends="00:45")).status_code == 303
