import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.fields.inputs import as_typed, typed_number
from webapp.fields.rules.volumes import LARGEST, clean_volume, read_amount
from webapp.fields.types import Certainty, Definition, FieldKind, Period, Problem, ProblemCode

VOLUME = Definition(key="volume", kind=FieldKind.VOLUME, label={"de": "Volumen"})


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("410.000", 410_000),
        ("410.000 €", 410_000),
        ("410000", 410_000),
        ("410 000 Euro", 410_000),
        ("410\u202f000 EUR", 410_000),
        ("410'000", 410_000),
        ("410,000", 410_000),
        ("€ 1,250,000.50", 1_250_000.5),
        ("2,5 Mio.", 2_500_000),
        ("2.5 Mio. €", 2_500_000),
        ("1,250 Mio", 1_250_000),
        ("2 Millionen Euro", 2_000_000),
        ("1 Mrd. €", 1_000_000_000),
        ("410 T€", 410_000),
        ("410 TEUR", 410_000),
        ("410k", 410_000),
        ("12,50", 12.5),
        ("0", 0),
        ("٤١٠", 410),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed, amount):
    assert read_amount(typed)[0] == amount


@pytest.mark.parametrize(
    "typed",
    ["noch in Erarbeitung", "zwischen 2 und 3 Mio.", "1.2.3", "1 2 3", "4 E13", "", "-5", "1.00.000", "9" * 121],
)
def test_what_is_no_amount_is_kept_as_a_note(typed):
    assert read_amount(typed) == (None, {"note": typed})


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ("", None),
        ({}, None),
        ({"amount": None, "note": "  "}, None),
        (
            "ca. 410 T€ p. a. (4 Stellen)",
            {"amount": 410_000, "period": "yearly", "certainty": "estimated", "note": "4 Stellen"},
        ),
        (
            {"amount": "in Vorbereitung", "period": "yearly", "certainty": "exact", "note": "mit Partnern"},
            {"amount": None, "period": "yearly", "certainty": "open", "note": "in Vorbereitung · mit Partnern"},
        ),
        (
            {"amount": "2,5 Mio.", "period": "total", "certainty": "estimated"},
            {"amount": 2_500_000, "period": "total", "certainty": "estimated", "note": ""},
        ),
        (
            {"amount": 7.5, "period": "", "certainty": None, "note": None},
            {"amount": 7.5, "period": "total", "certainty": "exact", "note": ""},
        ),
    ],
)
def test_a_volume_has_one_normal_form(given_, wanted):
    assert clean_volume(given_) == wanted


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        (["410"], ProblemCode.WRONG_KIND),
        ({"amount": 7.5, "period": "weekly"}, ProblemCode.WRONG_KIND),
        ({"amount": 7.5, "certainty": "maybe"}, ProblemCode.WRONG_KIND),
        ({"amount": True}, ProblemCode.WRONG_KIND),
        ({"amount": {}}, ProblemCode.WRONG_KIND),
        ({"amount": -1}, ProblemCode.NO_AMOUNT),
        ({"amount": float("nan")}, ProblemCode.NO_AMOUNT),
        ({"amount": float("inf")}, ProblemCode.NO_AMOUNT),
        ({"amount": 10**4000}, ProblemCode.NO_AMOUNT),
        ({"amount": "99999999 Mrd."}, ProblemCode.NO_AMOUNT),
        ({"note": "x" * 301}, ProblemCode.TOO_LONG),
    ],
)
def test_a_volume_that_cannot_be_taken_names_its_problem(given_, code):
    found = clean_volume(given_)
    assert isinstance(found, Problem)
    assert found.code is code


AMOUNTS = st.none() | st.integers(0, LARGEST) | st.floats(0, 10**9).map(lambda x: round(x, 2))
VOLUMES = st.fixed_dictionaries(
    {
        "amount": AMOUNTS,
        "period": st.sampled_from([p.value for p in Period]),
        "certainty": st.sampled_from([c.value for c in Certainty]),
        "note": st.text(max_size=100),
    }
)


@given(VOLUMES)
def test_a_clean_volume_stays_what_it_is_also_through_its_inputs(volume):
    clean = clean_volume(volume)
    assert clean_volume(clean or {}) == clean
    for lang in ("de", "en"):
        assert clean_volume(as_typed(VOLUME, clean, lang)) == clean


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text):
    clean = clean_volume(text)
    assert clean is None or isinstance(clean, dict) or clean.code in {ProblemCode.NO_AMOUNT, ProblemCode.TOO_LONG}


@given(st.integers(0, LARGEST), st.sampled_from(["de", "en"]))
def test_a_typed_number_reads_back(amount, lang):
    assert read_amount(typed_number(amount, lang)) == (amount, {"note": ""})


def test_numbers_are_typed_as_the_language_writes_them():
    assert [typed_number(12.5, "de"), typed_number(1_234_567, "de")] == ["12,50", "1.234.567"]
    assert [typed_number(12.5, "en"), typed_number(1_234_567, "en")] == ["12.50", "1,234,567"]
