"""Text from people, brought into one form: NFC, no invisible trouble, no lost word."""

import re
import unicodedata
from collections.abc import Iterable

from webapp.foundation.names import same_name

_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_GAPS = re.compile(r"[ \t\n]+")
_EMPTY_LINES = re.compile(r"\n{4,}")
# Embeddings, overrides and isolates turn the rest of a page around; the marks U+200E and U+200F don't.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BETWEEN_ENTRIES = " ,;\u00a0\u3001\uff0c"
_UNSEEN = frozenset({"Cf", "Zs", "Zl", "Zp"})
_KEPT_CONTROLS = frozenset("\n\t")


def one_line(text: str) -> str:
    """The text on one line with single gaps; equal for NFC and NFD, and empty when nothing of it can be seen."""
    line = _GAPS.sub(" ", _visible(text)).strip()
    return line if _can_be_seen(line) else ""


def entries(typed: Iterable[str]) -> list[str]:
    """Each entry of a list on one line, without commas and semicolons around it; what says nothing else is none."""
    return [entry for each in typed if (entry := one_line(one_line(each).strip(_BETWEEN_ENTRIES)))]


def distinct(typed: Iterable[str]) -> list[str]:
    """As `entries`, each once: the same name in another case, or with other gaps, is the same entry."""
    first: dict[str, str] = {}
    for entry in entries(typed):
        first.setdefault(same_name(entry), entry)
    return list(first.values())


def lines(text: str) -> str:
    """The text with its line breaks, without trailing blanks and with at most two empty lines in a row.

    Empty when nothing of it can be seen.
    """
    bare = "\n".join(line.rstrip(" \t") for line in _visible(text).split("\n"))
    whole = _EMPTY_LINES.sub("\n\n\n", bare).strip()
    return whole if _can_be_seen(whole) else ""


def _can_be_seen(text: str) -> bool:
    return any(c != "\n" and unicodedata.category(c) not in _UNSEEN for c in text)


def _visible(text: str) -> str:
    # A lone surrogate can be neither stored nor sent.
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    broken = _BREAKS.sub("\n", whole)
    kept = "".join(c for c in broken if c in _KEPT_CONTROLS or not _is_hidden(c))
    return unicodedata.normalize("NFC", kept)


def _is_hidden(char: str) -> bool:
    return char in _TURNING or unicodedata.category(char) in {"Cc", "Cs"}
