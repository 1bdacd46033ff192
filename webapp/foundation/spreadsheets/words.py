"""How likely letters and signs are to be words as Europeans write them: „Jörg“ is one, „Jšrg“ hardly, „J÷rg“ none."""

import re
from collections.abc import Set as AbstractSet
from itertools import pairwise

from webapp.foundation.spreadsheets.types import UNREADABLE

NO_WORD = -8.0
_ODD, _STRANGER, _DOUBTFUL, _PLAIN_SIGN = -4.0, -1.5, -3.0, -0.5
_UMLAUTS = frozenset("äöüß")
# What stands in texts of offices beside letters; between two letters only the second kind does.
_SIGNS = frozenset("„“”‚‘’»«›‹–—…•·€§°²³®©™½¼×±¨´¿¡\u00a0\u00ad")
_WITHIN = frozenset("’–—-·\u00ad\u00a0´")
_TYPESET = frozenset("„“”‚‘’–—…")
_UNITS = frozenset("°²½¼")
# What closes a quote, by what opens it; the other way round what opens it.
_PARTNERS = {"„": "“”", "“": "„”", "”": "„“", "‚": "‘’", "»": "«", "«": "»", "‹": "›", "›": "‹"}
QUOTES = frozenset("„“”‚‘’»«‹›")
# All letters of a name belong to one of these languages.
_ALPHABETS = tuple(
    frozenset(letters)
    for letters in (
        *("äöüßéèáàêëçñ", "æøåéöäü", "äöåéüõšž", "éèêëàâçîïôûùüœÿæ", "áéíóúñüàçèòï", "ãõáéíóúâêôàç", "àèéìòù"),
        *("áéíóúýðþæö", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "čćđšžé", "çğıöşüâi̇"),
        *("ăâîșțşţ", "çë", "ëïéèöüáóúí"),
    )
)
# What hardly any of them writes, with what it costs; of words in small letters.
_UNUSUAL = tuple(
    (re.compile(pattern), cost)
    for pattern, cost in (
        (r"^[šž](?:[bdfghjz]|[bcdfghj-np-tv-z][bcdfghj-np-qs-tv-z])", _ODD),
        (r"(?<![aeiouyáéíóúýěäöürln])[šž](?=[b-df-hj-np-tv-z])(?<=..)", _ODD),
        (r"[aeou]á|(?:ei|ie)á|á[aeou]", NO_WORD),
        (r"(?<![aeiouyäöü])ß", NO_WORD),
        (r"(?<!e)iß", -1.0),
        (r"ñ(?![aeiouáéíóú])", _ODD),
        (r"ø[aeiouyáéíóúý]|[aeio]ø", _ODD),
        (r"(?=.*(?:[kw]|[csr]z)).*[êèãõìùòûâîïà]", _ODD),
        (r"[ìòù](?!$)|œ(?!u)|æ[aeiou]|[aeiou][æò]", _ODD),
        (r"õ(?!e)|ã(?![oe]|$)|û(?!lé|t|ch)|(?<!^)þ", -2.0),
        (r"^[èêëìòùûîïãõñàâ]", -2.0),
        (r"äe", -1.0),
        (r"^ý|ðd|ýl|ý.+ý.|^þa", _ODD),  # „Ýlker“, „Iðdýr“ and „Yýlmaz“ are İlker, Iğdır and Yılmaz
        (r"^mý$", _ODD),  # square metres
        (r"[aeiouy][äöü]|[äöü][aeio]|[öü]u", -2.0),
    )
)
_WORD = re.compile(r"[^\W\d_²³¹½¼¾]+")
_VOWEL = re.compile(r"[aeiouyäöü]", re.IGNORECASE)
_DOUBLE = re.compile(r"(.)\1")
_CLITIC = re.compile(r"(?:^|[^\w’])\w{1,2}’[A-ZÄÖÜaeiouhäöü]|’n(?=’)|’(?:s|t|re|ll|m|d|ve|sche[mnrs]?)?(?!\w)")
_MONEY = re.compile(r"[\d,.\-–]\s?€|€\s?\d|[(\[/]€|^(?:in|je|pro) €")
_AFTER_NUMBER = re.compile(r"[\dm]\s?[°²³½¼]|(?:^|\s)[½¼]")


def sense(text: str) -> str:
    """The text with UNREADABLE for what makes no word."""
    kept = list(text)
    for place, char in enumerate(text):
        if not char.isascii() and not _fits(text[place - 1 : place], char, text[place + 1 : place + 2]):
            kept[place] = UNREADABLE
    return "".join(kept)


def in_latin(text: str) -> str:
    """The text with UNREADABLE for words without any letter of English: they are of another script, „Èâàí“ is Иван."""
    return _WORD.sub(lambda word: word[0] if _is_latin(word[0]) else UNREADABLE * len(word[0]), text)


def _is_latin(word: str) -> bool:
    return len(word) == 1 or any(map(str.isascii, word))


