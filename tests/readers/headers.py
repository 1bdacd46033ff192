"""Header fields as a mail program reads them that follows RFC 2047 and RFC 5322 to the letter; nothing of ours."""

import base64
import re

_WORD = re.compile(r"=\?([\w-]+)\?([bq])\?([^ ?]*)\?=", re.IGNORECASE)


def unfolded(raw: bytes, name: str) -> str:
    """The value of the one field of this name, its lines put together again."""
    head = raw.partition(b"\r\n\r\n")[0].decode("utf-8")
    fields = re.sub(r"\r\n(?=[ \t])", "", head).split("\r\n")
    (value,) = [field.partition(":")[2].strip(" ") for field in fields if field.lower().startswith(f"{name.lower()}:")]
    return value


def decoded(value: str) -> str:
    """Text with its encoded words; blanks between two of them don't count (RFC 2047, 6.2)."""
    value = re.sub(rf"({_WORD.pattern})\s+(?==\?)", r"\1", value, flags=re.IGNORECASE)
    return _WORD.sub(lambda found: _word(*found.groups()), value)


def mailbox(value: str) -> tuple[str, str]:
    """Name and address of a field that must hold exactly one."""
    quoted = re.fullmatch(r'"((?:[^"\\]|\\.)*)" <([^<>\s]+)>', value)
    if quoted:
        return re.sub(r"\\(.)", r"\1", quoted[1]), quoted[2]
    plain = re.fullmatch(r"(?:([^\"<>,;:@\\]*) )?<([^<>\s]+)>|([^<>\s,]+)", value)
    assert plain is not None, value
    return decoded(plain[1] or ""), plain[2] or plain[3]


def _word(charset: str, kind: str, text: str) -> str:
    if kind.lower() == "b":
        return base64.b64decode(text).decode(charset)
    octets = re.sub(r"=([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), text.replace("_", " "))
    return octets.encode("latin-1").decode(charset)
