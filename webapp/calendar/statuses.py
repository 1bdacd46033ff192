"""What the word beside a date says about whether it takes place."""

import re

from webapp.calendar.types import DateFault, DateHint
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
        *("bestatigt", "bestatigte", "fest", "fix", "fixiert", "ok", "okay", "geplant", "gebucht", "aktiv"),
        *("definitiv", "veroffentlicht", "zugesagt", "beschaftigt", "sicher", "termin", "wie", "und"),
        *("confirmed", "busy", "active", "published", "planned", "scheduled", "booked"),
    }
)
_TENTATIVE = frozenset({"tentative"})
_LONGEST = 200
# A dash, or the day on which somebody looked.
_NOTHING = re.compile(r"[\s\u2013\u2014./-]*|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:[T ]00:00:00)?", re.ASCII)


def faults_of_status(said: str) -> list[DateFault]:
    """Why a date with this status isn't taken over as it is; a word that nobody knows is named, not passed over."""
    if len(said) > _LONGEST:
        return [DateFault.STATUS_UNCLEAR]
    if _NOTHING.fullmatch(said.strip()):
        return []
    bare = folded(said).strip()
    if bare in _TENTATIVE:
        return []
    is_denied = _DENIED.search(bare) is not None
    if _NOT_HELD.fullmatch(bare) or (_CANCELLED.search(bare) and not is_denied):
        return [DateFault.IS_CANCELLED]
    is_fine = bare and not is_denied and _FINE.issuperset(_HELD.sub(r"\1", bare).split())
    return [] if is_fine else [DateFault.STATUS_UNCLEAR]


def hints_of_status(said: str) -> list[DateHint]:
    """A date that nobody has promised yet; whoever knows it decides."""
    return [DateHint.TENTATIVE] if folded(said[:_LONGEST]).strip() in _TENTATIVE else []
