"""What a title says about whether it takes place: „Treffen (abgesagt)“ doesn't, „Absagen richtig formulieren“ does."""

import re
from collections.abc import Iterable

from webapp.calendar.types import DateFault, DateHint
from webapp.foundation.matching import folded

# As `folded` has them: without umlauts, one blank between words.
_BESIDE = (
    r"(?:leider|bereits|nun|jetzt|wurde|wurden|wird|werden|ist|sind|mus|musen|muste|heute|kurzfristig|ersatzlos"
    r"|vorerst|krankheitsbedingt|achtung|update|info|hinweis|wichtig|neu|der|die|das|dieser|termin|veranstaltung|kurs"
    r"|seminar|treffen|has|been|is|was|event|sorry)"
)
_REASON = r"(?: (?:wegen|aufgrund|mangels|da|weil|bis auf|due to|because|until) .*)?"
_OFF = (
    r"abgesagt|ausgefallen|entfallen|entfallt|storniert|gecancelt|gecancelled|cancelled|canceled|called off"
    rf"|(?:fallt|fallen)(?: \w+){{0,4}} aus|(?:findet|finden)(?: {_BESIDE})* nicht statt"
    r"|not taking place|will not take place|does not take place"
)
_OFF_NOUNS = "absage|terminabsage|ausfall|terminausfall|entfall|storno|cancellation"
_MOVED = "verschoben|verlegt|vertagt|postponed|rescheduled|moved"
_MOVED_NOUNS = "verschiebung|terminverschiebung|verlegung|terminverlegung|postponement"
_WHERETO = r"(?: (?:auf|to|in den|ins|um) .*)?"
_SAYS_OFF = re.compile(rf"(?:{_BESIDE} )*(?:{_OFF})(?: {_BESIDE})*{_REASON}")
_SAYS_MOVED = re.compile(rf"(?:{_BESIDE} )*(?:{_MOVED})(?: {_BESIDE})*(?:{_WHERETO}|{_REASON})")
_NAMES_OFF = re.compile(rf"(?:{_BESIDE} )*(?:{_OFF_NOUNS}){_REASON}")
_NAMES_MOVED = re.compile(rf"(?:{_BESIDE} )*(?:{_MOVED_NOUNS}){_WHERETO}")
_ALONE = (_SAYS_OFF, _SAYS_MOVED, _NAMES_OFF, _NAMES_MOVED)
_SPEAKS_OF_IT = re.compile(
    rf"\b(?:{_OFF}|{_MOVED})\b|\b(?:fallt|fallen) (?:\w+ ){{0,4}}aus\b|\bfindet (?:\w+ ){{0,4}}nicht statt\b"
)
_DENIED = re.compile(rf"\b(?:nicht|not|kein\w*|never|nie) (?:\w+ )?(?:{_OFF}|{_MOVED})\b")
_SIGNS = re.compile(
    r"([()\[\]{}|*:!;+#_]+|(?<!\S)[-\u2013\u2014~]+|[-\u2013\u2014~]+(?!\S)|,\s|\s\.{2,}|\.\s|\s[\u00b7\u2022]\s)"
)
_QUOTED = re.compile('[\u201e\u201c\u201d\u00ab\u00bb"?]')
# „Abgesagt – und nun?“ is about it.
_GOES_ON = frozenset({"und", "aber", "oder", "was", "wie", "wenn", "warum", "and", "but", "what", "how", "why", "when"})
_LONGEST = 500


def faults_of_title(title: str) -> list[DateFault]:
    """A date that is called off or moved by words of their own in its title: „A – abgesagt“, „Verlegt: A“."""
    if len(title) > _LONGEST or _QUOTED.search(title):
        return []
    pieces = _SIGNS.split(title)
    said = [folded(piece).strip() for piece in pieces[::2]]
    signs = ["", *pieces[1::2]]  # what stands before each piece
    for place, piece in enumerate(said):
        after = next((each for each in said[place + 1 :] if each), "")
        if not piece or after.partition(" ")[0] in _GOES_ON:
            continue
        is_head = not any(said[:place]) or signs[place].strip().endswith(("(", "[", "{", "*"))
        if _SAYS_OFF.fullmatch(piece) or (is_head and _NAMES_OFF.fullmatch(piece)):
            return [DateFault.IS_CANCELLED]
        if _SAYS_MOVED.fullmatch(piece) or (is_head and _NAMES_MOVED.fullmatch(piece)):
            return [DateFault.IS_MOVED]
    return []


def says_off(words: str) -> bool:
    """True for folded words that say nothing but that something doesn't take place."""
    return _SAYS_OFF.fullmatch(words) is not None or _NAMES_OFF.fullmatch(words) is not None


def says_moved(words: str) -> bool:
    """As `says_off` for another day."""
    return _SAYS_MOVED.fullmatch(words) is not None or _NAMES_MOVED.fullmatch(words) is not None


def hints_of_title(title: str) -> list[DateHint]:
    """A title in which such a word stands some other way; whoever knows the date decides."""
    bare = folded(title[:_LONGEST])
    is_piece = any(kind.fullmatch(folded(each).strip()) for each in _SIGNS.split(title[:_LONGEST]) for kind in _ALONE)
    return [DateHint.MAY_BE_OFF] if (is_piece or _SPEAKS_OF_IT.search(bare)) and not _DENIED.search(bare) else []


def hints_of_remarks(remarks: Iterable[str]) -> list[DateHint]:
    """A line beside a date that says nothing but this."""
    lines = (folded(line[:_LONGEST]).strip() for said in remarks for line in said.splitlines() if line.strip())
    return [DateHint.MAY_BE_OFF] if any(kind.fullmatch(line) for line in lines for kind in _ALONE) else []
