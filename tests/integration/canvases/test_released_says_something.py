"""Whatever is written, emptied, brought back and stepped through in whatever order: what is released says something."""

import random
from contextlib import suppress

import pytest

from tests.factories.canvases import make_canvas
from tests.factories.events import make_event
from webapp.accounts.acting import acting_as
from webapp.accounts.types import Actor
from webapp.canvases import rules, services
from webapp.canvases.errors import CanvasBlankError, CanvasStateError
from webapp.canvases.types import CanvasStatus
from webapp.foundation import clock

pytestmark = pytest.mark.usefixtures("now")
ADA = Actor(key="link:ada")
TYPED = {"vision": ["", "Alle hobeln.", " "], "title": ["", "Neue Wege", "Andere Wege"], "places": ["", "Plauen"]}


def write(canvas, dice):
    key = dice.choice(sorted(TYPED))
    values = {key: dice.choice(TYPED[key])}
    with acting_as(ADA):
        services.save(canvas=canvas, seen_version=canvas.version, values=values, now=clock.now())


def bring_back(canvas, dice):
    version = dice.randint(1, canvas.version)
    with acting_as(ADA):
        services.restore(canvas=canvas, version=version, now=clock.now())


def step(canvas, dice):
    with suppress(CanvasStateError, CanvasBlankError):
        services.set_status(canvas=canvas, status=dice.choice(list(CanvasStatus)), now=clock.now())


def play(seed):
    """How often a canvas was seen released, after each of many acts; and how often one without a word."""
    dice, canvas, seen = random.Random(seed), make_canvas(make_event()), []  # noqa: S311 - a game, no secret
    first = dict(canvas.values)
    for _ in range(40):
        dice.choice([write, bring_back, step, step, step])(canvas, dice)
        if canvas.status == CanvasStatus.APPROVED:
            seen.append(all(first.get(key) == value for key, value in canvas.values.items()))
    return len(seen), sum(seen)


def test_what_is_released_says_something(work):
    with work():
        games = [play(seed) for seed in range(10)]
    assert sum(released for released, _ in games) > 0
    assert sum(blank for _, blank in games) == 0


def test_without_the_rule_blank_ones_are_released(work, monkeypatch):
    """The control to the test before."""
    monkeypatch.setattr(rules, "is_blank", lambda *_: False)
    with work():
        assert sum(play(seed)[1] for seed in range(10)) > 0
