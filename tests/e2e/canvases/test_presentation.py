"""A canvas on the projector: one screen, nothing cut, no stray lines, and steps where it holds more."""

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import check_accessible
from tests.factories.stations import make_group, make_station
from webapp.canvases import queries, services
from webapp.canvases.models import Canvas
from webapp.canvases.template import definitions
from webapp.fields.types import FieldKind
from webapp.foundation import clock, tokens
from webapp.foundation.database import session

_A_COLUMN = 0.95
_READABLE = 1 / 42  # of the screen's height, from the last row
_WHOLE = 1 / 63  # of the screen's height, where the whole canvas stands on it


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
            services.save(canvas=canvas, seen_version=1, values=values, now=clock.now())
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
    assert size >= height * (_WHOLE if page.locator("[data-present-steps]").is_hidden() else _READABLE)
    check_accessible(page)


# Which fields begin or go on in what is to be seen, whole from top to bottom.
_IN_SIGHT = """all => all.flatMap((e, i) => [...e.getClientRects()].some(r =>
  r.left >= 0 && r.right <= innerWidth && r.top >= 0 && r.bottom <= innerHeight) ? [i] : [])"""


# For each field and each link, whether all of it is to be seen, any of it, and in how many pieces it stands.
_PIECES = """() => [...document.querySelectorAll("[data-present] dl > div, [data-present] li")].map(e => {
  const box = document.querySelector("[data-present]").getBoundingClientRect();
  const rects = [...e.getClientRects()].filter(r => r.width && r.height);
  const within = r => r.left >= box.left - 1 && r.right <= box.right + 1 && r.bottom <= box.bottom + 1;
  const shares = r => r.left < box.right - 1 && r.right > box.left + 1;
  const height = e.offsetHeight / box.height;
  return { whole: rects.every(within), some: rects.some(shares), pieces: rects.length, height };
})"""


def _stepped(page):
    """What each screen of the presentation shows, one after the other."""
    following, screens = page.locator("[data-present-next]"), []
    for _step in range(40):
        screens.append(page.evaluate(_PIECES))
        if not following.is_visible() or following.is_disabled():
            break
        following.click()
    return screens


def _shown_once(screens):
    for number, of_item in enumerate(zip(*screens, strict=True)):
        if of_item[0]["height"] > _A_COLUMN:
            continue  # longer than a column: nothing can keep it whole
        assert sum(each["some"] for each in of_item) == 1, (number, of_item)
        assert sum(each["whole"] for each in of_item) == 1, (number, of_item)
        assert {each["pieces"] for each in of_item} == {1}, (number, of_item)


@pytest.mark.parametrize("words", [1, 6, 14])
def test_nothing_is_shown_twice_or_breaks_apart(device, presented, words):
    page = device(width=1920, height=1080)
    page.goto(presented(words))
    for width, height in [(1920, 1080), (1366, 768), (1280, 720), (1024, 768)]:
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator(f"[data-fitted='{width}x{height}']")).to_be_attached()
        page.keyboard.press("Home")
        _shown_once(_stepped(page))


def test_the_canvas_of_the_demo_stands_on_one_screen_and_repeats_nothing(device, event, site):
    found = []

    def look(_event):
        groups = session().query(Canvas.public_id).join(Canvas.group)
        found.append(groups.filter_by(name="Meisterkoffer").scalar())

    event("Nur zum Nachsehen", shape=look)
    secret = (site.data_dir / "secret_key").read_text().strip()
    page = device(width=1920, height=1080)
    page.goto(f"/canvases/{tokens.seal(secret, 'canvas', found[0])}/present")
    expect(page.locator("html.is-presented")).to_be_attached()
    screens = _stepped(page)
    _shown_once(screens)
    assert len(screens) == 1


def test_whoever_tabs_to_a_link_sees_it(device, event, site):
    """The focus brings its screen along, and leaves the sheet where its screens begin."""
    found = []

    def look(_event):
        groups = session().query(Canvas.public_id).join(Canvas.group)
        found.append(groups.filter_by(name="Meisterkoffer").scalar())

    event("Zum Weiterspringen", shape=look)
    secret = (site.data_dir / "secret_key").read_text().strip()
    page = device(width=1024, height=600)
    page.goto(f"/canvases/{tokens.seal(secret, 'canvas', found[0])}/present")
    expect(page.locator("html.is-presented")).to_be_attached()
    for link in page.locator("[data-present] a").all():
        link.focus()
        expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Home")
    _shown_once(_stepped(page))


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
