import pytest
from sqlalchemy import update

from tests.factories.canvases import make_canvas, make_plan, make_written_canvas
from tests.factories.events import make_event
from tests.factories.stations import make_group, make_pitch, make_station
from tests.queries import counted
from webapp.accounts.acting import acting_as
from webapp.accounts.types import Actor
from webapp.canvases import queries, services
from webapp.canvases.errors import CanvasBlankError, CanvasStateError, LinkInvalidError, LinkNotFoundError
from webapp.canvases.models import Canvas
from webapp.canvases.template import definitions
from webapp.canvases.types import CanvasStatus, Contribution
from webapp.foundation import clock, revisions
from webapp.foundation.database import session

pytestmark = pytest.mark.usefixtures("now")
ADA = Actor(key="link:ada")
REASON = "Die Gruppe bereitet die Werkstatt-Tage vor."


@pytest.fixture
def canvas(work):
    with work():
        yield make_written_canvas(make_event())


def set_status(canvas, status):
    services.set_status(canvas=canvas, status=status, now=clock.now())


def link(canvas, measure, kind=Contribution.PREPARES, reason=REASON):
    with acting_as(ADA):
        return services.link_to_measure(canvas=canvas, measure_id=measure.id, kind=kind, reason=reason, now=clock.now())


def test_a_canvas_is_presented_approved_and_taken_back(canvas):
    for status in (CanvasStatus.PRESENTED, CanvasStatus.APPROVED, CanvasStatus.APPROVED, CanvasStatus.PRESENTED):
        set_status(canvas, status)
        assert canvas.status == status


def test_a_draft_is_not_approved_before_it_was_presented(canvas):
    with pytest.raises(CanvasStateError):
        set_status(canvas, CanvasStatus.APPROVED)


WRITTEN = {
    "text": {"vision": "Alle hobeln."},
    "a name of their own": {"title": "Neue Wege ins Handwerk"},
    "a list": {"places": "Plauen"},
    "an amount": {"volume": "5.000"},
    "a day": {"due": "6.5.2026"},
}
UNWRITTEN = {
    "as it opened": {},
    "all emptied": dict.fromkeys([each.key for each in definitions()], ""),
    "blanks": {"vision": " \r\n ", "places": "\n", "volume": {"amount": "", "note": " "}},
    "typed as it was": {"title": " Neue  Wege ", "route": "new_idea"},
}


def opened(said, *, with_field=False):
    """A canvas that was presented after somebody typed this."""
    field = make_plan()[0].id if with_field else None
    event = make_event()
    canvas = make_canvas(event, group=make_group(make_station(event, action_field_id=field)))
    with acting_as(ADA):
        services.save(canvas=canvas, seen_version=1, values=said, now=clock.now())
    set_status(canvas, CanvasStatus.PRESENTED)
    return canvas


@pytest.mark.both
@pytest.mark.parametrize("with_field", [False, True], ids=["", "with a field of action"])
@pytest.mark.parametrize("said", UNWRITTEN.values(), ids=UNWRITTEN)
def test_what_says_nothing_is_not_released(work, said, with_field):
    with work():
        canvas = opened(said, with_field=with_field)
        with pytest.raises(CanvasBlankError):
            set_status(canvas, CanvasStatus.APPROVED)
        assert canvas.status == CanvasStatus.PRESENTED


@pytest.mark.parametrize("said", WRITTEN.values(), ids=WRITTEN)
def test_one_field_is_enough_to_release(work, said):
    with work():
        canvas = opened(said)
        set_status(canvas, CanvasStatus.APPROVED)
        assert canvas.status == CanvasStatus.APPROVED


def test_the_words_of_a_pitch_are_something_to_release(work):
    with work():
        event = make_event()
        canvas = make_canvas(event, group=make_group(make_station(event), "", pitch=make_pitch(event)))
        set_status(canvas, CanvasStatus.PRESENTED)
        set_status(canvas, CanvasStatus.APPROVED)
        assert canvas.status == CanvasStatus.APPROVED


def test_emptying_a_released_canvas_takes_the_release_back(canvas):
    for status in (CanvasStatus.PRESENTED, CanvasStatus.APPROVED):
        set_status(canvas, status)
    with acting_as(ADA):
        services.save(canvas=canvas, seen_version=canvas.version, values=UNWRITTEN["all emptied"], now=clock.now())
    assert canvas.status == CanvasStatus.PRESENTED
    with pytest.raises(CanvasBlankError):
        set_status(canvas, CanvasStatus.APPROVED)


