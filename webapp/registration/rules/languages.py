"""In which language somebody is written to, by what offices and programs write for it: „en-GB“, „Englisch (US)“."""

from webapp.foundation.matching import folded
from webapp.foundation.spreadsheets.headings import as_heading

_NAMES = {"deutsch": "de", "german": "de", "allemand": "de", "englisch": "en", "english": "en", "anglais": "en"}
_CODES = {"d": "de", "dt": "de", "engl": "en", "de": "de", "deu": "de", "ger": "de", "en": "en", "eng": "en"}
_ASKS = frozenset(
    [
        "sprache",
        "language",
        "lang",
        "locale",
        "sprachcode",
        "korrespondenzsprache",
        "briefsprache",
        "mailsprache",
        "wunschsprache",
    ]
)
_SOMETHING_ELSE = frozenset({"leichte", "leichter", "einfache", "einfacher", "zweite", "fremde", "2", "plain", "easy"})
_DENIALS = frozenset({"nicht", "kein", "keine", "no", "not", "non", "ohne"})
_LONGEST_REGION = 4


def asks_for_language(heading: str) -> bool:
    """True for a column of the language in which somebody is written to."""
    words = set(as_heading(heading).split())
    return bool(words & _ASKS) and not words & _SOMETHING_ELSE


def language_said(said: str) -> str | None:
    """The first of our languages that is named; empty where nothing is said, None for anything else."""
    words = folded(said[:100]).replace("_", " ").split()
    if not words:
        return ""
    is_code = words[0] in _CODES and max(map(len, words)) <= _LONGEST_REGION  # „en français“ isn't English
    known = _CODES if is_code else _NAMES
    named = [known[word] for word in words if word in known]
    return named[0] if named and not _DENIALS & set(words) else None
