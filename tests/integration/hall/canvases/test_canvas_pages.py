import pytest

from tests.factories.canvases import make_canvas, make_plan
from tests.factories.events import make_event
from tests.integration.hall.conftest import text_of
from webapp.canvases import queries, services
from webapp.canvases.types import CanvasStatus
from webapp.foundation import clock

pytestmark = pytest.mark.usefixtures("now")
REASON = "Die Gruppe bereitet die Werkstatt-Tage vor."


@pytest.fixture
def opened(work, seal):
    with work():
        public_id = make_canvas(make_event(funding_notice="Mitfinanziert aus Steuermitteln.")).public_id
        canvas = queries.get_canvas(public_id)
        services.save(
            canvas=canvas,
            seen_version=1,
            values={"vision": "Alle hobeln.", "acronym": "AHO", "volume": "2,5 Mio.", "due": "6.5.2026"},
            now=clock.now(),
        )
    return public_id, seal("canvases", public_id)


def test_the_projector_shows_what_is_filled_and_the_funding_notice(browser, opened):
    words = text_of(browser.open(opened[1] + "/present"))
    assert "Neue Wege (AHO)" in words
    assert "Alle hobeln." in words
    assert "2.500.000\xa0€" in words or "2.500.000 €" in words
    assert "Mitfinanziert aus Steuermitteln." in words
    assert "Kernansatz" not in words


def test_linking_to_a_measure_shows_it_on_the_canvas(browser, opened, work):
    public_id, address = opened
    with work():
        measure = make_plan()[2]
    page = browser.open(address + "/links")
    assert "Werkstatt-Tage &lt;b&gt;für alle&lt;/b&gt;" in page.get_data(as_text=True)
    answer = browser.send(address + "/links", target=f"measure:{measure.slug}", kind="prepares", reason=REASON)
    assert answer.status_code == 303
    words = text_of(browser.open(address))
    assert "bereitet sie vor: Die Gruppe bereitet" in words
    with work():
        link = queries.links_for_measure(measure.id)[0]
        assert (link.kind, link.reason, link.actor_key) == ("prepares", REASON, f"canvas:{public_id}")
    browser.send(f"{address}/links/{link.public_id}/remove")
    assert "noch mit keiner Maßnahme" in text_of(browser.open(address))
    assert browser.send(f"{address}/links/{link.public_id}/remove").status_code == 404


def test_linking_to_a_goal(browser, opened, work):
    _, address = opened
    with work():
        field, goal, _ = make_plan()
        target = f"goal:{field.plan.slug}/{field.code}/{goal.code}"
    assert browser.send(address + "/links", target=target, kind="examines", reason=REASON).status_code == 303
    assert "2.1 Nachwuchs gewinnen" in text_of(browser.open(address + "/present"))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ["Maßnahme oder ein Ziel", "was die Idee dafür leistet", "in einem Satz, warum"]),
        ({"target": "measure:nowhere", "kind": "prepares", "reason": REASON}, ["Maßnahme oder ein Ziel"]),
        ({"kind": "prepares", "reason": "x" * 1_001}, ["auf 1.000 Zeichen"]),
    ],
)
def test_a_link_that_lacks_something_says_what(browser, opened, fields, words):
    refused = browser.send(opened[1] + "/links", **fields)
    assert refused.status_code == 422
    assert all(word in text_of(refused) for word in words)
    assert fields.get("reason", "") in refused.get_data(as_text=True)


def test_a_canvas_goes_from_draft_to_released(browser, opened):
    _, address = opened
    assert "Als vorgestellt markieren" in text_of(browser.open(address))
    browser.send(address + "/status", status="presented")
    assert "Zur Veröffentlichung freigeben" in text_of(browser.open(address))
    browser.send(address + "/status", status="approved")
    words = text_of(browser.open(address))
    assert "Stand des Canvas: Freigegeben." in words
    assert "Dieses Canvas ist freigegeben." in words
    assert "Freigabe zurücknehmen" in words


def test_a_canvas_on_which_nothing_stands_is_not_released(browser, work, seal):
    with work():
        address = seal("canvases", make_canvas(make_event()).public_id)
    for status in ("presented", "approved"):
        browser.send(address + "/status", status=status)
    words = text_of(browser.open(address))
    assert "Auf dem Blatt steht noch nichts." in words
    assert "Dieses Canvas ist freigegeben." not in words


def test_a_step_that_is_none_is_refused_or_said_to_be_too_late(browser, opened):
    _, address = opened
    assert browser.send(address + "/status", status="burnt").status_code == 422
    browser.send(address + "/status", status="approved")
    assert "Jemand anderes hat den Stand inzwischen geändert." in text_of(browser.open(address))


def test_an_older_version_can_be_read_and_brought_back(browser, opened, work):
    public_id, address = opened
    browser.send(address, seen_version=2, f_vision="Verschrieben")
    words = text_of(browser.open(address + "/history"))
    assert "Vorbelegt" in words
    assert "Kleingruppe" in words
    assert "Vision" in words
    assert "Alle hobeln." in text_of(browser.open(address + "/history?version=2"))
    assert browser.send(address + "/history", version=2).status_code == 303
    with work():
        canvas = queries.get_canvas(public_id)
        assert (canvas.version, canvas.values["vision"]) == (4, "Alle hobeln.")


def test_a_version_that_never_was_is_not_found(browser, opened):
    _, address = opened
    assert browser.open(address + "/history?version=99").status_code == 404
    assert browser.send(address + "/history", version=99).status_code == 404
    assert browser.send(address + "/history", version="x").status_code == 404


def test_an_empty_canvas_says_so(browser, opened, work):
    public_id, address = opened
    with work():
        canvas = queries.get_canvas(public_id)
        services.set_status(canvas=canvas, status=CanvasStatus.PRESENTED, now=clock.now())
        values = dict.fromkeys(canvas.values, None)
        services.save(canvas=canvas, seen_version=2, values=values, now=clock.now())
    assert "Dieses Canvas ist noch leer." in text_of(browser.open(address + "/present"))
