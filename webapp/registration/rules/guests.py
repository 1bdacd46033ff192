"""What the columns of somebody's table of people are."""

from collections.abc import Mapping, Sequence

from webapp.foundation.matching import folded
from webapp.foundation.spreadsheets.headings import columns_in, meanings, value_of

EMAIL, NAME, FIRST_NAME, LAST_NAME, ORGANISATION, LANGUAGE = (
    "email",
    "name",
    "first_name",
    "last_name",
    "organisation",
    "language",
)
_SAID: Mapping[str, set[str]] = {
    EMAIL: {"e mail", "email", "mail", "e mail adresse", "email adresse", "mailadresse", "email address"},
    FIRST_NAME: {"vorname", "vornamen", "first name", "firstname", "given name"},
    LAST_NAME: {"nachname", "familienname", "zuname", "last name", "lastname", "surname", "family name"},
    NAME: {"name", "vollstandiger name", "ansprechpartner", "ansprechperson", "kontakt", "full name", "contact"},
    ORGANISATION: {
        "organisation",
        "organization",
        "betrieb",
        "firma",
        "unternehmen",
        "institution",
        "einrichtung",
        "schule",
        "company",
        "business",
    },
    LANGUAGE: {"sprache", "language"},
}
_WORDS = meanings(_SAID)
_LANGUAGES = {"de": "de", "deutsch": "de", "german": "de", "en": "en", "englisch": "en", "english": "en"}


def columns_of_guests(head: Sequence[str]) -> dict[str, int]:
    """Which column holds what of a guest."""
    return columns_in(head, _WORDS)


def is_complete(columns: Mapping[str, int]) -> bool:
    """True when the table says to whom the mails go and what people are called."""
    return EMAIL in columns and bool({NAME, LAST_NAME} & set(columns))


def name_in(row: Sequence[str], columns: Mapping[str, int]) -> str:
    """The whole name, from one column or from two."""
    whole = value_of(row, columns, NAME)
    parts = (value_of(row, columns, FIRST_NAME), value_of(row, columns, LAST_NAME))
    # A table with first names and names calls the family name just „Name“.
    if FIRST_NAME in columns and LAST_NAME not in columns:
        return f"{parts[0]} {whole}".strip()
    return " ".join(part for part in parts if part) or whole


def language_in(row: Sequence[str], columns: Mapping[str, int], otherwise: str) -> str:
    """The language of the mails; what isn't one of ours counts as not said."""
    return _LANGUAGES.get(folded(value_of(row, columns, LANGUAGE)).strip(), otherwise)
