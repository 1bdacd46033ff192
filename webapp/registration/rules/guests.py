"""What the columns of somebody's table of people are."""

import re
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
# Also as Outlook, Google and Thunderbird head their address books, in German and in English.
_SAID: Mapping[str, set[str]] = {
    EMAIL: {
        "e mail", "email", "mail", "e mail adresse", "email adresse", "mail adresse", "mailadresse", "email address",
        "e mail address", "mail address", "primare e mail adresse", "primare e mail", "primare email adresse",
        "primary email", "primary e mail", "primary email address", "e mail 1 value", "e mail 1 wert", "email 1 value",
        "e mail 1", "email 1", "e mail privat", "e mail geschaftlich", "e mail dienstlich", "kontakt e mail",
    },
    FIRST_NAME: {"vorname", "vornamen", "first name", "firstname", "given name", "rufname", "forename"},
    LAST_NAME: {"nachname", "familienname", "zuname", "last name", "lastname", "surname", "family name", "nachnamen"},
    NAME: {
        "name", "vollstandiger name", "ansprechpartner", "ansprechpartnerin", "ansprechpartner in", "ansprechperson",
        "kontakt", "kontaktperson", "vor und nachname", "vor und zuname", "vorname nachname", "vorname und nachname",
        "vorname name", "name vorname", "nachname vorname", "anzeigename", "angezeigter name", "anzeige name",
        "full name", "display name", "contact", "contact name",
    },
    ORGANISATION: {
        "organisation", "organization", "betrieb", "firma", "firmenname", "unternehmen", "institution", "einrichtung",
        "schule", "company", "company name", "business", "organization name", "organization 1 name", "verein",
        "behorde", "kammer",
    },
    LANGUAGE: {"sprache", "language"},
}  # fmt: skip
_IN_BRACKETS = re.compile(r"[^<>]*<\s*([^<>]+?)\s*>")
_WORDS = meanings(_SAID)
_LANGUAGES = {"de": "de", "deutsch": "de", "german": "de", "en": "en", "englisch": "en", "english": "en"}


def columns_of_guests(head: Sequence[str]) -> dict[str, int]:
    """Which column holds what of a guest."""
    return columns_in(head, _WORDS)


def is_head(cells: Sequence[str]) -> bool:
    """True for headings that say to whom the mails go and what people are called."""
    columns = columns_of_guests(cells)
    return EMAIL in columns and bool({NAME, LAST_NAME} & set(columns))


def address_in(row: Sequence[str], columns: Mapping[str, int]) -> str:
    """The address alone, also of „Ada Müller <ada@example.org>“ and of a link."""
    said = value_of(row, columns, EMAIL)
    match = _IN_BRACKETS.fullmatch(said)
    return (match[1] if match else said).removeprefix("mailto:").strip()


def name_in(row: Sequence[str], columns: Mapping[str, int]) -> str:
    """The whole name, from one column or from two."""
    whole = value_of(row, columns, NAME)
    parts = (value_of(row, columns, FIRST_NAME), value_of(row, columns, LAST_NAME))
    if not whole and not any(parts) and (match := _IN_BRACKETS.fullmatch(value_of(row, columns, EMAIL))):
        return match[0].partition("<")[0].strip(' "')
    # A table with first names and names calls the family name just „Name“.
    if FIRST_NAME in columns and LAST_NAME not in columns:
        return f"{parts[0]} {whole}".strip()
    return " ".join(part for part in parts if part) or whole


def language_in(row: Sequence[str], columns: Mapping[str, int], otherwise: str) -> str:
    """The language of the mails; what isn't one of ours counts as not said."""
    return _LANGUAGES.get(folded(value_of(row, columns, LANGUAGE)).strip(), otherwise)
