"""How contacts are put in order, compared and looked for; who may be invited."""

from datetime import UTC, datetime

import pytest

from webapp.contacts import rules
from webapp.contacts.types import WhyNot

MOMENT = datetime(2026, 11, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Metallbau Söhne GmbH", "METALLBAU SOEHNE"),
        ("Bäckerei Weiß", "Baeckerei Weiss e. K."),
        ("Müller & Co. KG", "mueller"),
    ],
)
def test_a_company_is_the_same_however_it_is_spelt(one, other):
    assert rules.firm_of(one) == rules.firm_of(other) != ""


def test_what_is_only_a_legal_form_is_still_a_name():
    assert (rules.firm_of("AG"), rules.firm_of("…"), rules.firm_of("")) == ("ag", "", "")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Jörg Ölmüller", "olmuller jorg"),
        ("Dr. Anna von Berg", "berg dr anna von"),
        ("", ""),
        ("Cher", "cher"),
        ("Ute Vogel-Abel", "vogel abel ute"),
    ],
)
def test_lists_are_in_the_order_of_the_last_word(name, key):
    assert rules.sorted_by(name) == key


@pytest.mark.parametrize(
    ("said", "words"),
    [("Jörg  Krüger", ["jorg", "kruger"]), ("K@Firma.de a", ["k@firma.de", "a"]), (" … ", []), ("a a", ["a"])],
)
def test_what_is_typed_becomes_words(said, words):
    assert rules.typed(said) == words


@pytest.mark.parametrize(
    ("word", "errors"), [("abc", 0), ("abcd", 1), ("handwerks", 2), ("abc1defgh", 0), ("a@b.example", 0)]
)
def test_errors_are_forgiven_in_words_that_are_long_enough(word, errors):
    assert rules.forgiven(word) == errors


NOT = {
    "nothing": ({}, WhyNot.NO_BASIS),
    "entered": ({"is_kept": True}, None),
    "agreed": ({"is_kept": True, "agreed_at": MOMENT}, None),
    "agreed again": ({"is_kept": True, "agreed_at": MOMENT, "withdrew_at": MOMENT}, None),
    "withdrew": ({"is_kept": True, "withdrew_at": MOMENT}, WhyNot.WITHDREW),
    "refuses": ({"is_kept": True, "agreed_at": MOMENT, "refuses": True}, WhyNot.REFUSES),
    "no address": ({"is_kept": True, "email": ""}, WhyNot.NO_ADDRESS),
}


@pytest.mark.parametrize(("stands", "reason"), NOT.values(), ids=NOT)
def test_an_own_word_goes_before_what_the_office_notes(stands, reason):
    usual = {"email": "a@example.org", "is_kept": False, "withdrew_at": None, "agreed_at": None, "refuses": False}
    assert rules.why_not(**{**usual, **stands}) is reason
