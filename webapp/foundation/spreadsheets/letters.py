"""Which letters the bytes of a text table stand for: Unicode, Windows, DOS or Mac, told apart by what makes words."""

import codecs
import io
import re
from collections.abc import Sequence

from webapp.foundation.spreadsheets.types import UNREADABLE

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CODE_PAGES = ("cp1252", "cp850", "mac_roman")
_UMLAUTS = frozenset("äöüß")
# What stands in texts of offices beside letters; between two letters only the second kind does.
_SIGNS = frozenset("„“”‚‘’»«›‹–—…•·€§°²³®©™½¼×±µ´¨¿¡\u00a0\u00ad")
_WITHIN = frozenset("’–—-·\u00ad\u00a0´")
_FIRST_HIGH = 0x80
_FITTING = 0.7
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1a"))
_CONTROL = re.compile(f"[{re.escape(_CONTROLS.decode('ascii'))}]")
# „Spaß…“ under Windows has bytes that are one letter of the N’Ko script, „Café…“ one of Chinese; alone behind one of
# ours hardly anybody writes these. „K팝“ and „Tシャツ“ are no such bytes.
_OTHER_SCRIPTS = "\u0530-\u07ff\u3400-\u9fff"
_ASTRAY = re.compile(rf"(?<=[A-Za-z])[{_OTHER_SCRIPTS}](?![{_OTHER_SCRIPTS}])")
_MOST_CONTROLS = 0.05  # a tenth of the bytes of a picture or a box are such


def may_be_text(content: bytes) -> bool:
    """True when it can be letters, perhaps with a few signs among them that no text has; lines_of marks those."""
    if not content.strip() or content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return bool(content.strip())  # by its mark each letter has two bytes, of which one is often zero
    controls = len(content) - len(content.translate(None, _CONTROLS))
    return controls <= _MOST_CONTROLS * len(content)


def lines_of(content: bytes) -> list[str]:
    """The lines of a text with their ends. What can't be read in it is UNREADABLE, letter by letter."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return split(_marked(content[len(mark) :].decode(encoding, "replace")))
    raw = content.splitlines(keepends=True)
    encoding = _encoding_of(raw)
    return [_marked(_decoded(line, encoding)) for line in raw]


def split(text: str) -> list[str]:
    """The lines of a text with their ends, and not at the rarer signs at which Python also would."""
    return list(io.StringIO(text, newline=""))


def _marked(text: str) -> str:
    return _CONTROL.sub(UNREADABLE, text)


def _encoding_of(raw: Sequence[bytes]) -> str:
    high = [line for line in raw if any(byte >= _FIRST_HIGH for byte in line)]
    if 2 * sum(_is_utf8(line) for line in high) >= len(high):
        return "utf-8"
    return max(_CODE_PAGES, key=lambda encoding: _standing(high, encoding))


def _standing(lines: Sequence[bytes], encoding: str) -> tuple[int, float]:
    """How many lines make sense so, and how much."""
    marks = [_sense(line.decode(encoding, "replace")) for line in lines]
    return sum(UNREADABLE not in text for text, _ in marks), sum(sense for _, sense in marks)


def _decoded(line: bytes, encoding: str) -> str:
    if line.isascii():
        return line.decode("ascii")
    if encoding == "utf-8":
        return _ASTRAY.sub(UNREADABLE, line.decode(encoding, "replace"))
    return _german(line) or _sense(line.decode(encoding, "replace"))[0]


def _german(line: bytes) -> str:
    """A line of Unicode amid those of another program; in no code page do these bytes make words as well."""
    text = line.decode("utf-8") if _is_utf8(line) else ""
    return text if _UMLAUTS & {*text, *text.casefold()} and UNREADABLE not in _sense(text)[0] else ""


def _sense(text: str) -> tuple[str, float]:
    """The text with UNREADABLE for what makes no word, and how well the rest does."""
    kept, sense = list(text), 0.0
    for place, char in enumerate(text):
        if char.isascii():
            continue
        weight = _weight(text[place - 1 : place], char, text[place + 1 : place + 2])
        if weight is None:
            kept[place] = UNREADABLE
        else:
            sense += weight
    return "".join(kept), sense


def _weight(before: str, char: str, after: str) -> float | None:
    """How likely a letter or sign is between its neighbours; None where it makes no word."""
    if char in _SIGNS:
        if before.isalpha() and after.isalpha():
            return 0 if char in _WITHIN else None
        return _FITTING if (char in "„‚»«" and after.isalnum()) or char in "“”’–—" else 0
    if not char.isalpha() or char in "ªºƒﬂﬁıπΩµ":
        return None
    weight = 2.0 if char.casefold() in _UMLAUTS or char == "ß" else 0.5
    if before.isalpha():
        return None if char.isupper() and before.islower() else weight
    if char.isupper():
        return _capital(char, after, weight)
    return weight * 0.4 if after.isalpha() and after.islower() and char != "ß" else None


def _capital(char: str, after: str, weight: float) -> float | None:
    if after.isalpha() or after in {".", "-"}:
        return weight * 0.75
    # Alone it is a name of a room, a list or a firm; only umlauts are so, or other code pages would fit as well.
    return weight * 0.3 if char.casefold() in _UMLAUTS else None


def _is_utf8(line: bytes) -> bool:
    try:
        return _ASTRAY.search(line.decode("utf-8")) is None
    except UnicodeDecodeError:
        return False