def likelihood(token: str, around: tuple[str, str], quotes: AbstractSet[str]) -> float:
    """How likely it is that somebody wrote it, between its neighbours; 0 is what everybody writes in German.

    `quotes` are those that stand anywhere in the file.
    """
    if UNREADABLE in sense(token):
        return NO_WORD
    found = sum(_of_word(word) for word in _WORD.findall(token) if not word.isascii())
    line = f"{around[0]} {token} {around[1]}"
    places = [place for place, char in enumerate(token) if char in _SIGNS]
    return found + sum(_of_quote(token, place, quotes) or _of_sign(line, token, place) for place in places)


def is_typeset(token: str) -> bool:
    """True for what has letters beyond those of English, or signs of typesetters and units."""
    said = token if _CLITIC.search(token) else token.replace("’", "")
    return any(not char.isascii() and (char.isalpha() or char in _TYPESET | _UNITS) for char in said)


def _of_word(word: str) -> float:
    if word == "à":
        return _STRANGER
    small = word.casefold().replace("ss", "ß") if "ß" in word else word.casefold()
    strangers = [char for char in small if not char.isascii() and char not in _UMLAUTS]
    letters = {char for char in small if not char.isascii()}
    if not any(letters <= each for each in _ALPHABETS) or _is_upper_within(word):
        return NO_WORD
    found = sum(cost for pattern, cost in _UNUSUAL if pattern.search(small)) + _STRANGER * len(strangers)
    return found + _of_ends(word)


def _is_upper_within(word: str) -> bool:
    is_shouted = word == word.upper()
    begins_twice = not word[0].isascii() and word[:2].isupper() and len(word) > 1
    return not is_shouted and (
        begins_twice
        or any(char.isupper() and char.casefold() not in _UMLAUTS for char in word[1:] if not char.isascii())
    )


def _of_ends(word: str) -> float:
    """What a small letter at the beginning, or before a capital one, and a capital one within cost."""
    first = word[0]
    begins_small = not first.isascii() and first.islower()
    found = 0.0 if not begins_small else (-1.0 if first in _UMLAUTS else _DOUBTFUL)
    lone = -2.0 if len(word) == 1 else 0.0
    slips = _ODD if not word.isupper() and any(char in "ÄÖÜ" for char in word[1:]) else 0.0
    before_capital = any(not one.isascii() and one.islower() and two.isupper() for one, two in pairwise(word))
    return found + lone + slips + (_ODD if before_capital else 0.0)


def _of_quote(token: str, place: int, quotes: AbstractSet[str]) -> float:
    """What a quote costs that may open or close something; 0 for any other sign."""
    char, after = token[place], token[place + 1 : place + 2]
    if char == "‘" and not after.isalnum():
        return _DOUBTFUL if "‚" in quotes else NO_WORD
    if char not in _PARTNERS:
        return 0.0
    if char in "“”":
        return _PLAIN_SIGN if not quotes.isdisjoint(_PARTNERS[char]) else _ODD - 1
    if quotes.isdisjoint(_PARTNERS[char]) or (char in "„‚" and not after.isalnum()):
        return NO_WORD
    return _DOUBTFUL if char == "‚" else _PLAIN_SIGN


def _of_sign(line: str, token: str, place: int) -> float:
    char, before, after = token[place], token[place - 1 : place] if place else "", token[place + 1 : place + 2]
    if char in "’´":
        return _PLAIN_SIGN if _CLITIC.search(token.replace("´", "’")) else _DOUBTFUL
    if char == "€":
        return _PLAIN_SIGN if _MONEY.search(line) else _ODD
    if char == "…" and after.isalpha():
        rest = token[place + 1 :]
        return _ODD if _VOWEL.search(rest) and not _DOUBLE.match(rest) else NO_WORD
    if char in "°²³½¼":
        return _PLAIN_SIGN if _AFTER_NUMBER.search(line) else _ODD
    return _of_plain_sign(char, before, after)


def _of_plain_sign(char: str, before: str, after: str) -> float:
    if char in "¿¡" or (char in "–—·\u00a0" and before.isalpha() and after.islower()):
        return _ODD
    if char in "–—" and before.isalpha() != after.isalpha():
        return _DOUBTFUL
    return _PLAIN_SIGN if char in _TYPESET or char in "§\u00a0\u00ad" else -1.0


def _fits(before: str, char: str, after: str) -> bool:
    """Whether a letter or sign can stand between its neighbours."""
    if char in _SIGNS:
        return _sign_fits(before, char, after)
    if not char.isalpha() or char in "ªºƒﬂﬁπΩµ":
        return False
    if before.isalpha():
        is_astray = after.islower() and char.casefold() not in _UMLAUTS  # „MÜller“ is a slip of the hand
        return not (char.isupper() and (before.islower() or is_astray))
    if char.isupper():
        return after.isalpha() or after in {".", "-"} or char.casefold() in _UMLAUTS
    return char == "à" or (after.isalpha() and after.islower() and char != "ß")


def _sign_fits(before: str, char: str, after: str) -> bool:
    if before.isalpha() and after.isalpha():
        return char in _WITHIN
    if char in "¨´" or (char in "•§©" and before.isalpha()):
        return False
    if char in "¿¡":
        return not before.isalnum() and after.isalnum()
    return not (char in "€•®©™½¼²³°×±" and after.isalpha() and (char != "°" or after not in "CFK"))
