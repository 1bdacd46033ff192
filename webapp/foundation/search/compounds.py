"""German puts words together: „Konferenz“ is found in „Vergabekonferenz“, but „Reis“ not in „Kreis“."""

from typing import Final

_SHORTEST_PART = 4
_SHORTEST_REST = 4
_LINKS: Final = ("ens", "es", "en", "er", "s", "n", "e")
# Nouns of three letters that stand at either end of compounds; any other short rest is a prefix or an ending.
_SHORT_NOUNS: Final = frozenset(
    {
        *("amt", "art", "bad", "bau", "bus", "eis", "gas", "gut", "hof", "hut", "not", "ohr", "ort", "rad", "rat"),
        *("see", "tag", "tor", "tur", "uhr", "weg", "zug"),
    }
)
# What makes verbs and opposites: „Verbund“ is no kind of „Bund“.
# What makes another word of one, not two of it: a „Tischlerei“ is no kind of „Tisch“.
_ENDINGS: Final = frozenset(
    ["lerei", "erei", "schaft", "heit", "keit", "lich", "isch", "haft", "innen", "erinnen", "lerinnen", "lerisch"]
)
_PREFIXES: Final = frozenset({"uber", "unter", "wider", "miss", "hinter", "durch", "entgegen"})


def is_part(part: str, whole: str) -> bool:
    """True when `whole` is put together of `part` and other words; both are stems."""
    if part == whole or (len(part) < _SHORTEST_PART and part not in _SHORT_NOUNS):
        return False
    at = whole.find(part)
    while at >= 0:
        if _is_rest(whole[:at], leads=True) and _is_rest(whole[at + len(part) :], leads=False):
            return True
        at = whole.find(part, at + 1)
    return False


def _is_rest(rest: str, *, leads: bool) -> bool:
    """True for nothing at all, or something that can be a word of its own, with or without the letters that link."""
    if not rest:
        return True
    if rest in (_PREFIXES if leads else _ENDINGS):
        return False
    candidates = {rest} | {rest.removesuffix(link) if leads else rest.removeprefix(link) for link in _LINKS}
    return any(len(each) >= _SHORTEST_REST or each in _SHORT_NOUNS for each in candidates)
