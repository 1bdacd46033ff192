"""German puts words together: „Konferenz“ is found in „Vergabekonferenz“, but „Reis“ not in „Kreis“."""

import re
from collections.abc import Iterator
from typing import Final

_SHORTEST_PART = 4
_SHORTEST_REST = 4
_LINKS: Final = ("ens", "es", "en", "er", "s", "n", "e")
# Nouns of three letters that stand at either end of compounds; any other short rest is a prefix or an ending.
_SHORT_NOUNS: Final = frozenset(
    {
        *("amt", "art", "bad", "bau", "bus", "day", "eis", "erd", "gas", "gut", "hof", "hut", "not", "ohr", "ort"),
        *("rad", "rat", "see", "tag", "tor", "tur", "uhr", "weg", "zug"),
    }
)
# What makes verbs and opposites: „Verbund“ is no kind of „Bund“.
_PREFIXES: Final = frozenset({"uber", "unter", "wider", "miss", "hinter", "durch", "entgegen"})
# What makes another word of one, not two of it: a „Tischlerei“ is no kind of „Tisch“.
_ENDING: Final = re.compile(
    r"(l?er(ei|in|inn|isch)?|schaft|heit|i?g?keit|lich|isch|haft|ung|ling|nis|tum|end|ier|ist|ation|innen)"
    r"(e[mnrst]?|er[nr]|n|s|se[ns]?|innen|nen|en)?"
)
# How a word may begin and end: nothing begins as „Gas|tgeber“ would, nor ends as „Antw|ort“.
_BEGIN: Final = re.compile(
    r"\d|(sch[lmnrw]?|[bcfgkp]l|[bcdfgkptw]r|pf[lr]?|[cgkp]n|ps|qu|s[cklmnptw]|s[ckpt][lr]|ts|tsch|t[hw]|zw|[cprsw]h|[cpt]h[lr]"
    r"|[bcdfghj-np-tv-z])?[aeiouy]"
)
_END: Final = re.compile(
    r"(\d|[aeiouy]([lmnr]?(ch|ck|[fkpt]{1,2}|[bdgsx]|ss|tz|z|t?sch)?(s|t|st)?|ll|mm|nn|rr|bb|dd|gg|rl|rn|rm|lm|ng|hl|hm|hn|hr|ht|h|w|v)s?)$"
)
# Words that only begin or end like a part.
_BY_CHANCE: Final = {
    "art": ("artik", "artist"),
    "auto": ("automat", "autonom", "autor"),
    "back": ("backpack",),
    "bau": ("bauer",),
    "buch": ("buchstab", "buchung", "buchholz"),
    "bus": ("busin",),
    "eis": ("eisen",),
    "gas": ("gasthau", "gasthof", "gaststa", "gastro", "gastge", "gastf", "gastr", "gasta"),
    "gut": ("gutacht",),
    "not": ("notiz", "notari"),
    "organ": ("organis",),
    "ort": ("orth", "support", "report", "export", "import", "sport"),
    "plan": ("planet", "plane"),
    "rad": ("radio", "radika", "kamerad", "gerad"),
    "rat": ("ratio", "apparat", "referat", "quadrat"),
    "see": ("seel",),
    "sign": ("signa",),
    "tag": ("tagung",),
    "tor": ("tort", "ator", "ktor", "itor"),
    "tur": ("turm", "turn", "kultur", "struktur", "agentur", "atur", "nitur"),
    "zug": ("zugang", "zugab", "zugehor"),
}
# Kinds of a part by their letters, but nothing that somebody means who looks for it by another name.
_OTHERWISE: Final = ("dachverb", "dachmark", "dachorganisation", "dachgesell", "hochschul")
# Such words make others before a noun: „Unternehmen“ are not taken under.
_BEFORE: Final = _PREFIXES | {"nach", "wieder", "zwischen", "gegen", "ober", "innen", "haupt", "vorder"}


def is_part(part: str, whole: str) -> bool:
    """True when `whole` is put together of `part` and other words; both are stems."""
    if part == whole or not _is_long_enough(part):
        return False
    at = whole.find(part)
    while at >= 0:
        if _is_rest(whole[:at], leads=True) and _is_rest(whole[at + len(part) :], leads=False):
            return not any(other in whole for other in _BY_CHANCE.get(part, ()))
        at = whole.find(part, at + 1)
    return False


def is_edge(part: str, whole: str) -> bool:
    """True when `part` is of some length and stands at either end of `whole`, in its own sense."""
    if len(part) < _SHORTEST_PART or not (whole.startswith(part) or whole.endswith(part)):
        return False
    return is_part(part, whole) and not any(whole.startswith(other) for other in _OTHERWISE)


def seams(whole: str) -> Iterator[tuple[str, str]]:
    """Every two words of which `whole` may be put together, the first with and without the letters that link."""
    for at in range(1, len(whole)):
        left, right = whole[:at], whole[at:]
        if _is_long_enough(right) and _BEGIN.match(right):
            bare = {left} | {left.removesuffix(link) for link in _LINKS}
            yield from ((each, right) for each in sorted(bare - _BEFORE) if _is_long_enough(each))


def _is_long_enough(part: str) -> bool:
    return len(part) >= _SHORTEST_PART or part in _SHORT_NOUNS


def _is_rest(rest: str, *, leads: bool) -> bool:
    """True for nothing at all, or something that can be a word of its own, with or without the letters that link."""
    if not rest:
        return True
    if rest in _PREFIXES if leads else _ENDING.fullmatch(rest):
        return False
    candidates = {rest} | {rest.removesuffix(link) if leads else rest.removeprefix(link) for link in _LINKS}
    as_word = _END.search if leads else _BEGIN.match
    return any(each in _SHORT_NOUNS if len(each) < _SHORTEST_REST else as_word(each) for each in candidates)
