"""Results: canvases are released at the desk, and the measures lead to the plan."""

from tests.factories.canvases import make_canvas, make_plan, make_written_canvas
from tests.factories.events import make_event
from tests.factories.stations import make_group, make_station
from webapp.canvases.queries import canvases_of_event
from webapp.events.models import EventMeasure

GERMAN = {"Accept-Language": "de"}


def test_canvases_are_released_here_and_taken_back(client, desk, other_desk, work, read):
    with work():
        event = make_event(host=desk.host)
        _field, _goal, measure = make_plan()
        event.measures = [EventMeasure(measure_id=measure.id, reason="Weil es hilft.", position=1)]
        canvas = make_written_canvas(event, group=make_group(make_station(event, "Holz"), "Späne"))
        slug, canvas_id, own = event.slug, canvas.public_id, f"/events/{event.slug}/results/{canvas.public_id}/status"
    page = desk.page(f"/events/{slug}/results")
    assert "Holz: Späne" in page
    assert "1\u00a0Canvas ist noch nicht freigegeben" in page
    assert f"/measures/{measure.slug}" in page
    assert other_desk.send(own, {"status": "presented"}).status_code == 403
    for status in ("presented", "approved"):
        assert desk.send(own, {"status": status}).location == f"/manage/events/{slug}/results"
    assert "Alle Canvases sind freigegeben." in desk.page(f"/events/{slug}/results")
    assert "Betriebe öffnen ihre Werkstätten." in client.get(f"/events/{slug}/results").text
    desk.send(own, {"status": "presented"})
    assert read(slug, lambda found: [each.status for each in canvases_of_event(found.id)]) == ["presented"]
    assert desk.send(own, {"status": "nonsense"}).status_code == 422
    assert desk.send(own.replace(canvas_id, "nothing"), {"status": "approved"}).status_code == 404


def test_what_nothing_was_written_on_is_not_released(desk, work):
    with work():
        event = make_event(host=desk.host)
        canvas = make_canvas(event)
        slug, own = event.slug, f"/events/{event.slug}/results/{canvas.public_id}/status"
    for status in ("presented", "approved"):
        desk.send(own, {"status": status})
    page = desk.page(f"/events/{slug}/results")
    assert "gibt also nichts freizugeben" in page


def test_an_event_without_anything_says_so(desk, work):
    with work():
        slug = make_event(host=desk.host, features=[]).slug
    page = desk.page(f"/events/{slug}/results")
    assert "Noch ist keine Maßnahme genannt." in page
    assert "Canvases" not in page.partition("<main")[2]
