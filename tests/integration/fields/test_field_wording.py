import pytest

from webapp.fields import wording
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
        ((None, "total", "open", "in Vorbereitung"), "in Vorbereitung", "in Vorbereitung"),
        ((None, "total", "open", ""), "noch offen", "not decided yet"),
    ],
)
def test_a_volume_is_said_with_its_period_and_certainty(speaking, volume, german, english):
    value = dict(zip(("amount", "period", "certainty", "note"), volume, strict=True))
    shown = wording.shown(definition(FieldKind.VOLUME), value).replace("\xa0", " ")
    assert shown == (german if speaking == "de" else english)


@pytest.mark.parametrize("code", list(ProblemCode))
@pytest.mark.parametrize("limit", [1, 30])
def test_every_problem_says_what_to_do(speaking, code, limit):
    said = wording.problem_text(Problem(code, limit))
    assert said.startswith("Bitte" if speaking == "de" else "Please") or code.value in {"wrong_kind", "unknown_field"}
    assert said.endswith(".")
