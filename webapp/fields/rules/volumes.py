"""Volume is not a number: an amount where there is one, the period, how sure it is, and the rest in words."""

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from webapp.fields.types import LONGEST_NOTE, Certainty, Period, Problem, ProblemCode, Volume
from webapp.foundation.text import one_line

LARGEST = 10**13
LONGEST_AMOUNT = 120  # what is longer is no amount but a note

_UNITS = {
    "t": 3,
    "teur": 3,
    "tsd": 3,
    "tausend": 3,
    "thousand": 3,
    "k": 3,
    "m": 6,
    "mio": 6,
    "million": 6,
    "millionen": 6,
    "mrd": 9,
    "milliarde": 9,
    "milliarden": 9,
    "billion": 9,
    "bn": 9,
}
_ABOUT = r"ca\.?|circa|etwa|rund|ungefähr|geschätzt|about|approx\.?|estimated|~|≈"
_YEARLY = r"p\.?\s?a\.?|pro jahr|im jahr|je jahr|jährlich|/\s?jahr|/\s?a|per year|a year|yearly|per annum"
_AMOUNT = re.compile(
    rf"(?P<about>(?:{_ABOUT})\s*)?"
    r"(?:€|eur)?\s*"
    r"(?P<number>\d[\d.,]*)"
    rf"\s*(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})?\b\.?"
    r"\s*(?:€|euros?|eur)?"
    rf"\s*(?P<yearly>{_YEARLY})?"
    r"\s*(?:[(](?P<note>[^()]*)[)])?",
    re.IGNORECASE,
)
_GAP_BETWEEN_GROUPS = re.compile(r"(?<=\d)['\u2019\u00a0\u202f ](?=\d{3}(?!\d))")
_GERMAN = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+")
_ENGLISH_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+")


def clean_volume(given: object) -> Volume | Problem | None:
    """The volume in its normal form, None when nothing was said; what is no amount becomes part of the note."""
    if isinstance(given, str):
        given = {"amount": given}
    if not isinstance(given, dict) or not _are_parts(given):
        return Problem(ProblemCode.WRONG_KIND)
    amount, hints = read_amount(given.get("amount"))
    if amount is not None and not 0 <= amount <= LARGEST:
        return Problem(ProblemCode.NO_AMOUNT)
    note = _joined(hints.get("note", ""), one_line(str(given.get("note") or "")))
    if len(note) > LONGEST_NOTE:
        return Problem(ProblemCode.TOO_LONG, LONGEST_NOTE)
    if amount is None and not note:
        return None
    return {
        "amount": amount,
        "period": _one_of(Period, hints.get("period") or given.get("period"), Period.TOTAL),
        "certainty": Certainty.OPEN.value
        if amount is None
        else _one_of(Certainty, hints.get("certainty") or given.get("certainty"), Certainty.EXACT),
        "note": note,
    }


def read_amount(given: str | float | None) -> tuple[float | None, dict[str, str]]:
    """Euros out of „410.000“, „2,5 Mio.“ or „ca. 410 T€ p. a. (5 Stellen)“, and what else was said there."""
    if given is None:
        return None, {}
    if not isinstance(given, str):
        return (_plain(Decimal(str(given))) if 0 <= given <= LARGEST else -1), {}
    text = one_line(given)
    match = _AMOUNT.fullmatch(_GAP_BETWEEN_GROUPS.sub("", text)) if len(text) <= LONGEST_AMOUNT else None
    number = _number(match["number"], alone=match["unit"] is None) if match else None
    if match is None or number is None:
        return None, {"note": text}
    hints = {"note": one_line(match["note"] or "")}
    if match["yearly"]:
        hints["period"] = Period.YEARLY.value
    if match["about"]:
        hints["certainty"] = Certainty.ESTIMATED.value
    return _plain(number.scaleb(_UNITS[match["unit"].lower()] if match["unit"] else 0)), hints


def _number(text: str, *, alone: bool) -> Decimal | None:
    # Nobody means a tenth of a cent: „410,000“ without a unit is how the English write 410.000.
    if _GERMAN.fullmatch(text) and not (alone and _ENGLISH_GROUPS.fullmatch(text)):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return None


def _plain(number: Decimal) -> float:
    return int(number) if number == number.to_integral_value() else round(float(number), 2)


def _are_parts(given: Mapping[str, object]) -> bool:
    offered = {"period": {None, "", *Period}, "certainty": {None, "", *Certainty}}
    return all(_is_part(value) and (name not in offered or value in offered[name]) for name, value in given.items())


def _is_part(value: object) -> bool:
    return value is None or (isinstance(value, str | int | float) and not isinstance(value, bool))


def _joined(*parts: str) -> str:
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _one_of(kind: type[StrEnum], given: object, otherwise: str) -> str:
    return str(given) if given in set(kind) else str(otherwise)
