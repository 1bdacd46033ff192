"""What the editor says to the server, and hears."""

import pytest

from tests.factories.accounts import make_access_link
from tests.factories.canvases import make_canvas
from tests.factories.events import make_event
from webapp.accounts.types import Role
from webapp.canvases import queries
from webapp.foundation import tokens

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def canvas(work):
    with work():
        return make_canvas(make_event()).public_id


@pytest.fixture
def address(canvas, seal):
    return seal("canvases", canvas, ".json")


def body(seen, **values):
    return {"seen_version": seen, "values": values}


def writings(work, canvas):
    with work():
        return queries.writings_of(queries.get_canvas(canvas).id)


def test_the_editor_hears_the_canvas_and_only_news(browser, address):
    answer = browser.open(f"{address}?since=0")
    assert answer.json["version"] == 1
    assert answer.json["values"]["title"] == "Neue Wege"
    assert answer.json["values"]["volume"] == {"amount": "", "period": "total", "certainty": "exact", "note": ""}
    assert answer.json["csrf"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert browser.open(f"{address}?since=1").status_code == 204


def test_saving_answers_with_what_the_server_holds(browser, address):
    answer = browser.put(address, body(1, vision=" Alle hobeln. ", volume={"amount": "2,5 Mio."}))
    assert answer.status_code == 200
    assert answer.json["version"] == 2
    assert answer.json["values"]["vision"] == "Alle hobeln."
    assert answer.json["values"]["volume"]["amount"] == "2.500.000"


def test_a_repeat_after_a_lost_answer_changes_nothing(browser, address, work, canvas):
    for _ in range(3):
        assert browser.put(address, body(1, vision="Vision")).json["version"] == 2
    assert len(writings(work, canvas)) == 2


def test_a_repeat_after_somebody_went_on_brings_the_newer_text(browser, address):
    browser.put(address, body(1, vision="Vision"))
    browser.put(address, body(2, vision="Vision von beiden"))
    answer = browser.put(address, body(1, vision="Vision"))
    assert answer.status_code == 200
    assert answer.json["values"]["vision"] == "Vision von beiden"


def test_a_conflict_holds_both_versions_of_each_field(browser, address):
    browser.put(address, body(1, vision="Ihre <b>", aims="Ihre"))
    answer = browser.put(address, body(1, vision="Meine", title="Titel"))
    assert answer.status_code == 409
    assert answer.json["version"] == 2
    assert answer.json["conflicts"] == {"vision": {"theirs": "Ihre <b>", "mine": "Meine"}}
    assert answer.json["values"]["aims"] == "Ihre"
    assert answer.json["values"]["title"] == "Neue Wege"
    assert browser.put(address, body(2, vision="Meine", title="Titel")).status_code == 200


def test_what_cannot_be_taken_is_named_by_field(browser, address):
    answer = browser.put(address, body(1, title="x" * 200, due="bald", nothing="x", vision=5))
    assert answer.status_code == 422
    assert answer.json["fields"] == {
        "title": "Bitte kürzen Sie den Text auf 160\u00a0Zeichen.",
        "due": "Bitte geben Sie ein Datum ein, zum Beispiel 6.5.2026.",
        "nothing": "Diese Angabe können wir nicht lesen. Bitte geben Sie sie noch einmal ein.",
        "vision": "Diese Angabe können wir nicht lesen. Bitte geben Sie sie noch einmal ein.",
    }


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "[]",
        "null",
        "{",
        '{"values": {}}',
        '{"seen_version": true, "values": {}}',
        '{"seen_version": "1", "values": {}}',
        '{"seen_version": 99999999999, "values": {}}',
        '{"seen_version": 1, "values": []}',
        "[" * 100_000,
        '{"seen_version": 1, "values": {"vision": ' + "[" * 100_000 + "]" * 100_000 + "}}",
    ],
    ids=lambda sent: sent[:40] or "nothing",
)
def test_a_body_that_is_no_canvas_is_refused(browser, address, sent):
    answer = browser.client.put(
        address, data=sent, content_type="application/json", headers={"Accept": "application/json"}
    )
    assert answer.status_code == 422
    assert answer.json["error"] == "invalid"


@pytest.mark.parametrize(
    "value",
    ["\ud83d half", "nul\u0000", {"amount": 1e308}, {"amount": "9" * 5_000}, ["a", ["b"]], {"a": {"b": 1}}, 10**400],
)
def test_strange_values_are_taken_or_named_but_never_break(browser, address, value):
    for field in ("title", "vision", "places", "volume", "due", "route"):
        assert browser.put(address, body(1, **{field: value})).status_code in {200, 409, 422}


def test_saving_needs_the_form_token(app, browser, address):
    app.config["WTF_CSRF_ENABLED"] = True
    assert browser.put(address, body(1, vision="Vision")).status_code == 400
    token = browser.open(address).json["csrf"]
    answer = browser.client.put(address, json=body(1, vision="Vision"), headers={"X-CSRFToken": token})
    assert answer.status_code == 200


def test_the_history_knows_the_group_from_the_facilitation(app, browser, browsers, address, work, canvas):
    with work():
        event = queries.get_canvas(canvas).group.station.event
        link = make_access_link(event, Role.FACILITATOR)
        opened = tokens.seal(app.config["SECRET_KEY"], "access", link.public_id)
    browser.put(address, body(1, vision="Vision der Gruppe"))
    facilitator = browsers()
    facilitator.client.post(f"/link/{opened}")
    facilitator.put(address, body(2, aims="Ziele der Moderation"))
    assert [w.actor_key for w in writings(work, canvas)] == ["system", f"canvas:{canvas}", f"link:{link.public_id}"]
