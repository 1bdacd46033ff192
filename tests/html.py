"""Pages read as a browser reads them; a page that is no proper HTML fails."""

import re

import html5lib
import turbohtml
from turbohtml.etree import ElementView
from werkzeug.test import TestResponse

# What is proper or not lies in tags, names of attributes, references and where words stand, never in the words.
_WORDS, _VALUES, _REFERENCES = re.compile(rb">([^<]*)"), re.compile(rb'="([^"]*)"'), re.compile(rb"&[#\w]*;?")
_proper: set[bytes] = set()


def parsed(response: TestResponse) -> ElementView:
    """The document of an answer, strict."""
    check_proper(response.data)
    return tree_of(response.data)


def tree_of(page: str | bytes) -> ElementView:
    """The document as a browser makes it, however bent the page."""
    return ElementView(turbohtml.parse(page, encoding="utf-8" if isinstance(page, bytes) else None).root)


def check_proper(page: bytes) -> None:
    """Fail with the errors that the strict reader finds; pages of one shape are read by it once."""
    shape = _VALUES.sub(lambda found: b"=" + _said(found[1]), _WORDS.sub(lambda found: b">" + _said(found[1]), page))
    if shape in _proper:
        return
    parser = html5lib.HTMLParser()
    parser.parse(page, transport_encoding="utf-8")
    assert parser.errors == [], parser.errors
    _proper.add(shape)


def _said(words: bytes) -> bytes:
    return (b"x" if words.strip() else b"") + b"".join(_REFERENCES.findall(words))


def text_of(element: ElementView) -> str:
    """All text inside an element, gaps folded."""
    return " ".join("".join(element.itertext()).split())
