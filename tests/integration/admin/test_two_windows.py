"""Two windows over one registration at the desk: the second one overwrites nothing that it hasn't seen."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from tests.forms import sent_from
from tests.html import parsed
from webapp.events.queries import get_event
from webapp.foundation import tokens
from webapp.registration import queries


@pytest.fixture
def made(desk, work):
    with work():
        event = make_event(host=desk.host, capacity=20)
        one, two, three = (make_category(event, label={"de": name}) for name in ("Presse", "Betriebe", "Gäste"))
        public_id = make_registration(event, "Kim Muster", category_id=one.id).public_id
        names = {each.label["de"]: each.public_id for each in (one, two, three)}
        return f"/events/{event.slug}/registrations/{public_id}", public_id, names


def window(desk, path, field):
    return sent_from(parsed(desk.client.get(f"/manage{path}", headers={"Accept-Language": "de"})), field)


def test_tags_of_two_windows(desk, work, made):
    path, public_id, _names = made
    first, second = window(desk, path, "tags"), window(desk, path, "tags")
    assert desk.send(f"{path}/tags", {**first, "tags": "wichtig"}).status_code == 303
    refused = desk.send(f"{path}/tags", {**second, "tags": "Presse"})
    assert refused.status_code == 409
    assert "Inzwischen gespeichert: „wichtig“. Sie haben eingegeben: „Presse“." in refused.text
    with work():
        assert queries.get_by_public_id(public_id).tags == ["wichtig"]
    again = {**sent_from(parsed(refused), "tags"), "once_key": tokens.new_id()}
    assert again["tags"] == ["Presse"]
    assert desk.send(f"{path}/tags", again).status_code == 303
    with work():
        assert queries.get_by_public_id(public_id).tags == ["Presse"]


def test_the_category_of_two_windows(desk, work, made):
    path, public_id, names = made
    first, second = window(desk, path, "category"), window(desk, path, "category")
    assert desk.send(f"{path}/move", {**first, "category": names["Betriebe"]}).status_code == 303
    refused = desk.send(f"{path}/move", {**second, "category": names["Gäste"]})
    assert refused.status_code == 409
    assert "Inzwischen gespeichert: „Betriebe“. Sie haben eingegeben: „Gäste“." in refused.text
    with work():
        assert queries.get_by_public_id(public_id).category.public_id == names["Betriebe"]
    again = {**sent_from(parsed(refused), "category"), "once_key": tokens.new_id()}
    assert desk.send(f"{path}/move", again).status_code == 303
    with work():
        assert get_event(path.split("/")[2])
        assert queries.get_by_public_id(public_id).category.public_id == names["Gäste"]
