"""Ten people around one canvas, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.factories.canvases import make_canvas, make_plan
from tests.factories.events import make_event
from webapp.accounts.acting import acting_as
from webapp.accounts.types import Actor
from webapp.canvases import queries, services
from webapp.canvases.errors import CanvasConflictError
from webapp.foundation import clock

pytestmark = pytest.mark.both
FIELDS = ["vision", "core_approach", "aims", "joint_result", "use_cases", "synergies", "implementation", "open_points"]


@pytest.fixture
def canvas_id(work):
    with work():
        return make_canvas(make_event()).public_id


def at_once(jobs):
    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(lambda job: job(), jobs))


def writer(work, canvas_id, number, field):
    def write():
        try:
            with work():
                canvas = queries.get_canvas(canvas_id)
                with acting_as(Actor(key=f"link:{number}")):
                    saved = services.save(
                        canvas=canvas,
                        seen_version=1,
                        values={field: f"Text {number}"},
                        now=clock.now(),
                    )
        except CanvasConflictError as conflict:
            return conflict
        return saved.version

    return write


def test_eight_people_on_eight_fields_lose_no_word(work, canvas_id):
    versions = at_once([writer(work, canvas_id, n, field) for n, field in enumerate(FIELDS)])
    assert sorted(versions) == list(range(2, 10))
    with work():
        canvas = queries.get_canvas(canvas_id)
        assert {field: canvas.values[field] for field in FIELDS} == {f: f"Text {n}" for n, f in enumerate(FIELDS)}
        assert [writing.version for writing in queries.writings_of(canvas.id)] == list(range(1, 10))


def test_eight_people_on_one_field_see_each_other(work, canvas_id):
    answers = at_once([writer(work, canvas_id, n, "vision") for n in range(8)])
    assert answers.count(2) == 1
    conflicts = [answer for answer in answers if answer != 2]
    with work():
        vision = queries.get_canvas(canvas_id).values["vision"]
    assert {conflict.conflicts["vision"].theirs for conflict in conflicts} == {vision}
    assert len({conflict.conflicts["vision"].mine for conflict in conflicts} | {vision}) == 8


def test_linking_at_once_makes_one_knot(work, canvas_id):
    with work():
        measure_id = make_plan()[2].id

    def link():
        with work(), acting_as(Actor(key="link:a")):
            services.link_to_measure(
                canvas=queries.get_canvas(canvas_id),
                measure_id=measure_id,
                kind="prepares",
                reason="Weil es passt.",
                now=clock.now(),
            )

    at_once([link] * 6)
    with work():
        assert len(queries.links_for_measure(measure_id)) == 1
