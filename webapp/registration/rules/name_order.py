"""Names that tables sort by: „Müller, Ada“ is Ada Müller, „Müller GmbH, Chemnitz“ is nobody's name."""

import re

from webapp.foundation.matching import folded
from webapp.registration.rules.firms import BODIES, LEGAL_FORMS, each_of

_TITLES = r"(?:(?:Prof|Dr|Dipl|Ing|Mag|Ph|jur|med|phil|rer|nat|h|c|e|Frau|Herr|Hr|Fr|Mr|Mrs|Ms)\.?[ -]*(?:D\.)?)"
_TITLE = re.compile(rf"(?:{_TITLES}+|Dr\.-Ing\.|Dipl\.-[A-Z]\w*\.?(?: ?\(FH\))?)(?:\s|$)")
_BEFORE = frozenset(
    {
        *(
            "von",
            "van",
            "de",
            "der",
            "den",
            "dem",
            "zu",
            "zum",
            "zur",
            "vom",
            "ten",
            "ter",
            "di",
            "da",
            "do",
            "dos",
            "del",
        ),
        *("la", "le", "du", "al", "el", "bin", "ben", "und", "st.", "freiherr", "freifrau", "graf", "grafin", "baron"),
    }
)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019.-][^\W\d_]+)*\.?")
_FIRMS = (
    LEGAL_FORMS
    | BODIES
    | each_of(
        "universitat hochschule institut stiftung ministerium buro"
        " backerei tischlerei schreinerei metzgerei fleischerei werkstatt betrieb bau elektro"
        " malerbetrieb friseur salon autohaus dachdeckerei zimmerei gruppe verwaltung"
    )
)
_AFTER = frozenset(
    {
        *(
            "jun",
            "jr",
            "sen",
            "sr",
            "junior",
            "senior",
            "mdl",
            "mdb",
            "mdep",
            "ba",
            "ma",
            "bsc",
            "msc",
            "mba",
            "phd",
            "llm",
        ),
        *("ii", "iii", "meister", "meisterin", "inhaber", "inhaberin", "geschaftsfuhrer", "geschaftsfuhrerin", "chef"),
        *("obermeister", "obermeisterin", "burgermeister", "burgermeisterin", "vorsitzender", "vorsitzende", "i"),
    }
)
_MOST_GIVEN = 3


def in_order(said: str) -> str:
    """The name with the given name first where it has exactly the form „Surname, Given“; any other as it is."""
    family, comma, given = (part.strip() for part in said.partition(","))
    if not comma or "," in given or not family or not given:
        return said
    titles = [title_of(family), title_of(given)]
    surname, called = (part.removeprefix(title).strip() for part, title in zip((family, given), titles, strict=True))
    if not _is_surname(surname) or not (_is_given(called) or (titles[1] and not called)):
        return said
    return " ".join(part for part in (*titles, called, surname) if part)


def turned(said: str) -> str:
    """The name below a heading that puts the surname first, with or without a comma."""
    ordered = in_order(said)
    words = said.split()
    is_plain = ordered == said and len(words) == 2 and "," not in said  # noqa: PLR2004 - of three nobody knows
    if is_plain and _is_surname(words[0]) and _is_given(words[1]):
        return f"{words[1]} {words[0]}"
    family, _, given = (part.strip() for part in said.partition(","))
    if ordered == said and given and "," not in given and not _has_firm(said):
        return f"{given} {family}"
    return ordered


def title_of(part: str) -> str:
    """The titles before a name, and how somebody is spoken to."""
    match = _TITLE.match(f"{part} ")
    return match[0].strip() if match else ""


def _is_surname(said: str) -> bool:
    words = [word for word in said.split() if word.casefold() not in _BEFORE]
    return len(words) == 1 and all(_is_name(word) for word in said.split())


def _is_given(said: str) -> bool:
    words = said.split()
    while words and words[-1].casefold() in _BEFORE:  # „Heide, Anna von der“
        words.pop()
    has_capitals = all(word[0].isupper() for word in words)
    return 0 < len(words) <= _MOST_GIVEN and has_capitals and all(_is_name(word, _AFTER) for word in words)


def _is_name(word: str, but: frozenset[str] = frozenset()) -> bool:
    bare = folded(word).replace(" ", "")
    return _WORD.fullmatch(word) is not None and bare not in _FIRMS | but


def _has_firm(said: str) -> bool:
    return any(char.isdigit() for char in said) or bool(_FIRMS.intersection(folded(said).split()))
