"""The forms that German verbs and adjectives take: „leerer“, „getrieben“ and „berät“ are words as well."""

from collections.abc import Iterator
from typing import Final

_ADJECTIVE: Final = ("", "e", "em", "en", "er", "es")
_COMPARED: Final = ("", "er", "st", "est")
_PRESENT: Final = (
    *("", "e", "en", "st", "t", "te", "ten", "test", "tet", "ung", "ungen"),
    *("end" + ending for ending in _ADJECTIVE),
)
# „öffnest“, „redete“, but not „machete“; „handeln“, „handelnd“, but not „machn“.
_WITH_E: Final = ("est", "et", "ete", "eten", "etest", "etet")
_WITHOUT_E: Final = ("n", *("nd" + ending for ending in _ADJECTIVE))
_OTHER: Final = ("", "e", "en", "st", "est", "t", "et", "te", "ten")
# Without umlauts, and with them spelt out.
_LISTED: Final = """
    ab an auf aus be bei dar durch ein emp ent er fest fort frei ge gegen gegenuber gegenueber her heraus herum herunter
    hervor hin hinaus hinein hinter hinzu hoch kennen los miss mit nach nieder statt teil uber ueber um unter ver vor
    voran voraus vorbei weg weiter wider wieder zer zu zurecht zuruck zurueck zusammen
"""
_PREFIXES: Final = frozenset(_LISTED.split())


def verb_forms(entry: str) -> Iterator[str]:
    """All forms of a verb as it is listed: „machen“, or a strong one with its stems, „treiben/trieb/getrieben“."""
    infinitive, *stems = entry.split("/")
    stem = infinitive.removesuffix("en") if infinitive.endswith("en") else infinitive.removesuffix("n")
    others = _others(infinitive, stem)
    yield from map(stem.__add__, (*_PRESENT, *others))
    yield f"zu{infinitive}"
    if stem.endswith(("el", "er")):
        yield f"{stem[:-2]}{stem[-1]}e"
    yield from (other + ending for other in stems[:-1] for ending in _OTHER)
    yield from _participles(stems[-1] if stems else f"ge{stem}et" if others is _WITH_E else f"ge{stem}t")


def _participles(whole: str) -> Iterator[str]:
    return (each + ending for each in (whole, whole.removeprefix("ge")) for ending in _ADJECTIVE)


def _others(infinitive: str, stem: str) -> tuple[str, ...]:
    if stem.endswith(("d", "t", "m", "n")):
        return _WITH_E
    return () if infinitive.endswith("en") else _WITHOUT_E


def adjective_forms(word: str) -> Iterator[str]:
    """An adjective with all endings, compared as well; „dunkel“ and „teuer“ lose an E."""
    short = f"{word[:-2]}{word[-1]}" if word.endswith(("el", "er")) else word.removesuffix("e")
    for base in {word, word.removesuffix("e"), short}:
        yield from (base + more + ending for more in _COMPARED for ending in _ADJECTIVE)


def without_prefix(word: str) -> Iterator[str]:
    """What a verb, spelt without umlauts, may be put together from: „beraten“ from „raten“."""
    return (word.removeprefix(each) for each in _PREFIXES if word.startswith(each))
