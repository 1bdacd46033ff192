"""What a search finds is what there is now: what else is found or isn't found any more makes its page anew."""

import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event
from tests.factories.stations import make_pitch, make_station
from tests.queries import counted
from webapp.agenda import services as agenda
from webapp.agenda.queries import items_of
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http import page_cache
from webapp.stations import services as stations
from webapp.stations.queries import stations_of

TITLE, WORD = "Dialogabend", "Laserschweißen"


@pytest.fixture(autouse=True)
def _readers_ask_each_time(monkeypatch):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)


@pytest.fixture
def slug(work, now):
    with work():
        return make_event(TITLE).slug


class Reader:
    """Somebody who searches again and again, with a cookie and what was found before, or without."""

    def __init__(self, app, *, has_cookie):
        self.client, self.tag = app.test_client(), ""
        if has_cookie:
            self.client.set_cookie("lang", "de")

    def finds(self):
        asked = {"If-None-Match": self.tag} if self.tag else {}
        answer = self.client.get("/events", query_string={"q": WORD}, headers=asked)
        if answer.status_code == 200:
            self.tag, self.found = answer.headers["ETag"], TITLE in answer.text
        return self.found


def _drop(event):
    agenda.drop_item(item=items_of(event.id)[0], event=event, now=clock.now())


def _rename(event):
    station = stations_of(event.id)[0].station
    stations.change_station(
        station=station, title="Löten", capacity=9, place="", facilitator="", summary="", action_field_id=None
    )


CHANGES = {
    "an item comes": (None, lambda event: make_item(event, title=WORD), True),
    "an item goes": (lambda event: make_item(event, title=WORD), _drop, False),
    "a station comes": (None, lambda event: make_station(event, title=WORD), True),
    "a station is renamed": (lambda event: make_station(event, title=WORD), _rename, False),
    "a pitch comes": (None, lambda event: make_pitch(event, title=WORD), True),
}


@pytest.mark.both
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_found_is_what_there_is_now(app, work, slug, change):
    prepare, do, is_found = CHANGES[change]
    with work():
        if prepare:
            prepare(get_event(slug))
    readers = [Reader(app, has_cookie=each) for each in (False, True)]
    assert [each.finds() for each in readers] == [not is_found] * 2
    with work():
        do(get_event(slug))
    assert [each.finds() for each in readers] == [is_found] * 2


def test_the_plain_list_is_kept_whatever_is_found_of_it(app, work, slug):
    client = app.test_client()
    client.set_cookie("lang", "de")
    paths = ("/events", "/events?q=", "/events?q=+&format=future_workshop")
    tags = {path: client.get(path).headers["ETag"] for path in paths}
    with work():
        make_item(get_event(slug), title=WORD)
    for path, tag in tags.items():
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304, path


def test_a_search_is_kept_as_long_as_nothing_else_is_found(app, slug):
    client = app.test_client(use_cookies=False)
    for path in ("/events", f"/events?q={WORD}"):
        client.get(path)
        with counted(app) as statements:
            client.get(path)
        assert statements == [], path
