"""Text that was taken for another code page and written again: „JÃ¼rgen“ is Jürgen."""

import re

from webapp.foundation.spreadsheets.types import UNREADABLE

_LOWEST, _HIGHEST_LATIN = 0x80, 0x24F
_TYPESET = frozenset("„“”‚‘’»«›‹–—…•€™\u00a0")
_PAGES = ("cp1252", "mac_roman", "cp850")
# A lead of UTF-8 and what follows it, as Windows and Mac show them: nobody writes these pairs.
_FOLLOWS = "\u00a0-\u00bf\u0178\u0152\u0153\u0160\u0161\u017d\u017e\u0192„“”‚‘’–—…•€™‰‹›†‡ˆ˜"
_PAIR = re.compile(f"Ã[{_FOLLOWS}]|Â[\u00a0-\u00bf]|â€.|√[º§∂üÑñúáí©®°†]|├[^\\s─┤]|[\u0080-\u0084\u0086-\u009f]")
_MAY_BE = re.compile(f"[ÂÃÄÅÆÇÈÉâ][{_FOLLOWS}\u0080-\u009f]|[├┬┼─Ô√¬ƒ≈‚][^\\x00-\\x7f]|[\u0080-\u009f]")
_NO_LEAD = re.compile("[ÄÇÈÉÊÖÜ][–—“”’‘…„‚»«›‹]")  # „SCHÄ“


def written_once(text: str) -> str:
    """The text with its own letters; where only a part of it was written twice, UNREADABLE stands for that."""
    if text.isascii() or not _MAY_BE.search(text):
        return text
    for page in _PAGES:
        found = _decoded(text, page)
        if found is not None:
            return found
    return _PAIR.sub(UNREADABLE, text)


def _decoded(text: str, page: str) -> str | None:
    """The whole text as it was before; None where it isn't whole, or would be no letters as Europeans write them."""
    if _NO_LEAD.search(text):
        return None
    try:
        found = _bytes(text, page).decode("utf-8")
    except UnicodeError:
        return None
    is_plausible = all(
        char.isascii() or char in _TYPESET or (ord(char) <= _HIGHEST_LATIN and char.isprintable()) for char in found
    )
    return found if is_plausible else None


def _bytes(text: str, page: str) -> bytes:
    """As a program wrote them that lets the bytes through for which its code page has no letter."""
    return b"".join(char.encode("latin-1" if _LOWEST <= ord(char) <= 0x9F else page) for char in text)  # noqa: PLR2004 - controls
