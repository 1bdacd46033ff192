"""Which columns of somebody's table of people hold addresses, and which of several addresses counts."""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from webapp.foundation.matching import folded
from webapp.foundation.spreadsheets.headings import value_of

EMAIL = "email"


def _words(said: str) -> frozenset[str]:
    return frozenset(folded(said).split())


_MAIL = _words("mail mails email emails")
_ADDRESS = _words("adresse adressen address addresse adress")
_WHOSE = _words(
    "e value wert der des die den of the für for ihre your in person personen teilnehmer teilnehmers teilnehmerin"
    " teilnehmende teilnehmenden teilnehmender gast gastes gäste guest attendee participant ansprechpartner"
    " ansprechpartners ansprechpartnerin ansprechperson kontakt kontaktperson contact einladung pflichtfeld pflicht"
    " optional required"
)
_KINDS = _words(
    "privat private privates p persönlich persönliche personal home zuhause dienst dienstlich dienstliche dienstl"
    " geschäft geschäftlich geschäftliche gesch berufl beruflich berufliche arbeit büro office work business firma"
    " firmen company betrieb betrieblich schule school"
)
_FIRST = _words("1 1st erste first primär primäre primary haupt main bevorzugt bevorzugte preferred standard")
_SECOND = _words("2 2nd zweite second sekundär sekundäre secondary")
_THIRD = _words("3 3rd dritte third")
_FURTHER = _words("weitere andere alternative alternativ alternate other")
# „Kontaktmail“, „Privatmail“, „Emailadresse“: joined to one word.
_JOINED = re.compile(r"(?P<before>[a-z]*?)(?P<mail>e?mails?)(?P<after>[a-z]*)")
_BARE, _KIND = 10, 15  # how early a column counts: the lower the earlier
_RANKS = ((_SECOND, 20), (_THIRD, 30), (_FURTHER, 40))
_IN_BRACKETS = re.compile(r"[^<>]*<\s*([^<>]+?)\s*>")
_ADDRESSES = re.compile(r"[^\s;,<>()|/:@]+@[^\s;,<>()|/:@]+\.[^\s;,<>()|/:@]+(?!@)")


def address_columns(head: Sequence[str]) -> dict[str, int]:
    """Columns of addresses: „email“ is the first that counts, „email 0.2“ as good as it, „email 1.1“ a later one."""
    ranked = sorted((rank, place) for place, said in enumerate(head) if (rank := _rank(said)) is not None)
    columns: dict[str, int] = {}
    for number, (_, group) in enumerate(groupby(ranked, key=lambda each: each[0])):
        for nth, (_, place) in enumerate(group, 1):
            columns[f"{EMAIL} {number}.{nth}" if columns else EMAIL] = place
    return columns


def said_addresses(row: Sequence[str], columns: Mapping[str, int]) -> list[str]:
    """What stands in the earliest columns of addresses in which something does; equal ones count once."""
    names = sorted((name for name in columns if name == EMAIL or name.startswith(f"{EMAIL} ")), key=_order)
    for _, group in groupby(names, key=lambda name: _order(name)[0]):
        said = [value for name in group if any(map(str.isalnum, value := value_of(row, columns, name)))]
        if said:
            return list({bare(each).casefold(): each for each in reversed(said)}.values())[::-1]
    return []


def bare(said: str) -> str:
    """The address alone, also of „Ada Müller <ada@example.org>“ and of a link."""
    match = _IN_BRACKETS.fullmatch(said)
    return (match[1] if match else said).removeprefix("mailto:").strip()


def name_beside(said: str) -> str:
    """The name in „Ada Müller <ada@example.org>“."""
    return said.partition("<")[0].strip(' "') if _IN_BRACKETS.fullmatch(said) else ""


def names_several(said: str) -> bool:
    """True when a cell has more than one address."""
    return len({each.casefold().rstrip(".") for each in _ADDRESSES.findall(said)}) > 1


def _order(name: str) -> tuple[int, int]:
    """Which columns count before others; lists that were read before have „email 2“ for the second."""
    group, _, nth = name.removeprefix(EMAIL).strip().partition(".")
    return int(group or 0), int(nth or 1)


def _rank(heading: str) -> int | None:
    """How early an address under this heading counts; None where it says anything else."""
    words = [part for word in folded(heading).split() for part in _parts(word)]
    rest = set(words) - _MAIL - _ADDRESS
    known = _WHOSE | _KINDS | _FIRST | _SECOND | _THIRD | _FURTHER
    if not _MAIL & set(words) or not rest <= known:
        return None
    for said, rank in _RANKS:
        if said & rest:
            return rank
    return _BARE if _FIRST & rest or not _KINDS & rest else _KIND


def _parts(word: str) -> list[str]:
    match = _JOINED.fullmatch(word)
    return [part for part in match.groups() if part] if match else [word]
