"""Who is on a registration beside those whom a page showed."""

import pytest

from webapp.registration.rules import mark_of_shown, shows_all

ADA, BEN, CEM = "Zk3_ada4QmXr0PbT7yWe1g", "q-8benLd2VhS6uJc9RfK5w", "M1xcemYt4NaE7iGo3ZsB0A"


@pytest.mark.parametrize(
    ("shown", "on_it", "all_shown"),
    [
        ([ADA], [ADA], True),
        ([ADA, BEN], [BEN], True),
        ([ADA, BEN], [BEN, ADA], True),
        ([ADA], [ADA, BEN], False),
        ([ADA, BEN], [ADA, CEM], False),
        ([ADA], [BEN], False),
        ([], [ADA], True),
        ([], [ADA, BEN], False),
        ([], [], True),
    ],
)
def test_all_are_shown_or_somebody_is_missed(shown, on_it, all_shown):
    assert shows_all(mark_of_shown(shown), on_it) is all_shown


@pytest.mark.parametrize("bent", ["x", "x" * 1000, ADA[:6] + BEN[:3], "ä,ö ü"])
def test_a_bent_mark_shows_nobody_more(bent):
    assert not shows_all(bent, [ADA, BEN])
