"""What the columns of somebody's table of people are."""

import re
from collections.abc import Mapping, Sequence

from webapp.foundation.spreadsheets import Headings
from webapp.foundation.spreadsheets.headings import columns_in, likeliest, meanings, value_of
from webapp.registration.rules.address_headings import EMAIL, address_columns, headings_of_addresses
from webapp.registration.rules.declining import asks_of
from webapp.registration.rules.guest_addresses import bare, name_beside, names_several, said_addresses
from webapp.registration.rules.languages import asks_for_language, language_said
from webapp.registration.rules.name_order import in_order, turned
from webapp.registration.rules.name_parts import put_together
from webapp.registration.rules.nobody import is_blank
from webapp.registration.rules.second_guests import second_columns

NAME, TURNED_NAME, FIRST_NAME, LAST_NAME, ORGANISATION, LANGUAGE = (
    "name",
    "turned_name",
    "first_name",
    "last_name",
    "organisation",
    "language",
)
_NAMES = (NAME, TURNED_NAME, FIRST_NAME, LAST_NAME)
KINDS = frozenset({EMAIL, NAME, TURNED_NAME, FIRST_NAME, LAST_NAME, ORGANISATION, LANGUAGE})
__all__ = [
    "EMAIL",
    "HEADINGS",
    "KINDS",
    "LANGUAGE",
    "NAME",
    "ORGANISATION",
    "address_in",
    "addresses_in",
    "columns_of_guests",
    "first_address_alone",
    "headings_of_addresses",
    "is_head",
    "language_in",
    "meaning_of",
    "missing_in",
    "name_in",
    "names_in",
    "names_several",
    "nearest_head",
    "second_guests_in",
    "unknown_language_in",
]
# Also as Outlook, Google and Thunderbird head their address books, in German and in English.
_SAID: Mapping[str, set[str]] = {
    FIRST_NAME: {"vorname", "vornamen", "first name", "firstname", "given name", "rufname", "forename"},
    LAST_NAME: {"nachname", "familienname", "zuname", "last name", "lastname", "surname", "family name", "nachnamen"},
    NAME: {
        "name", "vollstandiger name", "ansprechpartner", "ansprechpartnerin", "ansprechpartner in", "ansprechperson",
        "kontakt", "kontaktperson", "vor und nachname", "vor und zuname", "vorname nachname", "vorname und nachname",
        "vorname name", "anzeigename", "angezeigter name", "anzeige name", "vor nachname", "vor zuname", "teilnehmer",
        "teilnehmerin", "teilnehmer in", "teilnehmende", "teilnehmende person", "name des teilnehmers",
        "name der teilnehmerin", "name der person", "name des ansprechpartners", "name pflichtfeld", "vor u nachname",
        "vor u zuname", "ihr name", "gast", "kontaktname", "name der kontaktperson", "participant",
        "attendee", "full name", "display name", "contact", "contact name",
    },
    TURNED_NAME: {
        "name vorname", "nachname vorname", "familienname vorname", "zuname vorname", "name und vorname",
        "nachname und vorname", "last name first name", "surname first name", "family name given name",
        "last first", "surname given name", "sortiername", "file as", "speichern unter",
    },
    ORGANISATION: {
        "organisation", "organization", "betrieb", "firma", "firmenname", "unternehmen", "institution", "einrichtung",
        "schule", "company", "company name", "business", "organization name", "organization 1 name", "verein",
        "behorde", "kammer", "firma name", "name der firma", "betrieb name", "name des betriebs", "unternehmen name",
    },
}  # fmt: skip
_WORDS = meanings(_SAID)
_FIRST_ONE = re.compile(r"^1\. ?|(?<![ _-])[ _-]*1$")  # „Ansprechpartner 1“ beside „Ansprechpartner 2“


def columns_of_guests(head: Sequence[str]) -> dict[str, int]:
    """Which column holds what of a guest; columns of addresses as `address_columns` names them."""
    language = next((place for place, heading in enumerate(head) if asks_for_language(heading)), None)
    found = columns_in([_FIRST_ONE.sub("", heading) for heading in head], _WORDS) | address_columns(head)
    return found if language is None else {LANGUAGE: language, **found}


def missing_in(head: Sequence[str]) -> tuple[str, ...]:
    """Which columns are lacking without which nobody can be written to: EMAIL, NAME."""
    columns = columns_of_guests(head)
    has_name = bool({NAME, TURNED_NAME, LAST_NAME} & set(columns))
    return (*(() if EMAIL in columns else (EMAIL,)), *(() if has_name else (NAME,)))


def is_head(cells: Sequence[str]) -> bool:
    """True for headings that say to whom the mails go and what people are called."""
    return not missing_in(cells)


def nearest_head(rows: Sequence[Sequence[str]]) -> int | None:
    """The place of the row that looks most like headings; None where the table just begins with people."""
    place = likeliest(rows, columns_of_guests)
    return None if place is None or any("@" in cell for cell in rows[place]) else place


def addresses_in(row: Sequence[str], columns: Mapping[str, int]) -> list[str]:
    """The address that a row has; several where nobody knows which of them is meant."""
    return [bare(said) for said in said_addresses(row, columns)]


def address_in(row: Sequence[str], columns: Mapping[str, int]) -> str:
    """The address alone, also of „Ada Müller <ada@example.org>“ and of a link; the first that a row has."""
    return next(iter(addresses_in(row, columns)), "")


def names_in(row: Sequence[str], columns: Mapping[str, int]) -> list[str]:
    """What a row says in each column of names; „-“ and „?“ say nothing."""
    said = (value_of(row, columns, what) for what in _NAMES)
    return ["" if is_blank(each) else each for each in said]


def name_in(row: Sequence[str], columns: Mapping[str, int]) -> str:
    """The whole name as somebody is called, from one column or from several: „Müller, Ada“ is Ada Müller."""
    said = dict(zip(_NAMES, names_in(row, columns), strict=True))
    whole = said[NAME] or turned(said[TURNED_NAME])
    parts = (said[FIRST_NAME], said[LAST_NAME])
    if not whole and not any(parts):
        return in_order(name_beside(next(iter(said_addresses(row, columns)), "")))
    return put_together(parts[0], parts[1], whole)


def language_in(row: Sequence[str], columns: Mapping[str, int], otherwise: str) -> str:
    """The language of the mails; where none of ours is named it is the list's."""
    return language_said(value_of(row, columns, LANGUAGE)) or otherwise


def unknown_language_in(row: Sequence[str], columns: Mapping[str, int]) -> str:
    """What stands there for the language, where that is none of ours."""
    said = value_of(row, columns, LANGUAGE)
    return said if language_said(said) is None else ""


def meaning_of(heading: str) -> str | None:
    """What a column of this heading holds."""
    meant = next(iter(columns_of_guests([heading])), None)
    return meant or asks_of(heading)


def first_address_alone(columns: Mapping[str, int]) -> dict[str, int]:
    """The columns without addresses that may be somebody else's; beside two people the later ones are."""
    return {name: place for name, place in columns.items() if not name.startswith(f"{EMAIL} ") or " 0." in name}


def second_guests_in(head: Sequence[str], columns: Mapping[str, int]) -> list[int]:
    """The places of columns with further people."""
    own = {columns[name] for name in (NAME, TURNED_NAME, FIRST_NAME, LAST_NAME) if name in columns}
    return second_columns(head, own, lambda said: _WORDS.get(said) in {NAME, TURNED_NAME, FIRST_NAME, LAST_NAME})


HEADINGS = Headings(is_head, meaning_of)
