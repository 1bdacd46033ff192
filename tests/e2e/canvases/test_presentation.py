"""A canvas on the projector: one screen, nothing cut, no stray lines, and steps where it holds more."""

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import check_accessible
from tests.factories.stations import make_group, make_station
from webapp.accounts.types import SYSTEM
from webapp.canvases import queries, services
from webapp.canvases.models import Canvas
from webapp.canvases.template import definitions
from webapp.fields.types import FieldKind
from webapp.foundation import clock, tokens
from webapp.foundation.database import session

_READABLE = 1 / 42  # of the screen's height, from the last row


@pytest.fixture
def presented(event, site):
    """The address of a canvas of which every field says this much."""
    made = []

    def shape(words):
        def fill(event):
            group = make_group(make_station(event, number=1))
            canvas = queries.get_canvas(session().query(Canvas.public_id).filter_by(group_id=group.id).scalar())
            values = {}
            for each in definitions():
                if each.kind in {FieldKind.TEXT, FieldKind.LONG_TEXT}:
                    values[each.key] = (
                        f"{each.key}: " + "Betriebe, Schulen und Verwaltung lernen voneinander. " * words
                    )[: each.longest or 200].strip()
            values |= {"title": "Lehrwerkstatt auf Rädern", "places": "Mittweida", "due": "6.5.2027"}
            services.save(canvas=canvas, seen_version=1, values=values, actor=SYSTEM, now=clock.now())
            made.append(canvas.public_id)

        event("Präsentation", shape=fill)
        secret = (site.data_dir / "secret_key").read_text().strip()
        return f"/canvases/{tokens.seal(secret, 'canvas', made[-1])}/present"

    return shape


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 720)])
@pytest.mark.parametrize("words", [1, 6], ids=["short", "long"])
def test_every_field_is_read_on_one_screen_or_step_by_step(device, presented, width, height, words):
    page = device(width=width, height=height)
    page.goto(presented(words))
    expect(page.locator("html.is-presented")).to_be_attached()
    fields = page.locator("[data-present] dd")
    lines = fields.evaluate_all("all => all.map(e => e.textContent)")
    assert [line for line in lines if line != line.strip()] == []
    seen, following = set(), page.locator("[data-present-next]")
    for _step in range(40):
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        seen |= set(fields.evaluate_all(_IN_SIGHT))
        if not following.is_visible() or following.is_disabled():
            break
        following.click()
    assert len(seen) == len(lines)
    assert len(lines) >= 18
    size = fields.first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size >= height * _READABLE
    check_accessible(page)


# Which fields begin or go on in what is to be seen, whole from top to bottom.
_IN_SIGHT = """all => all.flatMap((e, i) => [...e.getClientRects()].some(r =>
  r.left >= 0 && r.right <= innerWidth && r.top >= 0 && r.bottom <= innerHeight) ? [i] : [])"""


def test_arrow_keys_step_and_a_short_canvas_needs_no_steps(device, presented):
    page = device(width=1280, height=720)
    page.goto(presented(6))
    status = page.locator("[data-present-status]")
    expect(status).to_contain_text("1\u00a0von")
    page.keyboard.press("ArrowRight")
    expect(status).to_contain_text("2\u00a0von")
    page.keyboard.press("ArrowLeft")
    expect(status).to_contain_text("1\u00a0von")


def test_without_scripts_the_whole_canvas_is_there(device, presented):
    page = device(width=1280, height=720, java_script_enabled=False)
    page.goto(presented(1))
    assert page.locator("[data-present] dd").count() >= 18
    assert page.locator("[data-present-steps]").is_hidden()
