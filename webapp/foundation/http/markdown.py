"""Markdown that organizers write, as HTML that can do no harm: no raw HTML, no pictures, links without scripts."""

from functools import lru_cache

import nh3
from flask import Flask
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "hr",
    "code",
    "pre",
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_HIGHEST = 3  # the page itself speaks on the first two levels
_LOWEST = 6

_reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "html_block", "html_inline"])


def init_app(app: Flask) -> None:
    """Offer the filter `markdown` to templates."""
    app.add_template_filter(markdown, "markdown")


@lru_cache(maxsize=512)
def markdown(text: str, highest: int | None = None) -> Markup:
    """The text as safe HTML, its headings from level three on; `highest` is what the highest that it has shall be."""
    tokens = _reader.parse(text)
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    lower_by = _HIGHEST - 1 if highest is None else highest - min((_level(each) for each in headings), default=1)
    for each in headings:
        each.tag = f"h{min(_level(each) + lower_by, _LOWEST)}"
    html = _reader.renderer.render(tokens, _reader.options, {})
    return Markup(  # noqa: S704 - cleaned right here
        nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener noreferrer")
    )


def _level(heading: Token) -> int:
    return int(heading.tag[1])
