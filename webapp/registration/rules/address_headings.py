"""Which columns of somebody's table of people hold addresses, by their headings, and which of them count first."""

import re
from collections.abc import Sequence
from itertools import groupby

from webapp.foundation.matching import folded
from webapp.foundation.spreadsheets.headings import as_heading, quoted

EMAIL = "email"


def _words(said: str) -> frozenset[str]:
    return frozenset(folded(said).split())


_MAIL = _words("mail mails email emails")
_ADDRESS = _words("adresse adressen address adr anschrift")
_WHOSE = _words(
    "e value wert der des die den of the für for ihre your in person personen teilnehmer teilnehmers teilnehmerin"
    " teilnehmende teilnehmenden teilnehmender gast gastes gäste guest attendee participant ansprechpartner"
    " ansprechpartners ansprechpartnerin ansprechperson kontakt kontaktperson contact einladung pflichtfeld pflicht"
    " optional required bitte angeben ausfüllen eintragen erforderlich ihrer unsere"
)
_KINDS = _words(
    "privat private privates p d g persönlich persönliche personal home zuhause dienst dienstlich dienstliche dienstl"
    " geschäft geschäftlich geschäftliche geschäftl gesch berufl beruflich berufliche arbeit büro office work business"
    " firma"
    " firmen company betrieb betrieblich schule school"
)
_FIRST = _words("1 1st erste first primär primäre primary haupt main bevorzugt bevorzugte preferred standard")
_SECOND = _words("2 2nd zweite second sekundär sekundäre secondary")
_THIRD = _words("3 3rd dritte third")
_FURTHER = _words("weitere andere alternative alternate other")
# „Kontaktmail“, „Privatmail“, „Emailadresse“: joined to one word.
_JOINED = re.compile(r"(?P<before>[a-z]*?)(?P<mail>e?mails?)(?P<after>[a-z]*?)(?P<number>\d?)")
_BARE, _KIND = 10, 15  # how early a column counts: the lower the earlier
_RANKS = ((_SECOND, 20), (_THIRD, 30), (_FURTHER, 40))


def address_columns(head: Sequence[str]) -> dict[str, int]:
    """Columns of addresses: „email“ is the first that counts, „email 0.2“ as good as it, „email 1.1“ a later one."""
    ranked = sorted((rank, place) for place, said in enumerate(head) if (rank := _rank(said)) is not None)
    columns: dict[str, int] = {}
    for number, (_, group) in enumerate(groupby(ranked, key=lambda each: each[0])):
        for nth, (_, place) in enumerate(group, 1):
            columns[f"{EMAIL} {number}.{nth}" if columns else EMAIL] = place
    return columns


def headings_of_addresses(head: Sequence[str]) -> list[str]:
    """The headings of all columns of addresses, the earliest that counts first."""
    return [quoted(head[place]) for place in address_columns(head).values()]


def says_which(words: set[str]) -> bool:
    """True for words that say nothing but which of somebody's addresses one is: „privat“."""
    return words <= _WHOSE | _KINDS | _FIRST | _SECOND | _THIRD | _FURTHER | _MAIL | _ADDRESS


def _rank(heading: str) -> int | None:
    """How early an address under this heading counts; None where it says anything else."""
    words = [part for word in as_heading(heading).split() for part in _parts(word)]
    rest = set(words) - _MAIL - _ADDRESS
    known = _WHOSE | _KINDS | _FIRST | _SECOND | _THIRD | _FURTHER
    if not _MAIL & set(words) or not rest <= known:
        return None
    otherwise = _BARE if _FIRST & rest or not _KINDS & rest else _KIND
    return next((rank for said, rank in _RANKS if said & rest), otherwise)


def _parts(word: str) -> list[str]:
    match = _JOINED.fullmatch(word)
    return [part for part in match.groups() if part] if match else [word]
