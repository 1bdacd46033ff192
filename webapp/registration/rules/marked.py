"""Words and signs within a name, a firm or an address that keep somebody from being invited: „Max Muster (verstorben)“.

A surname, a firm or the address itself is none of them, whatever it is called.
"""

import re
from collections.abc import Iterator

from webapp.foundation.matching import folded
from webapp.registration.rules import declining
from webapp.registration.rules.firms import LEGAL_FORMS
from webapp.registration.rules.guest_addresses import without_addresses

# All as `folded` has it: without umlauts and double s, one blank between words.
_MAILS = r"(?:einladung\w*|kontakt|kontaktaufnahme|e? ?mails?|post|werbung|newsletter|teilnahme)"
_WRITE = (
    r"(?:einladen|eingeladen|anschreiben|angeschrieben|kontaktieren|kontaktiert|anmailen"
    r"|invite|contact|e?mail|write)"
)
_GONE = (
    r"verstorbene?[nr]?|gestorben|deceased|pas[e]d away|abgesagt|absage|sagte?(?: \w+){0,2} ab(?! \d)|storniert"
    r"|cancel+ed|declined|ausgetreten|ausgeschieden|ausgeladen|abgemeldet|unsubscribed|widersprochen|widerrufen"
    rf"|nicht (?:mehr )?(?:zu )?{_WRITE}|(?:do not|don ?t|not to|no longer) (?:be )?{_WRITE}"
    r"|not (?:attending|coming|invited)|opted out"
)
_OUT = (
    r"gesperrt|geloscht|blockiert|inaktiv|unzustellbar|ungultige?[rs]?|verzogen|gestrichen|gekundigt|verhindert"
    r"|entschuldigt|abwesend|bounced|invalid|blocked|deleted|removed|undeliverable"
    rf"|keine?n? {_MAILS}|(?:kommt|nimmt)(?: \w+){{0,2}} nicht(?: teil)?(?! \w)"
)
_IS_GONE, _IS_OUT = re.compile(rf"\b(?:{_GONE})\b"), re.compile(rf"\b(?:{_GONE}|{_OUT})\b")
_SHORT = re.compile(r"verst|gest|abges|abgem|ausgesch|sel|tot|raus|out|dead|rip|r i p|absent")
_LEAD = r"(?:(?:leider|bereits|schon|bitte|hat|ist|wurde|inzwischen|achtung|seit|am|im|\d{1,4}) )*"
_BEHIND = r"(?: \d{1,4}| am| im| seit| danke)*"
_ALL_GONE, _ALL_OUT = (re.compile(rf"{_LEAD}(?:{words}){_BEHIND}") for words in (_GONE, f"{_GONE}|{_OUT}"))
# Who is called so, or by whose name a firm or a body is: „(geb. Sperr)“, „(Widerspruchsausschuss)“.
_CALLED = re.compile(
    r"\b(?:geb|geborene[rn]?|nee|vorm|vormals|born)\b.*|\b(?:robinson|cancel{1,2}[ai]\w*)\b(?! ?list)"
    r"|\bsperr(?!e\b|en\b|ung\b|vermerk\b|liste\b)\w*|\bwiderspruchs\w+|\bstorno ?(?:abteil|beauf|team|stelle)\w*"
)
_INVALID = re.compile(
    r"\b(?:ungultig\w*|invalid|unzustellbar|undeliverable|bounce[sd]?|hardbounce|fehlerhaft\w*|veraltet\w*|stillgelegt"
    r"|abgeschaltet|deaktiviert|disabled|outdated|obsolete|rucklauf\w*|unerreichbar|unreachable|ehemalige?|ehem|former"
    r"|kommt\b.*\bzuruck|nicht (?:mehr )?(?:gultig|aktuell|erreichbar|zustellbar|aktiv|verwenden|benutzen|nutzen)"
    r"|(?:existiert|funktioniert|geht|stimmt|gilt)\b.*\bnicht"
    r"|(?:not|no longer) (?:valid|working|in use|active))\b"
)
_PERHAPS = re.compile(
    r"(?:(?:adrese|e ?mail|mail|postfach|leider|wohl|vermutlich|vielleicht|ist|jetzt|ad{2}res|is) )*"
    r"(?:alte?|falsche?|defekt|tot|gesperrt|geschlosen|fehler|wrong|old|dead|broken|closed)"
    r"(?: (?:adrese|e ?mail|mail|postfach|ad{2}res))?"
)
_OF_MAIL = re.compile(r"\b(?:(?:e ?)?mail\w*|adrese|postfach|ad{2}res|mailbox)\b|rucklauf|bounce|zustellbar|^\w+$")
_LONGEST, _MOST_WORDS = 500, 5
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)(?:[)\]}]|$)")
_PIECES = re.compile(r"[()\[\]{}<>;|/\n!:*#_]+|,\s|\s[-\u2013\u2014~]+\s?")
_CROSSES = re.compile("[\u2717\u2718\u274c\u2716\u26d4\u2620\u26b0\U0001f6ab]")
# „+ Max Muster“, „Max Muster (+)“, „Max Muster + 3.5.2020“; „Ada Müller + 1“ comes with somebody.
_PLUS = re.compile(
    r"^\s*\+\s*[^\W\d_]|[(\[]\s*\+\s*[)\]]|\+\s*(?:(?:\d{1,2}\.\s?){1,2}\d{2,4}|(?:19|20)\d\d)\b|\s\+\s*$"
)


