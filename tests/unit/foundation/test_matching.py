import pytest

from webapp.foundation.matching import matches


@pytest.mark.parametrize(
    ("words", "forgiving", "found"),
    [
        ("", False, True),
        ("mueller", False, True),
        ("Müller", False, True),
        ("Mu\u0308ller", False, True),
        ("muller werk", False, True),
        ("müller chemnitz", False, False),
        ("strasse", False, True),
        ("Werkstat", False, True),
        ("Werkstadt", False, False),
        ("Werkstadt", True, True),
        ("Chemnitz", True, False),
        ("Mull", True, True),
        ("Mxll", True, False),
    ],
)
def test_search_forgives_umlauts_and_on_request_typing_errors(words, forgiving, found):
    assert matches(words, ["Werkstatt Müller", "Straße 5"], forgiving=forgiving) is found
