"""What people write where they don't know a name, and which is none: „N.N.“, „unbekannt“, „-“."""

import re

from webapp.foundation.matching import folded
from webapp.foundation.spreadsheets import UNREADABLE

_NOBODY = re.compile(
    r"n ?n|k a|n a|keine angabe|(?:noch )?(?:unbekannt|offen|unklar)|unknown|not (?:yet )?known"
    r"|(?:noch )?nicht (?:bekannt|benannt)|(?:wird |noch )*(?:nach)?(?:benannt|gemeldet|gereicht)|folgt|name folgt"
    r"|(?:noch )?zu benennen|tb[acdn]|t b [acdn]|to be (?:announced|named|confirmed)|anonym|anonymous|nomen nescio"
    r"|(?:herrn?|frau|eheleute|familie|mr|mrs|ms)"  # and nobody behind it
    r"|x{2,5}|(?:kein|ohne|no) namen?|none|null|not available"
)


def is_blank(said: str) -> bool:
    """True for signs of which none is a letter: „-“, „?“; what can't be read says something."""
    return not any(map(str.isalpha, said)) and UNREADABLE not in said


def is_nobody(said: str) -> bool:
    """True for words in the place of a name that nobody is called by."""
    return _NOBODY.fullmatch(" ".join(folded(said).split())) is not None
