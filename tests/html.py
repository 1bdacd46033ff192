"""Pages read as a browser reads them; a page that is no proper HTML fails."""

import html5lib
from werkzeug.test import TestResponse

# Parse errors that modern HTML has made correct since html5lib's last release.
_OUTDATED: set[str] = set()


def parsed(response: TestResponse):
    """The document of an answer, strict."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    document = parser.parse(response.data, transport_encoding="utf-8")
    errors = [(place, code, about) for place, code, about in parser.errors if code not in _OUTDATED]
    assert errors == [], errors
    return document


def text_of(element) -> str:
    """All text inside an element, gaps folded."""
    return " ".join("".join(element.itertext()).split())
