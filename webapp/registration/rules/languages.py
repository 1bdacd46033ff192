"""In which language somebody is written to, by what offices and programs write for it: „en-GB“, „Englisch (US)“."""

from webapp.foundation.matching import folded

_NAMES = {"deutsch": "de", "german": "de", "allemand": "de", "englisch": "en", "english": "en", "anglais": "en"}
_CODES = {"de": "de", "deu": "de", "ger": "de", "en": "en", "eng": "en"}
_DENIALS = frozenset({"nicht", "kein", "keine", "no", "not", "non", "ohne"})
_LONGEST_REGION = 4


def language_said(said: str) -> str | None:
    """The first of our languages that is named; empty where nothing is said, None for anything else."""
    words = folded(said[:100]).replace("_", " ").split()
    if not words:
        return ""
    if _DENIALS & set(words):
        return None
    named = next((_NAMES[word] for word in words if word in _NAMES), None)
    codes = [word for word in words if word in _CODES]
    is_code = words[0] in _CODES and all(len(word) <= _LONGEST_REGION for word in words)
    return named or (_CODES[codes[0]] if is_code else None)
