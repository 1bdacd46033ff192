"""Texts that are kept in several languages."""

from collections.abc import Collection, Mapping


def in_language(texts: Mapping[str, str], lang: str) -> str:
    """The text in `lang`, else in German, else in another one that it has; "" where there is none."""
    return texts.get(lang) or texts.get("de") or next(iter(texts.values()), "")


def required_language(offered: Collection[str]) -> str:
    """In which language each text must be there: German where it is offered, which everybody else is shown as well."""
    return "de" if "de" in offered else next(iter(offered))
