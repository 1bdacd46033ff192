"""Columns in which a yes or a no says whether a date takes place: „Abgesagt: ja“, „Findet statt: nein“."""

import re

from webapp.calendar.statuses import faults_of_status
from webapp.calendar.titles import says_moved, says_off
from webapp.calendar.types import DateFault
from webapp.foundation.matching import folded

OFF, MOVED, HELD = "off", "moved", "held"
_FAULTS = {OFF: DateFault.IS_CANCELLED, MOVED: DateFault.IS_MOVED}

_BEFORE = frozenset({"status", "grund", "fur", "der", "datum", "tag"})
_BEHIND = frozenset(
    {
        *("ja", "nein", "j", "n", "yes", "no", "y", "x", "bitte", "ankreuzen", "falls", "wenn", "if", "mark"),
        *("am", "auf", "den", "zum", "von", "durch", "wegen", "grund", "datum", "nach", "on", "by", "to", "reason"),
    }
)
_REASONS = re.compile(r"(?:termin)?(absage|storno|stornierungs|ausfall)(?:grund|datum|vermerk)")
_NOUNS = {"stornierungs": "storno"}
# As headings alone: a course for painters may be called so.
_OFF_AS_HEADINGS = frozenset({"stornierung", "terminstornierung", "annulliert", "annullierung", "gestrichen"})
_BY_WHOM = frozenset({"von", "durch", "by"})
_WHERE = re.compile(
    r"(?:nur |auch )?(?:online|digital|virtuel+|hybrid|(?:in )?prasenz(?:veranstaltung|termin)?"
    r"|vor ort|on site|in person|(?:per|via|uber) (?:zoom|teams|webex|video\w*))(?: .*)?"
)
_HELD = re.compile(
    r"(?:(?:termin|veranstaltung|kurs|seminar|event|it|is|will) )*"
    r"(?:(?:findet|finden)(?: \w+){0,2} statt|tak(?:es?|ing) place|wird durchgefuhrt|stattfind(?:en|et|end))"
)
_YES = frozenset({"ja", "j", "yes", "y", "x", "1", "tru", "wahr"})  # as `folded` has them; codespell:ignore tru
_NO = frozenset({"nein", "n", "no", "0", "false", "falsch"})
_TICKS = re.compile("\\s*[+\u2713\u2714\u2611\u2705\ufe0f]+\\s*")
_EMPTY = re.compile(r"[\s\u2013\u2014\u2610./-]*")
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}(?:[./-]\d{0,4})?(?:[T ]00:00:00)?", re.ASCII)
_LONGEST, _MOST_WORDS = 200, 9


def mark_of(heading: str) -> str | None:
    """What a yes in a column of this heading, as `as_heading` has it, says: OFF, MOVED or HELD."""
    words = heading.split()
    is_of_somebody = bool(words) and words[-1] in _BY_WHOM
    while words and words[-1] in _BEHIND:
        words.pop()
    while words and words[0] in _BEFORE:
        words.pop(0)
    bare = " ".join(words)
    if match := _REASONS.fullmatch(bare):
        bare = _NOUNS.get(match[1], match[1])
    if says_off(bare) or bare in _OFF_AS_HEADINGS:
        return OFF
    if says_moved(bare):
        return MOVED
    return HELD if _HELD.fullmatch(bare) and not is_of_somebody else None


def lists_statuses(heading: str) -> bool:
    """True for a status with its words behind it: „Status (geplant/abgesagt)“."""
    first, *words = heading.split()[:_MOST_WORDS] or [""]
    is_known = [says_off(word) or says_moved(word) or not faults_of_status(word) for word in words]
    return first == "status" and all(is_known)


def faults_of_mark(mark: str, said: str) -> list[DateFault]:
    """Why a date isn't taken over as it is; what is neither a yes nor a no is read as its status."""
    if _EMPTY.fullmatch(said):
        return []
    first, _, rest = folded(said[:_LONGEST]).strip().partition(" ")
    if first in _YES or _TICKS.fullmatch(said):
        return [_FAULTS[mark]] if mark in _FAULTS else faults_of_status(rest)
    if first in _NO:
        return faults_of_status(rest) if mark in _FAULTS else [DateFault.IS_CANCELLED]
    if mark in _FAULTS and _DAY.fullmatch(said.strip()):
        return [_FAULTS[mark]]
    if mark == HELD and _WHERE.fullmatch(folded(said[:_LONGEST]).strip()):
        return []
    return faults_of_status(said)
