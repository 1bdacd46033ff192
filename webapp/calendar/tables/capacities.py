"""How many may come, as people write it: „max. 30 Personen“, „30 TN“, „unbegrenzt“."""

import re

from webapp.calendar.tables.said import UnclearError
from webapp.calendar.tables.signs import tidy
from webapp.calendar.types import DateFault

_MOST_PLACES = 100_000
_NOTHING = frozenset({"", "-", "--", "---", "./.", "/", "∞"})
# A bare „keine“ may as well mean that none are left.
_NO_LIMIT = re.compile(
    r"(?:plätze |teilnehmerzahl )?(?:(?:un|nicht )(?:begrenzt|beschränkt|limitiert)|unlimited|not limited)e?"
    r"(?: plätze| places| seats)?"
    r"|(?:ohne|keine?|no|without(?: a)?)"
    r" (?:(?:platz|teilnehmer)?(?:begrenzung|beschränkung|limit(?:ierung)?|obergrenze)|limits?)"
    r"|offen für alle|open to (?:all|everyone|everybody)|beliebig(?: viele)?"
)
_MOST = r"(?:\(?max(?:imal|imum|\.)? ?:? ?|höchstens |bis(?: zu)? |up to |at most |no more than )"
_PEOPLE = (
    r"(?:(?:freie |verfügbare )?(?:sitz|steh)?pl(?:ätze|atz|\.)|pers(?:onen|on|\.)?|pax|tn(?:[*:_/]-?innen)?"
    r"|teiln(?:ehmer(?:[*:_/]?-?innen|n)?|ehmende[rn]?|\.)(?: und teilnehmer(?:innen)?)?"
    r"|gäste|besucher(?:[*:_/]?-?innen)?|menschen|places?|people|persons?|seats?|participants|attendees|guests)"
)
_NUMBER = r"(?P<number>\d{1,3}(?:[. ]\d{3})+|\d{1,6})(?:[.,]0{1,2})?"
_PLACES = re.compile(rf"{_MOST}?{_NUMBER}(?: ?{_PEOPLE})?(?:,? ?\(?max(?:imal|\.)?)?\)?")


def capacity_of(said: str) -> int | None:
    """How many may come; None without a limit, UnclearError where nobody knows."""
    bare = tidy(said)
    if bare in _NOTHING or _NO_LIMIT.fullmatch(bare.rstrip(".!")):
        return None
    match = _PLACES.fullmatch(bare)
    number = int(re.sub(r"\D", "", match["number"])) if match else 0
    if not 0 < number <= _MOST_PLACES:
        raise UnclearError(DateFault.CAPACITY_UNREADABLE, said)
    return number
