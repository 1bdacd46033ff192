"""When two names are the same one."""

import unicodedata
from collections.abc import Iterable


def same_name(name: str) -> str:
    """By what names are compared: neither case nor gaps nor how letters are put together make another one."""
    seen = "".join(c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", seen.casefold()).split())


def as_known(typed: str, known: Iterable[str]) -> str:
    """The name as it is known already, where only case or gaps differ; else as it was typed."""
    said = same_name(typed)
    return next((each for each in known if same_name(each) == said), typed)
