"""Text from people, brought into one form: NFC, no invisible trouble, no lost word."""

import re
import unicodedata

_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_GAPS = re.compile(r"[ \t\n]+")
_TRAILING = re.compile(r"[ \t]+(?=\n|$)")
_EMPTY_LINES = re.compile(r"\n{4,}")
# Embeddings, overrides and isolates turn the rest of a page around; the marks U+200E and U+200F don't.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT_CONTROLS = frozenset("\n\t")


def one_line(text: str) -> str:
    """The text on one line with single gaps; equal for NFC and NFD."""
    return _GAPS.sub(" ", _visible(text)).strip()


def lines(text: str) -> str:
    """The text with its line breaks, without trailing blanks and with at most two empty lines in a row."""
    return _EMPTY_LINES.sub("\n\n\n", _TRAILING.sub("", _visible(text))).strip()


def _visible(text: str) -> str:
    # A lone surrogate can be neither stored nor sent.
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    broken = _BREAKS.sub("\n", whole)
    kept = "".join(c for c in broken if c in _KEPT_CONTROLS or not _is_hidden(c))
    return unicodedata.normalize("NFC", kept)


def _is_hidden(char: str) -> bool:
    return char in _TURNING or unicodedata.category(char) in {"Cc", "Cs"}