def name_refuses(said: str) -> bool:
    """True where the cell of a name says that its bearer isn't to be invited, in brackets or beside it."""
    words = _bare(said).split()
    if LEGAL_FORMS.isdisjoint(words) and _IS_OUT.search(" ".join(words)):
        return True
    return declining.is_dead(said) or any(map(_refuses, _in_brackets(said))) or firm_refuses(said)


def firm_refuses(said: str) -> bool:
    """As `name_refuses` for a firm: by itself, or in a piece of its own."""
    return cell_refuses(said) or any(map(_ALL_OUT.fullmatch, _pieces(said)))


def cell_refuses(said: str) -> bool:
    """As `firm_refuses` where only words about the person count: a number of a telephone may be invalid."""
    first, *others = _pieces(said)
    if declining.is_dead(said) or any(map(_ALL_GONE.fullmatch, (first, *others))):
        return True
    return any(_IS_GONE.search(each) for each in others if LEGAL_FORMS.isdisjoint(each.split()))


def address_refuses(said: str) -> bool:
    """As `name_refuses` for what stands beside an address in its cell; the address may be called anything."""
    rest = without_addresses(said)
    if declining.is_dead(rest) or _IS_GONE.search(_bare(rest)):
        return True
    return not is_called_invalid(said) and name_refuses(rest)


def is_called_invalid(said: str) -> bool:
    """True where something beside an address may mean that nobody reads what is sent there."""
    pieces = [_bare(each) for each in _in_brackets(without_addresses(said))]
    return _CROSSES.search(said) is not None or any(
        _INVALID.search(each) or _PERHAPS.fullmatch(each) for each in pieces
    )


def remark_calls_invalid(said: str) -> bool:
    """True for a short remark of nothing but that: „E-Mail ungültig“."""
    bare = _bare(said)
    is_short = len(bare.split()) <= _MOST_WORDS and _OF_MAIL.search(bare) is not None
    return is_short and bool(_INVALID.search(bare) or (" " in bare and _PERHAPS.fullmatch(bare)))


def may_be_dead(name: str) -> bool:
    """True for a plus or a cross that may say so."""
    return _CROSSES.search(name) is not None or _PLUS.search(name) is not None


def _bare(said: str) -> str:
    return " ".join(folded(said[:_LONGEST]).split())


def _pieces(said: str) -> list[str]:
    return [_bare(piece) for piece in _PIECES.split(said)]


def _in_brackets(said: str) -> Iterator[str]:
    return (match[1] for match in _BRACKETS.finditer(said))


def _refuses(piece: str) -> bool:
    """True for words in brackets that would refuse as a remark."""
    bare = _bare(piece)
    if not LEGAL_FORMS.isdisjoint(bare.split()):
        return False
    is_told = _SHORT.fullmatch(bare) or _IS_OUT.search(bare)
    return is_told is not None or declining.says_no(declining.REMARK, _CALLED.sub(" ", bare))
