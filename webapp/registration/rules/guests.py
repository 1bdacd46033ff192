"""What the columns of somebody's table of people are."""

import re
from collections.abc import Mapping, Sequence

from webapp.foundation.matching import folded
from webapp.foundation.spreadsheets.headings import columns_in, meanings, value_of
from webapp.registration.rules.name_order import in_order, turned

EMAIL, NAME, TURNED_NAME, FIRST_NAME, LAST_NAME, ORGANISATION, LANGUAGE = (
    "email",
    "name",
    "turned_name",
    "first_name",
    "last_name",
    "organisation",
    "language",
)
_OTHER_EMAIL = "other_email"
# Also as Outlook, Google and Thunderbird head their address books, in German and in English.
_SAID: Mapping[str, set[str]] = {
    EMAIL: {
        "e mail", "email", "mail", "e mail adresse", "email adresse", "mail adresse", "mailadresse", "email address",
        "e mail address", "mail address", "primare e mail adresse", "primare e mail", "primare email adresse",
        "primary email", "primary e mail", "primary email address", "e mail 1 value", "e mail 1 wert", "email 1 value",
        "e mail 1", "email 1", "e mail privat", "e mail geschaftlich", "e mail dienstlich", "kontakt e mail",
    },
    # Asked where the first says nothing.
    _OTHER_EMAIL: {
        *(f"{name} {number}" for name in ("e mail", "email", "e mail adresse", "e mail address") for number in (2, 3)),
        *(f"{name} {number} {of}" for name in ("e mail", "email") for number in (2, 3)
          for of in ("adresse", "address", "value", "wert")),
        "sekundare e mail adresse", "sekundare e mail", "sekundare email adresse", "secondary email",
        "secondary e mail", "secondary email address", "zweite e mail", "zweite e mail adresse", "weitere e mail",
        "weitere e mail adresse", "alternative e mail", "alternative e mail adresse", "alternative email",
        "alternate email", "other email",
    },
    FIRST_NAME: {"vorname", "vornamen", "first name", "firstname", "given name", "rufname", "forename"},
    LAST_NAME: {"nachname", "familienname", "zuname", "last name", "lastname", "surname", "family name", "nachnamen"},
    NAME: {
        "name", "vollstandiger name", "ansprechpartner", "ansprechpartnerin", "ansprechpartner in", "ansprechperson",
        "kontakt", "kontaktperson", "vor und nachname", "vor und zuname", "vorname nachname", "vorname und nachname",
        "vorname name", "anzeigename", "angezeigter name", "anzeige name",
        "full name", "display name", "contact", "contact name",
    },
    TURNED_NAME: {
        "name vorname", "nachname vorname", "familienname vorname", "zuname vorname", "name und vorname",
        "nachname und vorname", "last name first name", "surname first name", "family name given name",
        "last first", "surname given name", "sortiername", "file as", "speichern unter",
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
    """Which column holds what of a guest; further columns of addresses are „email 2“ and so on."""
    meant = [_WORDS.get(" ".join(folded(heading).split())) for heading in head]
    found = columns_in(head, _WORDS)
    found.pop(_OTHER_EMAIL, None)
    places = [place for kind in (EMAIL, _OTHER_EMAIL) for place, each in enumerate(meant) if each == kind]
    return found | {EMAIL if not nth else f"{EMAIL} {nth + 1}": place for nth, place in enumerate(places)}


def is_head(cells: Sequence[str]) -> bool:
    """True for headings that say to whom the mails go and what people are called."""
    columns = columns_of_guests(cells)
    return EMAIL in columns and bool({NAME, TURNED_NAME, LAST_NAME} & set(columns))


def address_in(row: Sequence[str], columns: Mapping[str, int]) -> str:
    """The address alone, also of „Ada Müller <ada@example.org>“ and of a link; the first that a row has."""
    said = _said_address(row, columns)
    match = _IN_BRACKETS.fullmatch(said)
    return (match[1] if match else said).removeprefix("mailto:").strip()


def name_in(row: Sequence[str], columns: Mapping[str, int]) -> str:
    """The whole name as somebody is called, from one column or from two: „Müller, Ada“ is Ada Müller."""
    whole = value_of(row, columns, NAME) or turned(value_of(row, columns, TURNED_NAME))
    parts = (value_of(row, columns, FIRST_NAME), value_of(row, columns, LAST_NAME))
    if not whole and not any(parts) and (match := _IN_BRACKETS.fullmatch(_said_address(row, columns))):
        return in_order(match[0].partition("<")[0].strip(' "'))
    # A table with first names and names calls the family name just „Name“.
    if FIRST_NAME in columns and LAST_NAME not in columns:
        return _with_first_name(parts[0], in_order(whole), whole)
    return in_order(" ".join(part for part in parts if part) or whole)


def _with_first_name(first: str, in_order_: str, family: str) -> str:
    """Both, unless the column of the name has the first name as well."""
    return in_order_ if in_order_ != family and in_order_.startswith(first) else f"{first} {family}".strip()


def _said_address(row: Sequence[str], columns: Mapping[str, int]) -> str:
    names = [EMAIL, *sorted(name for name in columns if name.startswith(f"{EMAIL} "))]
    return next((said for name in names if (said := value_of(row, columns, name))), "")


def language_in(row: Sequence[str], columns: Mapping[str, int], otherwise: str) -> str:
    """The language of the mails; what isn't one of ours counts as not said."""
    return _LANGUAGES.get(folded(value_of(row, columns, LANGUAGE)).strip(), otherwise)
