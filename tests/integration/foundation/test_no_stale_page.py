"""Whatever is saved at the desk, no reader keeps a public page that has changed: what shows it bumps its scope."""

from random import Random

import pytest

from tests.conftest import settings_for
from tests.factories.accounts import sign_in
from tests.fuzzing.desk import pages_of, save_something
from tests.integration.foundation.test_any_method import addresses, plain
from tests.world import make_world
from webapp.factory import create_app
from webapp.foundation import revisions
from webapp.foundation.http import page_cache

ROUNDS, SAVES_IN_ONE = 10, 4
# By words of the event, of its programme, its stations and its pitches.
SEARCHES = [f"/events?q={words}" for words in ("Zukunftswerkstatt", "Begrüßung", "Fachkräfte", "Lehrwerkstatt")]


@pytest.fixture
def world(app, work, now, monkeypatch):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)  # readers ask each time
    with work():
        return make_world(app)


@pytest.fixture
def desk(app, world):
    client = app.test_client()
    sign_in(client, world.admin)
    return client


class Reader:
    """Somebody who keeps every public page with its tag, and asks whether it has changed."""

    def __init__(self, app, world):
        self.client = app.test_client()
        paths = sorted({*addresses(app, world, {"public"}), *SEARCHES})
        asked = ((path, self.client.get(path)) for path in paths)
        self.kept = {
            path: (answer.headers["ETag"], plain(answer)) for path, answer in asked if "ETag" in answer.headers
        }

    def stale(self, alone):
        """The pages that are still said to be as they were though `alone`, who keeps nothing, reads something else."""
        found = []
        for path, (tag, body) in self.kept.items():
            answer = self.client.get(path, headers={"If-None-Match": tag})
            if answer.status_code != 304:
                self.kept[path] = (answer.headers.get("ETag", ""), plain(answer))
            elif plain(alone.get(path)) != body:
                found.append(path)
        return found


def after_some_saves(app, world, desk, tmp_path, database_url):
    reader, pages, found = Reader(app, world), pages_of(app, world), []
    assert len(reader.kept) > 15
    for number in range(ROUNDS):
        random = Random(number)  # noqa: S311 - to be repeated, not to be secret
        for _ in range(SAVES_IN_ONE):
            save_something(desk, pages, random)
        alone = create_app(settings_for(tmp_path, database_url))
        found += reader.stale(alone.test_client())
    return found


def test_no_page_is_kept_that_has_changed(app, world, desk, tmp_path, database_url):
    assert after_some_saves(app, world, desk, tmp_path, database_url) == []


def test_control_without_bumps_pages_are_kept_that_have_changed(app, world, desk, tmp_path, database_url, monkeypatch):
    monkeypatch.setattr(revisions, "bump", lambda *_: None)
    assert after_some_saves(app, world, desk, tmp_path, database_url) != []
