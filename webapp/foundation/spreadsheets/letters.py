"""Which letters the bytes of a text table stand for: Unicode, Windows, DOS or Mac, told apart by what makes words."""

import codecs
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from webapp.foundation.spreadsheets.types import UNREADABLE
from webapp.foundation.spreadsheets.words import NO_WORD, QUOTES, in_latin, is_typeset, likelihood, sense

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WINDOWS = "cp1252"  # as Excel writes it here; only letters that make far better words speak for another one
_CODE_PAGES = (_WINDOWS, "cp850", "mac_roman", "cp1250", "cp1254")
_SELDOM, _CLOSE, _SIMILAR = -3.0, 2.0, 1.0
_UMLAUTS = frozenset("äöüß")
_TOKEN = re.compile(rb'[^\s;,|"]+')
_MOST_TOKENS = 20_000
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
    page = _page_of(raw)
    return [_marked(_decoded(line, page)) for line in raw]


def split(text: str) -> list[str]:
    """The lines of a text with their ends, and not at the rarer signs at which Python also would."""
    return list(io.StringIO(text, newline=""))


def _marked(text: str) -> str:
    return _CONTROL.sub(UNREADABLE, text)


@dataclass(slots=True)
class _Page:
    """The code page of a file; others are `rivals` where they make about as good words, as `worth` has them."""

    encoding: str
    rivals: Sequence[str] = ()
    worth: Mapping[str, Mapping[bytes, float]] = field(default_factory=dict)


def _page_of(raw: Sequence[bytes]) -> _Page:
    high = [line for line in raw if not line.isascii()]
    if 2 * sum(_is_utf8(line) for line in high) >= len(high):
        return _Page("utf-8")
    tokens = _tokens(high)
    worth = {page: _worth(tokens, page, b"".join(high)) for page in _CODE_PAGES}
    total = {page: sum(each.values()) + (0 if page == _WINDOWS else _SELDOM) for page, each in worth.items()}
    best = max(_CODE_PAGES, key=lambda page: total[page])
    rivals = [page for page in _CODE_PAGES if page != best and total[page] >= total[best] - _CLOSE]
    return _Page(best, rivals, worth)


def _tokens(lines: Sequence[bytes]) -> dict[bytes, tuple[bytes, bytes]]:
    """What stands between blanks and has other letters than English, once each, with its neighbours."""
    found: dict[bytes, tuple[bytes, bytes]] = {}
    for line in lines:
        parts = [b"", *_TOKEN.findall(line), b""]
        for before, token, after in zip(parts, parts[1:], parts[2:], strict=False):
            if not token.isascii():
                found.setdefault(token, (before, after))
        if len(found) >= _MOST_TOKENS:
            break
    return found


def _worth(tokens: Mapping[bytes, tuple[bytes, bytes]], page: str, content: bytes) -> dict[bytes, float]:
    """How good the words are that a code page makes; signs alone speak for no other one than that of Windows."""
    quotes = QUOTES.intersection(content.decode(page, "replace"))
    found = {}
    for token, neighbours in tokens.items():
        text = token.decode(page, "replace")
        before, after = (each.decode(page, "replace") for each in neighbours)
        is_told = page == _WINDOWS or is_typeset(text)
        found[token] = likelihood(text, (before, after), quotes) if is_told else NO_WORD
    return found


def _decoded(line: bytes, page: _Page) -> str:
    if line.isascii():
        return line.decode("ascii")
    if page.encoding == "utf-8":
        return _ASTRAY.sub(UNREADABLE, line.decode("utf-8", "replace"))
    return _german(line) or sense(in_latin(_named(line, page)))


def _named(line: bytes, page: _Page) -> str:
    """The line with UNREADABLE for letters that another code page reads as well as this one."""
    if not page.rivals:
        return line.decode(page.encoding, "replace")
    parts, at = [], 0
    for match in _TOKEN.finditer(line):
        parts += [line[at : match.start()].decode(page.encoding, "replace"), _token(match[0], page)]
        at = match.end()
    return "".join((*parts, line[at:].decode(page.encoding, "replace")))


def _token(token: bytes, page: _Page) -> str:
    text, own = token.decode(page.encoding, "replace"), page.worth[page.encoding].get(token, NO_WORD)
    is_unclear = any(
        page.worth[rival].get(token, NO_WORD) >= max(own - _SIMILAR, NO_WORD / 2)
        and token.decode(rival, "replace") != text
        for rival in page.rivals
    )
    return "".join(char if char.isascii() else UNREADABLE for char in text) if is_unclear else text


def _german(line: bytes) -> str:
    """A line of Unicode amid those of another program; in no code page do these bytes make words as well."""
    text = line.decode("utf-8") if _is_utf8(line) else ""
    return text if _UMLAUTS & {*text, *text.casefold()} and UNREADABLE not in sense(text) else ""


def _is_utf8(line: bytes) -> bool:
    try:
        return _ASTRAY.search(line.decode("utf-8")) is None
    except UnicodeDecodeError:
        return False
