"""Numbers, addresses, telephones, trades and files in the one form in which they are kept."""

import pytest

from webapp.fields.rules import clean_one
from webapp.fields.types import Definition, FieldKind, Problem, ProblemCode

FILE = {"id": "f1", "name": "Plan.pdf", "size": 12, "type": "application/pdf"}


def cleaned(kind, given, **bounds):
    found = clean_one(Definition("key", kind, {"de": "Frage"}, **bounds), given)
    return (found.code, found.limit) if isinstance(found, Problem) else found


@pytest.mark.parametrize(
    ("given", "number"),
    [
        *(("12", 12), ("12,5", 12.5), ("12.5", 12.5), ("1.200", 1200), ("1 200,5", 1200.5), ("-3", -3)),
        *(("1,200.50", 1200.5), (7, 7), (7.0, 7), (2.25, 2.25), (" ", None), ("", None)),
    ],
)
def test_a_number_is_read_as_germans_and_english_write_it(given, number):
    found = cleaned(FieldKind.NUMBER, given)
    assert found == number
    assert not isinstance(found, float) or found != int(found)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        *(("zwölf", ProblemCode.NO_NUMBER), ("1.2.3", ProblemCode.NO_NUMBER), (10**12, ProblemCode.NO_NUMBER)),
        *((True, ProblemCode.WRONG_KIND), (["1"], ProblemCode.WRONG_KIND)),
    ],
)
def test_what_is_no_number_is_named_so(given, code):
    assert cleaned(FieldKind.NUMBER, given) == (code, 0)


@pytest.mark.parametrize(
    ("given", "found"),
    [("1", (ProblemCode.TOO_LOW, 2)), ("2", 2), ("4", 4), ("5", (ProblemCode.TOO_HIGH, 4))],
)
def test_a_number_lies_within_its_bounds(given, found):
    assert cleaned(FieldKind.NUMBER, given, lowest=2, highest=4) == found


@pytest.mark.parametrize(
    ("kind", "given", "found"),
    [
        (FieldKind.EMAIL, "ada@example.org", "ada@example.org"),
        (FieldKind.EMAIL, "  ", None),
        (FieldKind.EMAIL, "ada@", (ProblemCode.NO_ADDRESS, 0)),
        (FieldKind.EMAIL, 5, (ProblemCode.WRONG_KIND, 0)),
        (FieldKind.PHONE, "0371 /  5364-0", "0371 / 5364-0"),
        (FieldKind.PHONE, " ", None),
        (FieldKind.PHONE, "()--", (ProblemCode.NO_PHONE, 0)),
        (FieldKind.PHONE, "1" * 41, (ProblemCode.NO_PHONE, 0)),
        (FieldKind.PHONE, ["110"], (ProblemCode.WRONG_KIND, 0)),
        (FieldKind.TRADE, "A-1", "A-1"),
        (FieldKind.TRADE, "", None),
        (FieldKind.TRADE, "astronaut", (ProblemCode.NO_TRADE, 0)),
        (FieldKind.TRADE, 5, (ProblemCode.NO_TRADE, 0)),
        (FieldKind.FILE, {}, None),
        (FieldKind.FILE, FILE, FILE),
        (FieldKind.FILE, {**FILE, "size": "12"}, (ProblemCode.NO_FILE, 0)),
        (FieldKind.FILE, {"id": "f1"}, (ProblemCode.NO_FILE, 0)),
        (FieldKind.FILE, "Plan.pdf", (ProblemCode.NO_FILE, 0)),
    ],
)
def test_an_address_a_telephone_a_trade_and_a_file_have_their_form(kind, given, found):
    assert cleaned(kind, given) == found
