"""What makes a legal text whole, and one wording another, decided without a database."""

import hashlib
import re
from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\[\[([^\[\]]+)\]\]")


def placeholders(texts: Mapping[str, str]) -> list[str]:
    """What somebody still has to fill in, each once, in the order in which it stands."""
    return list(dict.fromkeys(found.strip() for text in texts.values() for found in _PLACEHOLDER.findall(text)))


def whole(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts in those languages in which nothing has to be filled in."""
    return {lang: text for lang, text in texts.items() if not _PLACEHOLDER.search(text)}


def wording_of(texts: Mapping[str, str]) -> str:
    """A short name of a wording: the same for the same text in the same languages, and for nothing else."""
    german, english = texts.get("de", ""), texts.get("en", "")
    said = f"{german}\0{english}" if english else german
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def says_the_same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """True when readers of every language read the same."""
    return wording_of(one) == wording_of(other)
