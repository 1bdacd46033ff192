"""How a legal text is shown while it is written: with what is left to fill in, and with what has changed."""

import difflib
import re
from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from webapp.foundation.http.markdown import markdown
from webapp.office import rules

_IN_PANEL = 3  # of a page, under the heading of what it stands in
_OPEN = re.compile(r"\[\[([^\[\]<>]+)\]\]")


def left_in(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """What somebody still has to fill in, by language; nothing of languages in which nothing is left."""
    found = {lang: rules.placeholders({lang: text}) for lang, text in texts.items()}
    return {lang: gaps for lang, gaps in found.items() if gaps}


class Line(NamedTuple):
    """A line that was added, taken away, or stayed."""

    sign: str
    text: str


def marked(text: str) -> Markup:
    """The text as readers will see it, with what still has to be filled in marked."""
    return Markup(_OPEN.sub(r"<mark>\1</mark>", str(markdown(text, _IN_PANEL))))  # noqa: S704 - cleaned by `markdown`


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[Line]]:
    """What a new version changes, line by line with one line around it, by language."""
    found = {lang: _changed(before.get(lang, ""), after.get(lang, "")) for lang in ("de", "en")}
    return {lang: lines for lang, lines in found.items() if lines}


def _changed(before: str, after: str) -> list[Line]:
    diff = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=1, lineterm=""))[2:]
    return [Line(line[0], line[1:]) for line in diff if line[1:].strip() and not line.startswith("@@")]
