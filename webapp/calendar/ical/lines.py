"""A calendar file as lines and entries, before any value is looked at."""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from webapp.calendar.ical.encoded import plain, without_soft_breaks
from webapp.foundation.spreadsheets import lines_of, written_once

_TWO_BYTES = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FOLD = re.compile(rb"(?:\r{0,2}\n|\r)[ \t]")
_LINE = re.compile(r"(?P<name>[A-Za-z0-9-]+)(?P<rest>[;:].*)", re.DOTALL)
JOINING = (
    *("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"),
    *("X-MICROSOFT-ONLINEMEETINGEXTERNALLINK", "X-MICROSOFT-ONLINEMEETINGJOINURL"),
)
OCCUPYING = ("TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-INTENDEDSTATUS")
# All else of a foreign entry (alarms, people, attachments) is none of our business and can't spoil it.
_WANTED = {
    *("UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"),
    *("SUMMARY", "LOCATION", "DESCRIPTION", "STATUS"),
    *("SEQUENCE", "LAST-MODIFIED", "DTSTAMP"),
    "CLASS",
    *JOINING,
    *OCCUPYING,
    *("X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY"),
}
# All properties of RFC 5545, 5546, 7529, 7953, 7986, 9073, 9074 and 9253, and what programs add.
_PROPERTY = re.compile(
    r"(?:X-[A-Za-z0-9-]+"
    r"|ACKNOWLEDGED|ACTION|ATTACH|ATTENDEE|BEGIN|BUSYTYPE|CALENDAR-ADDRESS|CALSCALE|CATEGORIES|CLASS|COLOR"
    r"|COMMENT|COMPLETED|CONCEPT|CONFERENCE|CONTACT|CREATED|DESCRIPTION|DTEND|DTSTAMP|DTSTART|DUE|DURATION"
    r"|END|EXDATE|EXRULE|FREEBUSY|GEO|IMAGE|LAST-MODIFIED|LINK|LOCATION|LOCATION-TYPE|METHOD|NAME|ORGANIZER"
    r"|PARTICIPANT-TYPE|PERCENT-COMPLETE|PRIORITY|PRODID|PROXIMITY|RDATE|RECURRENCE-ID|REFID"
    r"|REFRESH-INTERVAL|RELATED-TO|REPEAT|REQUEST-STATUS|RESOURCE-TYPE|RESOURCES|RRULE|SEQUENCE|SOURCE"
    r"|STATUS|STRUCTURED-DATA|STYLED-DESCRIPTION|SUMMARY|TRANSP|TRIGGER|TZID|TZID-ALIAS-OF|TZNAME"
    r"|TZOFFSETFROM|TZOFFSETTO|TZUNTIL|TZURL|UID|URL|VERSION"
    r")[;:]"
)
_TEXT = re.compile(r"(?:SUMMARY|DESCRIPTION|LOCATION|COMMENT)[;:]", re.IGNORECASE)
_BREAK = "\\n"  # as a text says it
_ENTRY, _ZONE, _CALENDAR = "VEVENT", "VTIMEZONE", "VCALENDAR"
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
    beginning = _with_single_bytes(content[:200]).removeprefix(codecs.BOM_UTF8)
    return beginning.lstrip().upper().startswith(b"BEGIN:VCALENDAR")


def entries_in(content: bytes) -> int:
    """How often an entry begins, counted before anything is read."""
    return _with_single_bytes(content).upper().count(b"BEGIN:VEVENT")


def parts_of(content: bytes) -> Parts:
    """The zones and entries of all calendars in a file; what is nested in an entry is left out."""
    parts, open_blocks, block = Parts(), list[str](), None
    first, is_taken_back = 0, False
    for line in _unfolded(content):
        word, _, kind = line.partition(":")
        word, kind = word.upper(), kind.strip().upper()
        if word == "BEGIN":
            open_blocks.append(kind)
            if kind == _CALENDAR:
                _take_back(parts.entries[first:] if is_taken_back else [])
                first, is_taken_back = len(parts.entries), False
            if kind in (_ENTRY, _ZONE):
                block = Block()
                (parts.entries if kind == _ENTRY else parts.zones).append(block)
        if block is None:
            is_taken_back |= (word.partition(";")[0], kind) == ("METHOD", "CANCEL")
        else:
            _take(block, line, is_own=open_blocks[-1:] == [_ENTRY], in_zone=_ZONE in open_blocks)
        if word == "END":
            if block is not None and kind in (_ENTRY, _ZONE):
                block.whole, block = open_blocks[-1:] == [kind], None
            del open_blocks[_last(open_blocks, kind) :]
    _take_back(parts.entries[first:] if is_taken_back else [])
    return parts


def _take_back(entries: Sequence[Block]) -> None:
    """What a calendar is for counts for all of its entries (RFC 5546)."""
    for entry in entries:
        entry.values["STATUS"] = ["STATUS:CANCELLED"]


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
        block.values.setdefault(name, []).append(plain(name + match["rest"]))


def _unfolded(content: bytes) -> Iterator[str]:
    # Some programs fold within a letter: the lines are put together before they become text (RFC 5545, 3.1).
    content = _FOLD.sub(b"", without_soft_breaks(_with_single_bytes(content)))
    lines = (written_once(line.rstrip("\r\n")) for line in lines_of(content))
    return _whole(line for line in lines if line.strip())


def _whole(lines: Iterator[str]) -> Iterator[str]:
    """Lines that some programs break within a text, put together again: what begins no property belongs to it."""
    text: list[str] = []
    for line in lines:
        if text and not _is_property(line):
            text.append(line)
            continue
        if text:
            yield _BREAK.join(text)
        text = [line] if _TEXT.match(line) else []
        if not text:
            yield line
    if text:
        yield _BREAK.join(text)


def _is_property(line: str) -> bool:
    """Whether a property begins here, and not „Name: …“ or „Kontakt: …“ within a text."""
    name, *rest = re.split("([;:])", line, maxsplit=1)
    return _PROPERTY.match("".join((name.upper() if name.islower() else name, *rest[:1]))) is not None


def _with_single_bytes(content: bytes) -> bytes:
    """The same text, in which what ends a line is one byte each."""
    if content.startswith(_TWO_BYTES):
        return content.decode("utf-16", "replace").encode()
    return content
