import pytest
from sqlalchemy import select

from tests.factories.canvases import make_canvas, make_plan
from tests.factories.events import make_event
from tests.factories.stations import make_group, make_pitch, make_station
from webapp.accounts.acting import acting_as
from webapp.accounts.types import Actor
from webapp.canvases import queries, services
from webapp.canvases.errors import CanvasConflictError, CanvasInvalidError, CanvasNotFoundError
from webapp.canvases.models import Canvas
from webapp.canvases.types import CanvasStatus, Conflict
from webapp.fields.types import ProblemCode
from webapp.foundation import clock, revisions
from webapp.foundation.database import session

pytestmark = pytest.mark.usefixtures("now")
ADA, BEN = Actor(key="link:ada"), Actor(key="link:ben")


@pytest.fixture
def canvas(work):
    with work():
        yield make_canvas(make_event())


def save(canvas, seen, actor=ADA, **values):
    with acting_as(actor):
        return services.save(canvas=canvas, seen_version=seen, values=values, now=clock.now())


def test_a_canvas_opens_with_its_group_and_knows_its_station_and_pitch(work):
    with work():
        event = make_event()
        field, _, _ = make_plan()
        station = make_station(event, action_field_id=field.id)
        canvas = make_canvas(event, group=make_group(station, "", pitch=make_pitch(event)))
        assert canvas.values == {
            "title": "Lehrwerkstatt auf Rädern",
            "acronym": "LAR",
            "field_of_action": "2",
            "route": "pitch",
            "places": ["Mittweida"],
            "core_approach": "Eine Werkstatt fährt zu den Schulen.",
            "vision": "Jedes Kind hat einmal gehobelt.",
            "special_feature": "Betriebe stellen die Meisterinnen und Meister.",
            "partners": ["Innung Holz", "Oberschule am Park"],
            "volume": {"amount": 410_000, "period": "yearly", "certainty": "estimated", "note": "4 Stellen"},
        }
        assert (canvas.version, canvas.status) == (1, "draft")
        assert [w.actor_key for w in queries.writings_of(canvas.id)] == ["system"]


def test_an_event_without_canvases_opens_none(work):
    with work():
        group = make_group(make_station(make_event(features=["stations"])))
        assert session().scalar(select(Canvas).where(Canvas.group_id == group.id)) is None


def test_canvases_of_one_plan_share_a_version_of_the_fields(work):
    with work():
        event = make_event()
        field, _, _ = make_plan()
        stations = [make_station(event, action_field_id=field.id) for _ in range(2)]
        first, second = (make_canvas(event, group=make_group(station)) for station in stations)
        assert first.field_set_id == second.field_set_id
        field.title = "Bildung und Ausbildung"
        session().flush()
        third = make_canvas(event, group=make_group(stations[0]))
        assert third.field_set.version == first.field_set.version + 1


def test_each_change_makes_one_version(canvas):
    saved = save(canvas, 1, vision=" Alle hobeln. ", places="Plauen\nGlauchau")
    assert (saved.version, saved.others) == (2, frozenset())
    assert canvas.values["vision"] == "Alle hobeln."
    assert [(w.version, w.actor_key) for w in queries.writings_of(canvas.id)] == [(1, "system"), (2, "link:ada")]


def test_saving_the_same_again_changes_nothing(canvas):
    save(canvas, 1, vision="Alle hobeln.")
    assert save(canvas, 1, vision="Alle hobeln.").version == 2
    assert save(canvas, 2, vision="Alle hobeln.").version == 2
    assert len(queries.writings_of(canvas.id)) == 2


def test_an_emptied_field_has_no_value(canvas):
    save(canvas, 1, title="")
    assert "title" not in canvas.values


def test_people_on_different_fields_do_not_get_in_each_others_way(canvas):
    save(canvas, 1, vision="Vision von Ada")
    saved = save(canvas, 1, BEN, aims="Ziele von Ben")
    assert (saved.version, saved.others) == (3, {"vision"})
    assert canvas.values["vision"] == "Vision von Ada"
    assert canvas.values["aims"] == "Ziele von Ben"


def test_a_field_that_both_wrote_shows_both_versions_and_saves_nothing(canvas):
    save(canvas, 1, vision="Vision von Ada")
    with pytest.raises(CanvasConflictError) as conflict:
        save(canvas, 1, BEN, vision="Vision von Ben", aims="Ziele von Ben")
    assert conflict.value.version == 2
    assert conflict.value.conflicts == {"vision": Conflict(theirs="Vision von Ada", mine="Vision von Ben")}
    assert conflict.value.theirs["vision"] == "Vision von Ada"
    assert "aims" not in canvas.values
    assert save(canvas, 2, BEN, vision="Vision von beiden", aims="Ziele von Ben").version == 3


def test_a_device_that_knows_a_version_the_database_has_lost_overwrites_nothing_unseen(canvas):
    save(canvas, 1, vision="Vision")
    assert save(canvas, 99, aims="Ziele").version == 3
    with pytest.raises(CanvasConflictError):
        save(canvas, 99, vision="Andere Vision")
    with pytest.raises(CanvasConflictError):
        save(canvas, -1, vision="Andere Vision")


def test_what_cannot_be_taken_is_named_and_nothing_is_saved(canvas):
    with pytest.raises(CanvasInvalidError) as refused:
        save(canvas, 1, vision="gut", title="x" * 161, due="bald", colour="rot")
    assert {key: problem.code for key, problem in refused.value.problems.items()} == {
        "title": ProblemCode.TOO_LONG,
        "due": ProblemCode.NO_DATE,
        "colour": ProblemCode.UNKNOWN_FIELD,
    }
    assert canvas.version == 1


def test_long_and_strange_texts_come_back_as_they_were(canvas):
    text = ("<script>alert('x')</script> \"&\" 👩🏽‍🔧 مرحبا\n" * 230)[:9_900].strip()
    save(canvas, 1, vision=text, title="\x00\u202eMu\u0308ller\x07")
    again = queries.get_canvas(canvas.public_id)
    session().refresh(again)
    assert again.values["vision"] == text
    assert again.values["title"] == "Müller"


def test_whoever_writes_over_a_race_merges_anew(canvas, monkeypatch):
    stale = services._history(canvas.id, 1)
    save(canvas, 1, vision="Vision von Ada")
    true, answers = services._history, [stale]
    monkeypatch.setattr(services, "_history", lambda *args: answers.pop() if answers else true(*args))
    assert save(canvas, 1, BEN, aims="Ziele").version == 3
    assert canvas.values["vision"] == "Vision von Ada"


def test_writing_takes_an_approval_back_and_tells_the_event_page(canvas):
    scope = f"event:{canvas.group.station.event.slug}"
    save(canvas, 1, vision="Ein Gedanke")
    for status in (CanvasStatus.PRESENTED, CanvasStatus.APPROVED):
        services.set_status(canvas=canvas, status=status, now=clock.now())
    seen = revisions.read([scope])
    save(canvas, 2, vision="Noch ein Gedanke")
    assert canvas.status == "presented"
    assert revisions.read([scope]) > seen


def test_a_draft_is_nobody_elses_business(canvas):
    scope = f"event:{canvas.group.station.event.slug}"
    seen = revisions.read([scope])
    save(canvas, 1, vision="Noch ein Gedanke")
    assert revisions.read([scope]) == seen


def test_an_unknown_canvas_is_not_found(work):
    with work(), pytest.raises(CanvasNotFoundError):
        queries.get_canvas("nowhere")
