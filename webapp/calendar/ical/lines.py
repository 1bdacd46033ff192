"""A calendar file as lines and entries, before any value is looked at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_LINE = re.compile(r"(?P<name>[A-Za-z0-9-]+)(?P<rest>[;:].*)", re.DOTALL)
# All else of a foreign entry (alarms, people, attachments) is none of our business and can't spoil it.
_WANTED = {
    *("UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"),
    *("SUMMARY", "LOCATION", "DESCRIPTION", "STATUS"),
}
_ENTRY, _ZONE = "VEVENT", "VTIMEZONE"
_DEEP = 20


@dataclass(slots=True)
class Block:
    """One entry or zone: `values` has the lines of each wanted property; not `whole` when the file broke off in it."""

    values: dict[str, list[str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    whole: bool = False


@dataclass(slots=True)
class Parts:
    """What a file is made of."""

    zones: list[Block] = field(default_factory=list)
    entries: list[Block] = field(default_factory=list)


def looks_like_a_calendar(content: bytes) -> bool:
    """True when the file begins as calendars do."""
    return _text_of(content[:200]).lstrip("\ufeff \r\n\t").upper().startswith("BEGIN:VCALENDAR")


def parts_of(content: bytes) -> Parts:
    """The zones and entries of all calendars in a file; what is nested in an entry is left out."""
    parts, open_blocks, block = Parts(), list[str](), None
    for line in _unfolded(content):
        word, _, kind = line.partition(":")
        word, kind = word.upper(), kind.strip().upper()
        if word == "BEGIN":
            open_blocks.append(kind)
            if kind in (_ENTRY, _ZONE):
                block = Block()
                (parts.entries if kind == _ENTRY else parts.zones).append(block)
        if block is not None:
            _take(block, line, is_own=open_blocks[-1:] == [_ENTRY], in_zone=_ZONE in open_blocks)
        if word == "END":
            if block is not None and kind in (_ENTRY, _ZONE):
                block.whole, block = open_blocks[-1:] == [kind], None
            del open_blocks[_last(open_blocks, kind) :]
    return parts


def _last(open_blocks: list[str], kind: str) -> int:
    """Where the innermost block of this kind began; honest calendars are three deep."""
    deepest = len(open_blocks) - 1
    return next((at for at in range(deepest, max(-1, deepest - _DEEP), -1) if open_blocks[at] == kind), deepest + 1)


def _take(block: Block, line: str, *, is_own: bool, in_zone: bool) -> None:
    if in_zone:
        block.lines.append(line)
        return
    match = _LINE.fullmatch(line)
    if is_own and match is not None and match["name"].upper() in _WANTED:
        name = match["name"].upper()
        block.values.setdefault(name, []).append(name + match["rest"])


def _unfolded(content: bytes) -> Iterator[str]:
    # Some programs fold within a letter: the lines are put together before they become text (RFC 5545, 3.1).
    if content[:2] not in _MARKS:
        content = re.sub(rb"\r?\n[ \t]", b"", content)
        text = _text_of(content)
    else:
        text = re.sub(r"\r?\n[ \t]", "", _text_of(content))
    return (line.rstrip("\r") for line in text.split("\n") if line.strip())


def _text_of(content: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        # Outlook on German Windows; what that code page leaves open stays as Latin-1 has it.
        return content.decode("latin-1").translate(_WINDOWS)
