"""Whatever the buttons of the programme make of an item can be saved as it stands, and stays as it is by that."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event
from tests.forms import sent_from
from tests.html import parsed
from webapp.agenda.queries import all_items_of
from webapp.events.queries import get_event
from webapp.foundation import clock, tokens

BERLIN = "Europe/Berlin"
# From seven until half past eleven in the evening: on any day, and around the nights in which clocks change.
EVENINGS = (date(2027, 5, 6), date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 30), date(2027, 10, 31))
ITEMS = {"Empfang": (0, 20), "Podium": (60, 260), "Ausklang": (230, 260), "Abbau": (260, 270)}  # in minutes


@pytest.fixture
def programme(desk, work):
    """An evening with items until its end; the address of its programme."""

    def make(day=EVENINGS[0], lasts=timedelta(hours=4, minutes=30), items=ITEMS):
        starts = clock.from_local(datetime(day.year, day.month, day.day, 19), BERLIN)
        with work():
            event = make_event("Abend", host=desk.host, starts_at=starts, lasts=lasts)
            for title, (begins, ends) in items.items():
                item = make_item(event, title)
                item.starts_at, item.ends_at = starts + timedelta(minutes=begins), starts + timedelta(minutes=ends)
        return f"/events/{event.slug}/agenda"

    return make


def items_of(work, path):
    with work():
        found = all_items_of(get_event(path.split("/")[2]).id)
        return {each.title: (each.public_id, each.starts_at, each.ends_at) for each in found}


def saved(desk, path, item, **changes):
    form = sent_from(parsed(desk.client.get(f"/manage{path}/{item}")), "title")
    return desk.send(f"{path}/{item}", {**form, **changes, "once_key": tokens.new_id()})


@pytest.mark.in_turns
@pytest.mark.parametrize("minutes", ["30", "-30"])
@pytest.mark.parametrize("following", ["", "y"])
@pytest.mark.parametrize("day", EVENINGS, ids=str)
def test_each_item_can_be_saved_unchanged_however_far_it_was_moved(desk, work, programme, day, following, minutes):
    path = programme(day)
    pressed = items_of(work, path)["Podium" if following else "Ausklang"][0]
    for _time in range(12):
        answer = desk.send(f"{path}/{pressed}/move", {"minutes": minutes, **({"following": "y"} if following else {})})
        assert answer.status_code == 303
        moved = items_of(work, path)
        for item, *_span in moved.values():
            assert saved(desk, path, item, summary="Mit Musik.").status_code == 303, moved
        assert items_of(work, path) == moved


def test_what_goes_over_midnight_can_be_changed_too(desk, work, programme):
    path = programme()
    item, starts, _ends = items_of(work, path)["Ausklang"]
    desk.send(f"{path}/{item}/move", {"minutes": "30"})
    desk.send(f"{path}/{item}/move", {"minutes": "30"})  # 23:50 until 00:20
    assert saved(desk, path, item, ends="00:45").status_code == 303
    assert items_of(work, path)["Ausklang"][2] - starts == timedelta(hours=1, minutes=55)
    assert "Endet nach der Veranstaltung:" in desk.page(path)
    assert saved(desk, path, item, ends="23:55").status_code == 303
    assert saved(desk, path, item, ends="00:45").status_code == 422


def test_an_end_before_the_start_is_named_on_an_evening_all_the_same(desk, work, programme):
    path = programme()
    for item, *_span in items_of(work, path).values():
        assert saved(desk, path, item, ends="18:00").status_code == 422


def test_the_day_after_is_the_next_one_and_none_further_away(desk, work, programme):
    """An item far behind the event offers its day as well; nothing lasts until then by that."""
    path = programme(items={"Nachtrag": (4 * 24 * 60, 4 * 24 * 60 + 30)})
    item = items_of(work, path)["Nachtrag"][0]
    assert saved(desk, path, item, day="2027-05-06", starts="23:00", ends="00:30").status_code == 422
    ((_item, starts, ends),) = items_of(work, path).values()
    assert (starts, ends - starts) == (datetime(2027, 5, 10, 17, tzinfo=UTC), timedelta(minutes=30))
