"""The pieces of which people put days and times together: „Do., 10.–11. Juni 2027, 14–16 Uhr“ has ten."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

MINUTES = 24 * 60

_MONTHS = (
    ("januar", "jan", "january", "janner", "jänner", "jaenner", "jän", "jaen"),
    ("februar", "feb", "february", "feber", "febr"),
    ("märz", "marz", "maerz", "mär", "maer", "mar", "mrz", "march"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "okt", "october", "oct"),
    ("november", "nov"),
    ("dezember", "dez", "december", "dec"),
)
_WEEKDAYS = (
    ("montag", "mo", "monday", "mon"),
    ("dienstag", "di", "tuesday", "tue", "tues"),
    ("mittwoch", "mi", "wednesday", "wed"),
    ("donnerstag", "do", "thursday", "thu", "thur", "thurs"),
    ("freitag", "fr", "friday", "fri"),
    ("samstag", "sa", "saturday", "sat", "sonnabend"),
    ("sonntag", "so", "sunday", "sun"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
_NAME = "|".join(sorted(_MONTH, key=len, reverse=True))
_DASHES = re.compile("[\u2010-\u2015\u2212~]")

_END = "(?![a-zäöüß])"  # of a name; digits may follow at once
_CLOCK = r"\ ?(?:uhr|h\b)"
# Of an event to come, so that no hour is one.
_SHORT_YEAR = rf"(?:2[5-9]|[3-9]\d)(?![\d:.]|{_CLOCK})"
# „June 10-12, 2027“
_NTH = r"(\d{1,2})(?:st|nd|rd|th)?"
_ENGLISH_DAYS = re.compile(rf"\b({_NAME})\.? {_NTH} ?(-|to|until|till|and|&|\+) ?{_NTH},? (\d{{4}})(?!\d)")
_PIECES = re.compile(
    rf"""
    (?P<iso>(?P<iy>\d{{4}})(?P<between>-?)(?P<im>\d\d)(?P=between)(?P<id>\d\d)(?!\d)t?)
    |(?P<dashed>(?P<hd>\d{{1,2}})(?P<mark>[/-])(?P<hm>{_NAME})\.?(?P=mark)(?P<hy>\d{{4}}|{_SHORT_YEAR})(?!\d))
    |(?P<ymd>(?P<yy>\d{{4}})/(?P<ym>\d{{1,2}})/(?P<yd>\d{{1,2}})(?!\d))
    |(?P<slash>(?P<sa>\d{{1,2}})(?P<sign>[/-])(?P<sb>\d{{1,2}})(?P=sign)(?P<sy>\d{{4}}|\d\d(?![:.]|{_CLOCK}))(?!\d))
    |(?P<full>(?P<fd>\d{{1,2}})\.\ ?(?P<fm>\d{{1,2}})\.\ ?(?P<fy>\d{{4}})(?!\d))
    |(?P<short>(?P<td>\d{{1,2}})\.(?P<tm>\d{{1,2}})\.(?P<ty>\d\d)(?![\d:.]))
    |(?P<wide>(?P<wd>\d{{1,2}})\.\ ?(?P<wm>\d{{1,2}})\.\ ?(?P<wy>{_SHORT_YEAR}))
    |(?P<named>(?P<nd>\d{{1,2}})(?:\.|st|nd|rd|th)?\ ?(?:of\ )?(?P<nm>{_NAME}){_END}\.?
        (?:,?\ ?(?P<ny>\d{{4}}(?!\d)|'\d\d(?!\d)|{_SHORT_YEAR}))?)
    |(?P<english>(?P<em>{_NAME})\.?\ (?P<ed>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\ (?P<ey>\d{{4}}))?(?!\d))
    |(?P<daymonth>(?P<dd>\d{{1,2}})\.\ ?(?P<dm>\d{{1,2}})\.(?!\d))
    |(?P<dayonly>\d{{1,2}}(?:\.(?!\d)|(?=\ ?-\ ?\d{{1,2}}(?!\d)\.?\ ?(?:\d{{1,2}}\.\ ?\d\d|(?:{_NAME}){_END}))))
    |(?P<clock>(?P<ch>\d{{1,2}})(?:(?::(?P<cm>\d\d)(?::\d\d(?:\.0+)?)?|\.(?P<cp>\d\d))(?:\ ?h\b\.?)?
        |\ ?h(?:\ ?(?P<cq>\d\d))?\b\.?|\ ?uhr\ ?(?P<cu>\d\d)\b)
        (?![\d.:]\d)(?:\ ?(?P<ca>am|pm|a\.m\.|p\.m\.))?)
    |(?P<hour>(?P<hh>\d{{1,2}})\ ?(?P<ha>am|pm|a\.m\.|p\.m\.)(?![a-z]))
    |(?P<number>\d{{1,2}}(?!\d))
    |(?P<range>-|\b(?:bis|to|until|till)\b(?:\ zum)?)
    |(?P<and>\b(?:und|and|u\.)|[/&+])
    |(?P<oclock>(?<![a-zäöüß])uhr\b\.?)
    |(?P<word>[a-zäöüß]+)\.?
    |(?P<filler>[,;|\s()])
    """,
    re.VERBOSE,
)  # fmt: skip
_FILLERS = frozenset({"am", "den", "dem", "der", "vom", "von", "um", "at", "on", "the"})
_OPEN = frozenset({"ab", "from"})
_WHOLE_DAYS = frozenset({"ganztagig", "ganztägig", "ganztags", "ganztätig", "ganztaegig"})


class NotASignError(ValueError):
    """Something stands there that is neither a day nor a time."""


@dataclass(frozen=True, slots=True)
class Sign:
    """`kind`: D a day, T a time, N a number, R „bis“, A „und“, W a weekday, U „Uhr“, O „ab“, Y „ganztägig“.

    `parts` are day, month, year, of which the last two may be missing; `either`: day and month may stand the other way;
    `short`: what stands before a year of two digits, which may come first as well.
    """

    kind: str
    parts: tuple[int, int | None, int | None] = (0, None, None)
    minutes: int = 0
    half: str = ""
    either: bool = False
    short: str = ""


def tidy(text: str) -> str:
    """The text as it is looked at: small letters, single blanks, one kind of dash."""
    return " ".join(_DASHES.sub("-", unicodedata.normalize("NFKC", text)).casefold().split())


def signs_in(text: str) -> Iterator[Sign]:
    """The pieces of a tidy text; NotASignError for anything else."""
    at, text = 0, _ENGLISH_DAYS.sub(r"\2. \3 \4. \1 \5", text)
    while at < len(text):
        match = _PIECES.match(text, at)
        if match is None or match.end() == at:
            raise NotASignError(text[at:])
        at = match.end()
        sign = _sign(match)
        if sign is not None:
            yield sign


def _sign(match: re.Match[str]) -> Sign | None:
    kind = next(name for name in _READERS if match[name] is not None)
    return _READERS[kind](match)


def _day(day: str, month: str | None, year: str | None, *, either: bool = False) -> Sign:
    digits = (year or "").strip("'")
    full = int(f"20{digits}" if len(digits) == 2 else digits) if digits else None  # noqa: PLR2004 - two digits
    named = None if month is None else _MONTH.get(month) or int(month)
    return Sign("D", (int(day), named, full), either=either)


def _time(hour: str, minute: str | None, half: str | None) -> Sign:
    hours, minutes = int(hour), int(minute or 0)
    if minutes > 59 or hours * 60 + minutes > MINUTES:  # noqa: PLR2004 - minutes of an hour
        raise NotASignError(hour)
    return in_half(Sign("T", minutes=hours * 60 + minutes), (half or "").replace(".", ""))


def in_half(sign: Sign, half: str) -> Sign:
    """The time in the morning (am) or in the afternoon (pm)."""
    hours, minutes = divmod(sign.minutes, 60)
    if not half:
        return sign
    if not 1 <= hours <= 12:  # noqa: PLR2004 - a clock face
        raise NotASignError(half)
    return replace(sign, kind="T", minutes=(hours % 12 + 12 * (half == "pm")) * 60 + minutes, half=half)


def _word(match: re.Match[str]) -> Sign | None:
    word = match["word"]
    if word in _WEEKDAY:
        return Sign("W", (_WEEKDAY[word], None, None))
    if word in _WHOLE_DAYS:
        return Sign("Y")
    if word in _OPEN:
        return Sign("O")
    if word in _FILLERS:
        return None
    raise NotASignError(word)


def _number(match: re.Match[str]) -> Sign:
    return Sign("N", (int(match["number"]), None, None), minutes=int(match["number"]) * 60)


_READERS: dict[str, Callable[[re.Match[str]], Sign | None]] = {
    "iso": lambda m: _day(m["id"], m["im"], m["iy"]),
    "ymd": lambda m: _day(m["yd"], m["ym"], m["yy"]),
    "slash": lambda m: replace(
        _day(m["sa"], m["sb"], m["sy"], either=True), short=m["sign"] if len(m["sy"]) == len("27") else ""
    ),
    "full": lambda m: _day(m["fd"], m["fm"], m["fy"]),
    "dashed": lambda m: replace(_day(m["hd"], m["hm"], m["hy"]), short=m["mark"] if len(m["hy"]) == len("27") else ""),
    "wide": lambda m: _day(m["wd"], m["wm"], m["wy"]),
    "short": lambda m: _day(m["td"], m["tm"], m["ty"]),
    "named": lambda m: _day(m["nd"], m["nm"], m["ny"]),
    "english": lambda m: _day(m["ed"], m["em"], m["ey"]),
    "daymonth": lambda m: _day(m["dd"], m["dm"], None),
    "dayonly": lambda m: _day(m["dayonly"].strip("."), None, None),
    "clock": lambda m: _time(m["ch"], m["cm"] or m["cp"] or m["cq"] or m["cu"], m["ca"]),
    "hour": lambda m: _time(m["hh"], None, m["ha"]),
    "number": _number,
    "range": lambda _: Sign("R"),
    "and": lambda _: Sign("A"),
    "oclock": lambda _: Sign("U"),
    "word": _word,
    "filler": lambda _: None,
}


def day_of(parts: tuple[int, int | None, int | None]) -> date:
    """The day of a calendar; NotASignError when it isn't whole or there is no such day."""
    day, month, year = parts
    if month is None or year is None:
        raise NotASignError("no month or year")
    try:
        return date(year, month, day)
    except ValueError:
        raise NotASignError("no such day") from None
