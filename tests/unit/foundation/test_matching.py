import pytest

from webapp.foundation.matching import folded, words_of


@pytest.mark.parametrize("spelt", ["Müller", "mueller", "MULLER", "Mu\u0308ller", "Muller"])
def test_a_name_compares_alike_however_its_umlauts_are_spelt(spelt):
    assert folded(spelt) == "muller"


def test_marks_part_words():
    assert folded("Straße 5/6, St.-Nicolai").split() == ["strase", "5", "6", "st", "nicolai"]


def test_nobody_looks_for_more_than_a_dozen_words():
    assert words_of("a " * 1000) == ["a"] * 12


def test_no_word_is_longer_than_a_database_takes():
    assert words_of("ä" * 100_000) == ["a" * 400]
