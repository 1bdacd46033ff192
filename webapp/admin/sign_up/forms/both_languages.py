"""Texts that are said in German and maybe in English: two fields, one value."""

from collections.abc import Mapping

from webapp.admin.inputs.controls import LineField

LANGUAGES = ("de", "en")


def in_both(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    """What the fields `<name>_de` and `<name>_en` show."""
    return {f"{name}_{lang}": texts.get(lang, "") for lang in LANGUAGES}


def texts_of(german: LineField, english: LineField) -> dict[str, str]:
    """What was typed, by language; what is empty isn't said."""
    return {lang: field.data for lang, field in zip(LANGUAGES, (german, english), strict=True) if field.data}
