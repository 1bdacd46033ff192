"""Text of a date as people read it, where a program wrote it for a browser."""

import html
import re
from html.parser import HTMLParser

_BREAKS = frozenset(
    {*("p", "div", "br", "tr", "table", "ul", "ol", "hr", "blockquote"), *("h1", "h2", "h3", "h4", "h5", "h6")}
)
_INLINE = frozenset(
    {
        *("a", "b", "i", "u", "s", "em", "strong", "span", "font", "small", "big", "sub", "sup", "code", "pre", "o:p"),
        *("html", "body", "head", "title", "meta", "link", "style", "script", "img", "html-blob", "wbr", "center"),
        *("td", "th", "tbody", "thead", "li", "dl", "dt", "dd", "section", "article", "header", "footer", "main"),
        "label",
    }
)
_UNSEEN = frozenset({"style", "script", "head", "title"})
# With attributes or without: „<Code 4711>“ and „<Link folgt>“ are words.
_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_BREAKS | _INLINE))})(?:\s[^<>=]*=[^<>]*)?\s*/?>", re.IGNORECASE)
_UNSEEN_TAG = re.compile(rf"<({'|'.join(sorted(_UNSEEN))})>", re.IGNORECASE)  # what is never closed hides nothing
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
_LONGEST = 200_000
_ITEM = "\u2013 "


def plain_text(said: str) -> str:
    """The text without tags, with its lines, items and the addresses of its links; any other as it is."""
    if len(said) > _LONGEST:
        return said
    if not _TAG.search(said):
        return plain_letters(said)
    small = said.lower()
    reader = _Reader(is_page="<html" in small[:200] or "<!doctype" in small[:200])
    reader.feed(_UNSEEN_TAG.sub(lambda tag: tag[0] if f"</{tag[1].lower()}" in small else " ", said))
    reader.close()
    lines = ("".join(reader.parts)).replace("\u00a0", " ").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(" ".join(line.split()) for line in lines)).strip()


def plain_letters(said: str) -> str:
    """The text with the letters that are written as for a browser, and whatever looks like a tag as it is."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]).replace("\u00a0", " "), said)


class _Reader(HTMLParser):
    """Collects what a reader would see. `is_page`: line breaks of the source mean nothing."""

    def __init__(self, *, is_page: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._is_page = is_page
        self._unseen = 0
        self._link, self._link_from = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said, written = dict(attrs), self.get_starttag_text() or ""
        if not _TAG.fullmatch(written):  # an address in angle brackets, or words
            self.handle_data(written)
        elif tag in _UNSEEN:
            self._unseen += 1
        elif tag == "a":
            self._link, self._link_from = said.get("href") or "", len(self.parts)
        elif tag == "img":
            self.parts.append(said.get("alt") or "")
        else:
            self.parts.append(f"\n{_ITEM}" if tag == "li" else "\n" if tag in _BREAKS else " " * (tag in {"td", "th"}))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BREAKS - {"br", "hr"}:
            self.parts.append("\n")
        elif tag == "a":  # the address behind its words, unless they say it
            address, words = self._link.removeprefix("mailto:").strip(), "".join(self.parts[self._link_from :])
            self._link = ""
            if address.rstrip("/") not in words and not address.startswith(("#", "javascript:", "data:")):
                self.parts.append(f" ({address})")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(" ".join(data.splitlines()) if self._is_page else data)
