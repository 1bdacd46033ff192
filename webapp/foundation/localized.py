"""Texts that are kept in several languages."""

from collections.abc import Mapping


def in_language(texts: Mapping[str, str], lang: str) -> str:
    """The text in `lang`, else in German, which is always asked for; "" where there is none."""
    return texts.get(lang) or texts.get("de") or next(iter(texts.values()), "")
