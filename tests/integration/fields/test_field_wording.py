import pytest

from webapp.fields import problem_wording, wording
from webapp.fields.inputs import as_typed
from webapp.fields.rules.singles import clean_number
from webapp.fields.rules.volumes import clean_volume
from webapp.fields.types import Definition, FieldKind, Problem, ProblemCode

CHOICES = (("pitch", {"de": "Vertiefung", "en": "Deepening"}),)


@pytest.fixture(params=["de", "en"])
def speaking(app, request):
    with app.test_request_context(headers={"Accept-Language": request.param}):
        yield request.param


def definition(kind):
    return Definition(key="x", kind=kind, label={"de": "X"}, choices=CHOICES)


@pytest.mark.parametrize(
    ("kind", "value", "german", "english"),
    [
        (FieldKind.TEXT, None, "", ""),
        (FieldKind.LONG_TEXT, "eins\nzwei", "eins\nzwei", "eins\nzwei"),
        (FieldKind.CHOICE, "pitch", "Vertiefung", "Deepening"),
        (FieldKind.TAGS, ["Plauen", "Aue"], "Plauen, Aue", "Plauen, Aue"),
        (FieldKind.DATE, "2026-05-06", "Mi., 6. Mai 2026", "Wed 6 May 2026"),
    ],
)
def test_a_value_is_shown_in_the_readers_words(speaking, kind, value, german, english):
    shown = wording.shown(definition(kind), value).replace("\xa0", " ")
    assert shown == (german if speaking == "de" else english)


@pytest.mark.parametrize(
    ("volume", "german", "english"),
    [
        (
            (410_000, "yearly", "estimated", "4 Stellen"),
            "410.000 € pro Jahr, geschätzt – 4 Stellen",
            "410,000 € a year, estimated – 4 Stellen",
        ),
        ((2_500_000, "total", "exact", ""), "2.500.000 €", "2,500,000 €"),
        ((1_250.5, "total", "exact", ""), "1.250,50 €", "1,250.50 €"),
        ((0.1, "total", "exact", ""), "0,10 €", "0.10 €"),
        ((None, "total", "open", "in Vorbereitung"), "in Vorbereitung", "in Vorbereitung"),
        ((None, "total", "open", ""), "noch offen", "not decided yet"),
    ],
)
def test_a_volume_is_said_with_its_period_and_certainty(speaking, volume, german, english):
    value = dict(zip(("amount", "period", "certainty", "note"), volume, strict=True))
    shown = wording.shown(definition(FieldKind.VOLUME), value).replace("\xa0", " ")
    assert shown == (german if speaking == "de" else english)


@pytest.mark.parametrize("cents", [*range(0, 131, 5), 125_000, 125_001, 125_050, 99_999_990, 10**11, 10**11 + 10])
def test_no_amount_loses_a_digit_wherever_it_is_shown(app, cents):
    """As a volume or as a number of euros, to read, to type anew, and in tables."""
    euros = f"{cents // 100:,}".replace(",", ".")
    wanted = f"{euros},{cents % 100:02}" if cents % 100 else euros
    amount = clean_volume({"amount": wanted})["amount"]
    volume = {"amount": amount, "period": "total", "certainty": "exact", "note": ""}
    asked = Definition(key="x", kind=FieldKind.NUMBER, label={"de": "Ihr Anteil in Euro"})
    number = clean_number(asked, wanted)
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert wording.shown(definition(FieldKind.VOLUME), volume) == f"{wanted}\u00a0€"
        assert wording.shown(asked, number) == wanted
        assert str(as_typed(definition(FieldKind.VOLUME), volume)["amount"]) == wanted
        assert as_typed(asked, number) == wanted.replace(".", "")
        assert wording.cell(asked, number).text == wanted.replace(".", "")
    assert clean_number(asked, as_typed(asked, number)) == number


@pytest.mark.parametrize(
    ("typed", "german", "english"),
    [
        ("0,123456", "0,123456", "0.123456"),
        ("2,5", "2,5", "2.5"),
        ("1.250,25", "1.250,25", "1,250.25"),
        ("1,250.25", "1.250,25", "1,250.25"),
        ("-1.250,5", "-1.250,5", "-1,250.5"),
    ],
)
def test_a_number_is_read_as_it_is_written_and_never_rounded(speaking, typed, german, english):
    asked = definition(FieldKind.NUMBER)
    assert wording.shown(asked, clean_number(asked, typed)) == (german if speaking == "de" else english)


def test_a_bound_is_said_with_all_its_digits(speaking):
    said = problem_wording.problem_text(Problem(ProblemCode.TOO_LOW, 0.0005))
    assert ("0,0005" if speaking == "de" else "0.0005") in said


@pytest.mark.parametrize("code", list(ProblemCode))
@pytest.mark.parametrize("limit", [1, 30])
def test_every_problem_says_what_to_do(speaking, code, limit):
    said = problem_wording.problem_text(Problem(code, limit))
    asked = "Bitte" if speaking == "de" else "Please"
    why_first = {ProblemCode.WRONG_KIND, ProblemCode.UNKNOWN_FIELD, ProblemCode.NOTICE_CHANGED}
    assert said.startswith(asked) or (code in why_first and asked in said)
    assert said.endswith(".")
