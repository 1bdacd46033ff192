"""Text that older programs (vCalendar 1.0) write as quoted-printable or Base64, as lines that stand for themselves."""

import base64
import binascii
import quopri
import re

from webapp.foundation.spreadsheets import UNREADABLE, lines_of

_HEAD = re.compile(r"(?P<name>[A-Za-z0-9-]+)(?P<params>;[^:]*):(?P<value>.*)", re.DOTALL)
# Where the text was broken off instead, it takes nothing along of what follows.
_PROPERTY = re.compile(
    rb"(?:BEGIN|END|UID|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|EXRULE|RECURRENCE-ID|SUMMARY|LOCATION|DESCRIPTION"
    rb"|STATUS|SEQUENCE|LAST-MODIFIED|DTSTAMP|CATEGORIES|CLASS|PRIORITY|X-[A-Z0-9-]+)[;:]",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\r\n|\r|\n")


def without_soft_breaks(content: bytes) -> bytes:
    """The same file, in which quoted-printable text that goes on in the next line is one line."""
    if b"QUOTED-PRINTABLE" not in content.upper():
        return content
    lines: list[list[bytes]] = []
    goes_on = False
    for line in content.splitlines():
        if goes_on and not _PROPERTY.match(line):
            lines[-1].append(line)
        else:
            goes_on = False
            lines.append([line])
        is_quoted = goes_on or b"QUOTED-PRINTABLE" in line.partition(b":")[0].upper()
        goes_on = is_quoted and line.endswith(b"=")
    return b"\r\n".join(b"".join([*(part[:-1] for part in parts[:-1]), parts[-1]]) for parts in lines)


def plain(line: str) -> str:
    """The line with its text as everybody writes it today; what can't be read in it is UNREADABLE."""
    match = _HEAD.fullmatch(line)
    if match is None:
        return line
    said = [part.strip().upper() for part in match["params"].split(";")]
    codings = {part.removeprefix("ENCODING=") for part in said}
    if "QUOTED-PRINTABLE" in codings:
        raw: bytes | None = quopri.decodestring(match["value"].encode())
    elif codings & {"BASE64", "B"}:
        raw = _from_base64(match["value"])
    else:
        return line
    charset = next((part.removeprefix("CHARSET=").strip('"') for part in said if part.startswith("CHARSET=")), "")
    text = UNREADABLE if raw is None else _BREAK.sub(r"\\n", _text(raw, charset))
    return f"{match['name']}:{text}"


def _from_base64(value: str) -> bytes | None:
    try:
        return base64.b64decode("".join(value.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def _text(raw: bytes, charset: str) -> str:
    if not charset:
        return "".join(lines_of(raw))
    try:
        return raw.decode(charset, "replace")
    except (LookupError, ValueError):
        return "".join(lines_of(raw)) if raw.isascii() else UNREADABLE
