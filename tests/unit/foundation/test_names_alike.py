"""Two names that may well mean the same are told, two that don't are not."""

import pytest

from webapp.foundation.matching import is_alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Handwerkskammer Dresden", "handwerkskammer  DRESDEN"),
        ("Handwerkskammer Dresden", "Handwerkskamer Dresden"),
        ("Haus der Wirtschaft", "Haus der Wirtschaft Mittweida"),
        ("Größe", "Groesse"),
    ],
)
def test_names_that_may_mean_the_same(one, other):
    assert is_alike(one, other)
    assert is_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Handwerkskammer Dresden", "Innung Holz"), ("IHK Chemnitz", "HWK Chemnitz"), ("", "Haus"), ("!", "?")],
)
def test_names_that_mean_others(one, other):
    assert not is_alike(one, other)
