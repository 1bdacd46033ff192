"""Letters that no face draws: somebody at the door still has to read them, so they are spelled instead of boxed."""

import re
import unicodedata
from collections.abc import Iterable

_UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
# TIBETAN LETTER KA, CHEROKEE SMALL LETTER GWA, TIBETAN VOWEL SIGN I: how it sounds is the last word of the name.
_SOUND = re.compile(r"(?:LETTER|SYLLABLE|VOWEL SIGN|CONSONANT SIGN)(?: [A-Z]+)*? ([A-Z]{1,5})$")


def undrawn(diagnostic: str) -> set[str]:
    """The letters that the typesetter complains of."""
    return {_ESCAPED.sub(lambda code: chr(int(code[1], 16)), found) for found in _UNDRAWN.findall(diagnostic)}


def spelled(words: str, missing: Iterable[str]) -> str:
    """`words` with each of the missing letters in plain ones."""
    table = {ord(letter): _plain(letter) for cluster in missing for letter in cluster if not letter.isascii()}
    return words.translate(table)


def _plain(letter: str) -> str:
    """𝓚 is K, ཀ is ka; what has no sound is told by its code point; what only shapes others is left out."""
    sound = _SOUND.search(unicodedata.name(letter, ""))
    folded = unicodedata.normalize("NFKC", letter)
    if folded != letter and folded.isalnum():
        return folded
    if unicodedata.category(letter) in {"Cf", "Cc", "Mn", "Me"} and not sound:
        return ""
    if not sound:
        return f"[U+{ord(letter):04X}]"
    return sound[1].capitalize() if letter.isupper() else sound[1].lower()
