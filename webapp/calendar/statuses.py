"""What the word beside a date says about whether it takes place."""

import re

from webapp.calendar.types import DateFault
from webapp.foundation.matching import folded

# As `folded` has them: without umlauts, one blank between words.
_CANCELLED = re.compile(
    r"abgesag|absage|ausgefallen|ausfall|entfall|entfiel|storn|cancel|\bcall\w* off\b|\bis off\b"
    r"|\b(?:fall\w*|fiel\w*)\b.*\baus\b"
)
_DENIED = re.compile(r"\b(?:nicht|kein\w*|not?|never|nie|ohne)\b")
_NOT_HELD = re.compile(
    r"(?:findet|finden) (?:\w+ )?nicht statt|(?:is |are )?not taking place|(?:does|will) not take place"
)
_HELD = re.compile(r"\b(?:findet|finden)\b(.*)\bstatt\b|\b(?:takes|taking) place\b")
_FINE = frozenset(
    {
        *(
            "bestatigt",
            "bestatigte",
            "fest",
            "fix",
            "fixiert",
            "ok",
            "okay",
            "geplant",
            "gebucht",
            "aktiv",
            "definitiv",
        ),
        *("veroffentlicht", "zugesagt", "beschaftigt", "sicher", "termin", "wie", "und"),
        *("confirmed", "busy", "active", "published", "planned", "scheduled", "booked", "tentative"),
    }
)
_LONGEST = 200
_NO_WORD = re.compile(r"[\W\d_]*")  # a dash, or the day on which somebody looked


def faults_of_status(said: str) -> list[DateFault]:
    """Why a date with this status isn't taken over as it is; a word that nobody knows is named, not passed over."""
    if len(said) > _LONGEST:
        return [DateFault.STATUS_UNCLEAR]
    bare = folded(said).strip()
    if _NO_WORD.fullmatch(bare):
        return []
    if _NOT_HELD.fullmatch(bare):
        return [DateFault.IS_CANCELLED]
    is_off, is_denied = _CANCELLED.search(bare) is not None, _DENIED.search(bare) is not None
    if is_off and not is_denied:
        return [DateFault.IS_CANCELLED]
    is_fine = not is_off and not is_denied and _FINE.issuperset(_HELD.sub(r"\1", bare).split())
    return [] if is_fine else [DateFault.STATUS_UNCLEAR]
