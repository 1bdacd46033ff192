"""Who has places, waits or is refused, decided by figures alone."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.capacity.types import Level
from webapp.registration.rules import Claim, Decision, Outcome, decide, what_is_more
from webapp.registration.types import Waiting

EVENT, FIRMS, WORKSHOP = 1, 2, 3
SEATED, IN_LINE, REFUSED = Outcome.SEATED, Outcome.IN_LINE, Outcome.REFUSED
NOBODY = ()


def there_are(event, firms=None, workshop=None):
    """How much is free of each; None is without limit."""
    free = {EVENT: event, FIRMS: firms, WORKSHOP: workshop}
    return {pool: Level(20, None if places is None else 20 + places) for pool, places in free.items()}


def waiting(*needs):
    return tuple(Waiting(number, each) for number, each in enumerate(needs, 1))


ONE, TWO = {EVENT: 1}, {EVENT: 2}
TWO_WAIT = waiting(TWO)
FIRM_WAITS = waiting({EVENT: 1, FIRMS: 1})


@pytest.mark.parametrize(
    ("claim", "free", "line", "expected"),
    [
        (Claim(ONE), there_are(1), NOBODY, SEATED),
        (Claim(ONE), there_are(None), NOBODY, SEATED),
        (Claim(ONE), there_are(0), NOBODY, IN_LINE),
        (Claim(TWO), there_are(1), NOBODY, IN_LINE),
        (Claim({EVENT: 1, FIRMS: 1}), there_are(9, firms=0), NOBODY, IN_LINE),
        (Claim(ONE, may_wait=False), there_are(0), NOBODY, REFUSED),
        (Claim(ONE, may_wait=False, beyond=True), there_are(0), NOBODY, SEATED),
    ],
    ids=[
        "a free place",
        "no limit",
        "no place",
        "a group isn't split",
        "the category is full",
        "who can't wait",
        "the desk goes beyond",
    ],
)
def test_without_a_line_what_is_free_decides(claim, free, line, expected):
    assert decide(claim, free, line, EVENT).outcome is expected


@pytest.mark.parametrize(
    ("claim", "free", "line", "expected"),
    [
        (Claim(ONE), there_are(1), TWO_WAIT, IN_LINE),
        (Claim(ONE), there_are(3), TWO_WAIT, SEATED),
        (Claim(ONE), there_are(2), TWO_WAIT, IN_LINE),
        (Claim(ONE), there_are(5, firms=0), FIRM_WAITS, SEATED),
        (Claim({EVENT: 1, FIRMS: 1}), there_are(5, firms=0), FIRM_WAITS, IN_LINE),
        (Claim(ONE, out_of_turn=True), there_are(1), TWO_WAIT, SEATED),
        (Claim(ONE, out_of_turn=True, may_wait=False), there_are(0), TWO_WAIT, REFUSED),
        (Claim(ONE), {EVENT: Level(taken=3, capacity=4)}, waiting({EVENT: 5}), SEATED),
    ],
    ids=[
        "a group keeps its turn",
        "room behind all",
        "room for the group only",
        "others wait for something else",
        "others wait for the same",
        "out of turn",
        "out of turn, and full",
        "a group that is more than all keeps nobody back",
    ],
)
def test_whoever_comes_last_takes_nothing_that_somebody_waits_for(claim, free, line, expected):
    assert decide(claim, free, line, EVENT).outcome is expected


@pytest.mark.parametrize(
    ("who", "free", "expected"),
    [(1, 1, IN_LINE), (1, 2, SEATED), (2, 1, IN_LINE), (2, 2, IN_LINE), (2, 3, SEATED), (3, 9, IN_LINE)],
    ids=["too few", "the first", "behind a group", "just taken", "the second", "not in it"],
)
def test_whoever_waits_has_a_turn_of_their_own(who, free, expected):
    line = waiting(TWO, ONE)
    needs = {1: TWO, 2: ONE, 3: ONE}[who]
    assert decide(Claim(needs, who=who), there_are(free), line, EVENT).outcome is expected


@pytest.mark.parametrize(
    ("claim", "free", "line", "expected"),
    [
        (Claim(TWO, held=TWO), there_are(0), TWO_WAIT, SEATED),
        (Claim(ONE, held=TWO), there_are(0), TWO_WAIT, SEATED),
        (Claim(TWO, held=ONE), there_are(1), NOBODY, SEATED),
        (Claim(TWO, held=ONE), there_are(1), TWO_WAIT, IN_LINE),
        (Claim(TWO, held=ONE, may_wait=False), there_are(0), NOBODY, REFUSED),
        (Claim({EVENT: 1, FIRMS: 1}, held=ONE), there_are(0, firms=1), TWO_WAIT, SEATED),
        (Claim({EVENT: 1, FIRMS: 1}, held=ONE), there_are(1, firms=1), FIRM_WAITS, IN_LINE),
    ],
    ids=["as much", "less", "more, free", "more, waited for", "more, full", "what nobody could use", "what they could"],
)
def test_what_is_held_needs_no_room_and_passes_nobody(claim, free, line, expected):
    assert decide(claim, free, line, EVENT).outcome is expected


@pytest.mark.parametrize(
    ("chosen", "free", "full"),
    [
        ({}, there_are(0, workshop=0), set()),
        ({WORKSHOP: 1}, there_are(0, workshop=1), set()),
        ({WORKSHOP: 1}, there_are(9, workshop=0), {WORKSHOP}),
        ({WORKSHOP: 1}, there_are(0, workshop=0), {WORKSHOP}),
    ],
    ids=["held already", "the event is full", "the workshop is full", "both are"],
)
def test_nobody_queues_for_an_answer_that_is_full(chosen, free, full):
    decision = decide(Claim({EVENT: 1, WORKSHOP: 1}, chosen=chosen), free, NOBODY, EVENT)
    assert decision == Decision(REFUSED if full else IN_LINE, frozenset(full))


def test_the_line_is_read_only_where_it_matters():
    def line():
        raise AssertionError("nobody had to look")
        yield

    for claim, free in [
        (Claim(ONE), there_are(0)),
        (Claim(ONE, who=1), there_are(0)),
        (Claim(ONE, held=ONE), there_are(0)),
        (Claim(ONE, out_of_turn=True), there_are(1)),
        (Claim(ONE, beyond=True), there_are(0)),
    ]:
        decide(claim, free, line(), EVENT)


GROUPS = st.dictionaries(st.sampled_from([EVENT, FIRMS, WORKSHOP]), st.integers(1, 4), max_size=3)
ROOM = st.one_of(st.none(), st.integers(0, 8))


@given(GROUPS, GROUPS, ROOM, ROOM, ROOM, st.lists(GROUPS, max_size=4), st.booleans())
def test_nobody_is_seated_on_what_is_not_there(needs, held, event, firms, workshop, line, out_of_turn):
    free = there_are(event, firms, workshop)
    claim = Claim(needs, held=held, out_of_turn=out_of_turn)
    if decide(claim, dict(free), waiting(*line), EVENT).is_seated:
        assert all(free[pool].free is None or free[pool].free >= n for pool, n in claim.more.items())
    else:
        assert decide(dataclasses.replace(claim, may_wait=False), dict(free), waiting(*line), EVENT).outcome is REFUSED


@given(GROUPS, ROOM, ROOM, ROOM, st.lists(GROUPS, max_size=4))
def test_who_is_the_last_of_the_line_is_decided_about_as_who_comes_after_it(needs, event, firms, workshop, line):
    """What nobody in line needs they might pass for; who needs the event, as everybody in line does, is alike."""
    needs, line = {EVENT: 1, **needs}, [{EVENT: 1, **each} for each in line]
    free = there_are(event, firms, workshop)
    new = decide(Claim(needs), dict(free), waiting(*line), EVENT)
    last = decide(Claim(needs, who=len(line) + 1), dict(free), waiting(*line, needs), EVENT)
    assert new == last


@pytest.mark.parametrize(
    ("held", "needs", "more", "less"),
    [
        ({}, TWO, TWO, {}),
        (TWO, ONE, {}, {EVENT: 1}),
        ({EVENT: 1, FIRMS: 1}, {EVENT: 2, WORKSHOP: 2}, {EVENT: 1, WORKSHOP: 2}, {FIRMS: 1}),
        (TWO, TWO, {}, {}),
    ],
)
def test_what_is_held_is_counted_against_what_is_needed(held, needs, more, less):
    claim = Claim(needs, held=held)
    assert (claim.more, claim.less) == (more, less)
    assert what_is_more(held, needs) == more
