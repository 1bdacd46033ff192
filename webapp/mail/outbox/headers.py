"""Header fields that we encode ourselves (RFC 5322, RFC 2047).

The standard library folds them by its own lights: it loses the blank between two encoded words, and splits a long
name at its comma into two addresses. What is written here is one line of plain ASCII, or encoded words alone: any
decoder reads the same text, and one address stays one.
"""

import re
from email.charset import Charset
from email.policy import Policy
from itertools import chain, repeat
from typing import Final, Self

_LINE: Final = 75  # RFC 2047, 2: no line with an encoded word is longer than 76
_UTF_8: Final = Charset("utf-8")
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*", re.ASCII)
_SHORT = 60
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.ASCII)


class Written(str):
    """A header field that is sent as it was written, whatever the policy of the message; reads as `text`."""

    __slots__ = ("lines", "name")
    name: str
    lines: list[str]

    def __new__(cls, name: str, text: str, lines: list[str]) -> Self:
        self = super().__new__(cls, text)
        self.name, self.lines = name, lines
        return self

    def fold(self, *, policy: Policy) -> str:
        """The field with its name and the end of its line."""
        return f"{self.name}: {(policy.linesep + ' ').join(self.lines)}{policy.linesep}"


def text_field(name: str, text: str) -> Written:
    """A field of words, such as the subject; ValueError for what would begin another line."""
    _refuse_lines(text)
    is_plain = len(text) <= _SHORT and _PLAIN.fullmatch(text) is not None and "=?" not in text
    return Written(name, text, [text] if is_plain else _encoded(name, text))


def address_field(name: str, called: str, address: str) -> Written:
    """A field with one address and whose it is; ValueError for what would begin another line or another address."""
    _refuse_lines(called)
    words = _phrase(name, called)
    there = f"<{address}>" if words else address
    together = [*words[:-1], f"{words[-1]} {there}"] if words else [there]
    fits = len(together[-1]) + len(name) + 2 <= _LINE
    return Written(name, " ".join([*words, there]), together if fits else [*words, there])


def exact_field(name: str, text: str) -> Written:
    """A field for programs, such as an address to press: never broken, never encoded."""
    _refuse_lines(text)
    return Written(name, text, [text])


def _phrase(name: str, called: str) -> list[str]:
    if len(called) <= _SHORT and "=?" not in called:
        if not called or _ATOMS.fullmatch(called):
            return [called] if called else []
        if _PLAIN.fullmatch(called):
            return ['"' + called.replace("\\", r"\\").replace('"', r"\"") + '"']
    return _encoded(name, called)


def _encoded(name: str, text: str) -> list[str]:
    # Not by Header of the standard library, which takes rare separators for ends of lines and drops them.
    lengths = chain([_LINE - len(name) - 2], repeat(_LINE - 1))
    lines: list[str | None] = _UTF_8.header_encode_lines(text, lengths)
    return [line for line in lines if line is not None]


def _refuse_lines(text: str) -> None:
    if "\n" in text or "\r" in text:
        raise ValueError("a header field is one line")
