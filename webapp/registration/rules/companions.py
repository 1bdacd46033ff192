"""Companions without a name: „Ada Müller + 1“ is Ada Müller, and nobody called „1“."""

import re

from webapp.registration.rules.name_order import in_order
from webapp.registration.rules.nobody import is_blank, is_nobody

_ONE = r"(?:\d{1,2}|eine?[rnms]?|one|zwei|two)"
_ACCOMPANY = r"(?:weitere\w{0,2} )?begleit\w{1,12}"
_SOMEBODY = rf"(?:{_ACCOMPANY}|(?:weitere\w{0, 2} )?(?:personen|person|pers\.?|gäste|gast|guests?|people|companions?))"
_NEAR = r"(?:(?:ehe)?partner(?:in)?|(?:ehe)?frau|(?:ehe)?mann|famil(?:ie|y)|kind(?:er)?|spouse|children|wife|husband)"
_WITH = r"(?:\+|\bplus\b|\bmit\b|\bwith\b|\binkl\.?|\bincl\.?|\bzzgl\.?)"
_AND = r"(?:&|\b(?:und|u\.|and)(?=\s))"
_COMPANION = re.compile(
    rf"(?:{_WITH}\s*(?:{_ONE}\s+)?(?:{_SOMEBODY}|{_NEAR})|{_AND}\s*(?:{_ONE}\s+)?{_SOMEBODY}"
    rf"|[,;/(]\s*(?:{_ONE}\s+)?{_ACCOMPANY}|(?:{_WITH}|{_AND})\s*\d{{1,2}}(?:\s*x)?)\s*\)?\s*$"
    r"|\+\s*\d{1,2}\b(?!\s*[\d/-])\)?",
    re.IGNORECASE,
)
_BEFORE = " \t\n,;("
_NAMELESS = re.compile(
    rf"[+(\s]*(?:(?:{_ONE}\s*)?(?:{_SOMEBODY}|{_NEAR})|{_ONE}|ja|yes|x|true|wahr)[\s)]*", re.IGNORECASE
)


def alone(name: str) -> str:
    """The name without companions who have none."""
    match = _COMPANION.search(name)
    if match is None:
        return name
    left = f"{name[: match.start()].rstrip(_BEFORE)}{name[match.end() :]}".strip()
    return name if is_blank(left) or left == name else in_order(left)


def companion_in(name: str) -> str:
    """What a name says of companions who have none, in its words; empty where it says nothing of any."""
    match = _COMPANION.search(name)
    return match[0].strip(" ,;()\n") if match and alone(name) != name else ""


def is_nameless(said: str) -> bool:
    """True for „1“, „ja“ and „N.N.“ where a further person would stand."""
    return _NAMELESS.fullmatch(said) is not None or is_nobody(said)