def test_a_step_over_somebody_elses_step_is_refused(canvas):
    session().execute(
        update(Canvas).values(status="presented").where(Canvas.id == canvas.id),
        execution_options={"synchronize_session": False},
    )
    with pytest.raises(CanvasStateError):
        set_status(canvas, CanvasStatus.PRESENTED)


def test_a_link_to_a_measure_says_what_and_why_and_reaches_its_pages(canvas):
    _, goal, measure = make_plan()
    scopes = [f"measure:{measure.slug}", f"plan:{goal.field.plan.slug}", f"event:{canvas.group.station.event.slug}"]
    seen = revisions.read(scopes)
    made = link(canvas, measure)
    assert [(one.kind, one.reason, one.actor_key) for one in canvas.links] == [("prepares", REASON, "link:ada")]
    assert all(now > before for now, before in zip(revisions.read(scopes), seen, strict=True))
    assert [one.canvas for one in queries.links_for_measure(measure.id)] == [canvas]
    seen = revisions.read(scopes)
    services.unlink(canvas=canvas, link=queries.get_link(canvas.id, made.public_id))
    assert canvas.links == []
    assert all(now > before for now, before in zip(revisions.read(scopes), seen, strict=True))
    with pytest.raises(LinkNotFoundError):
        queries.get_link(canvas.id, made.public_id)


def test_a_link_to_a_goal_reaches_the_plan(canvas):
    _, goal, _ = make_plan()
    scope = [f"plan:{goal.field.plan.slug}"]
    with acting_as(ADA):
        services.link_to_goal(canvas=canvas, goal_id=goal.id, kind="examines", reason=REASON, now=clock.now())
    assert [one.canvas for one in queries.links_for_goal(goal.id)] == [canvas]
    assert revisions.read(scope) > (0,)
    assert queries.plan_of(canvas.links[0]) is goal.field.plan


def test_linking_again_says_it_anew(canvas):
    _, _, measure = make_plan()
    link(canvas, measure)
    link(canvas, measure, kind="implements", reason="Jetzt umgesetzt.")
    assert [(one.kind, one.reason) for one in canvas.links] == [("implements", "Jetzt umgesetzt.")]


@pytest.mark.parametrize(
    ("kind", "reason", "fields"),
    [
        ("prepares", " \n ", {"reason": "missing"}),
        ("prepares", "x" * 1_001, {"reason": "too_long"}),
        ("", REASON, {"kind": "missing"}),
        ("likes", "", {"kind": "missing", "reason": "missing"}),
    ],
)
def test_a_link_without_kind_or_reason_is_refused(canvas, kind, reason, fields):
    _, _, measure = make_plan()
    with pytest.raises(LinkInvalidError) as refused:
        link(canvas, measure, kind=kind, reason=reason)
    assert refused.value.problems == fields
    assert canvas.links == []


def test_all_measures_and_goals_are_offered_by_plan_and_field(app, canvas):
    plans = [make_plan("Aktionsplan B"), make_plan("Aktionsplan A")]
    with counted(app) as statements:
        groups = queries.targets()
    assert len(statements) == 2
    assert [(group.plan, group.field, len(group.targets)) for group in groups] == [
        ("Aktionsplan A", "2 Bildung", 2),
        ("Aktionsplan B", "2 Bildung", 2),
    ]
    _, goal, measure = plans[0]
    assert queries.find_target(f"measure:{measure.slug}").measure_id == measure.id
    assert queries.find_target(f"goal:{goal.field.plan.slug}/2/2.1").goal_id == goal.id
    assert queries.find_target("measure:nowhere") is None


def test_canvases_of_an_event_are_read_with_two_queries(app, work):
    with work():
        event = make_event()
        _, _, measure = make_plan()
        link(make_canvas(event), measure)
        link(make_canvas(event), measure)
        session().expunge_all()
        with counted(app) as statements:
            canvases = queries.canvases_of_event(event.id)
            told = [
                (one.group.station.event.slug, one.field_set.key, queries.plan_of(one.links[0]).title)
                for one in canvases
            ]
        assert len(statements) == 2
        assert len(told) == 2
        assert queries.public_ids_of([one.group_id for one in canvases]) == {
            one.group_id: one.public_id for one in canvases
        }
