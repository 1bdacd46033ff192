import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.foundation.text import lines, one_line

ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=200)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Werkstatt \t am\nMarkt ", "Werkstatt am Markt"),
        ("Mu\u0308ller", "Müller"),
        ("a\x00b\x1bc", "abc"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("\u2066links\u2069", "links"),
        ("👩🏽‍🔧 ist da", "👩🏽‍🔧 ist da"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("", ""),
    ],
)
def test_one_line_keeps_what_can_be_seen(typed, kept):
    assert one_line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("eins\r\nzwei\rdrei", "eins\nzwei\ndrei"),
        ("eins  \n  zwei\t\n", "eins\n  zwei"),
        ("eins\n\n\n\n\n\nzwei", "eins\n\n\nzwei"),
        ("zeile\u2028neue", "zeile\nneue"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_lines_keep_their_breaks(typed, kept):
    assert lines(typed) == kept


@pytest.mark.parametrize("normalise", [one_line, lines])
@given(typed=ANY_TEXT)
def test_normalising_twice_changes_nothing(normalise, typed):
    once = normalise(typed)
    assert normalise(once) == once
    assert once == unicodedata.normalize("NFC", once)
    once.encode("utf-8")
    assert "\x00" not in once


@given(typed=ANY_TEXT)
def test_composed_and_decomposed_letters_are_one_text(typed):
    whole = one_line(typed)
    assert one_line(unicodedata.normalize("NFD", whole)) == whole
