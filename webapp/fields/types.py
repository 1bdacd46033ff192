from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType, TypedDict

from webapp.foundation.localized import in_language

FieldSetId = NewType("FieldSetId", int)

MOST_TAGS = 30
LONGEST_TAG = 160
LONGEST_NOTE = 300


class FieldKind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    TAGS = "tags"
    DATE = "date"
    VOLUME = "volume"
    NUMBER = "number"
    EMAIL = "email"
    PHONE = "phone"
    SEVERAL = "several"
    YES_NO = "yes_no"
    FILE = "file"
    TRADE = "trade"
    ORGANISATION = "organisation"
    STATION = "station"
    ACCESS_NEEDS = "access_needs"
    PHOTOS = "photos"


YES, NO = "yes", "no"
CHOOSES = frozenset({FieldKind.CHOICE, FieldKind.SEVERAL})
YES_OR_NO = frozenset({FieldKind.YES_NO, FieldKind.PHOTOS})
CONDITIONS = CHOOSES | YES_OR_NO  # a later field can be asked only of those who gave certain answers
KEPT_DAYS = 90
ACCESS_NEEDS_KEPT_DAYS = 7


class Period(StrEnum):
    """What an amount of money is for: the whole undertaking or each year of it."""

    TOTAL = "total"
    YEARLY = "yearly"


class Certainty(StrEnum):
    """How sure an amount of money is; OPEN says that it is still being worked out."""

    EXACT = "exact"
    ESTIMATED = "estimated"
    OPEN = "open"


class ProblemCode(StrEnum):
    """Why a value can't be taken."""

    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    NO_DATE = "no_date"
    NO_CHOICE = "no_choice"
    NO_AMOUNT = "no_amount"
    WRONG_KIND = "wrong_kind"
    UNKNOWN_FIELD = "unknown_field"
    MISSING = "missing"
    NO_NUMBER = "no_number"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"
    NO_ADDRESS = "no_address"
    NO_PHONE = "no_phone"
    NO_TRADE = "no_trade"
    NO_CONSENT = "no_consent"
    NOTICE_CHANGED = "notice_changed"
    FULL = "full"
    TOO_FEW = "too_few"
    FEW_LEFT = "few_left"
    NO_FILE = "no_file"
    FILE_DAMAGED = "file_damaged"
    FILE_AGAIN = "file_again"
    NOT_ASKED = "not_asked"


class Fault(StrEnum):
    """What keeps a set of fields from being asked."""

    SAME_KEY = "same_key"
    NO_CHOICES = "no_choices"
    NO_RANGE = "no_range"
    CONDITION_LATER = "condition_later"
    CONDITION_OF_OTHERS = "condition_of_others"
    CONDITION_GONE = "condition_gone"


class Volume(TypedDict):
    """A volume in its normal form: the amount is in euros, None where nobody named one."""

    amount: float | None
    period: str
    certainty: str
    note: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal of one value; `limit` is what it was measured against."""

    code: ProblemCode
    limit: float = 0


@dataclass(frozen=True, slots=True)
class Definition:
    """One field as its author defined it. Labels, help and purpose hold a text per language (`de`, `en`).

    `places` says how many may choose an answer (without an entry: any number). With `show_when` the field is asked only
    of those who gave one of these answers to an earlier one. `kept_days` count from the end of the event.
    With `corrects` the words only correct those of before: answers that were given get them too.
    `asked_of` names the groups of people that alone are asked, by the keys under which whoever asks knows them.
    """

    key: str
    kind: FieldKind
    label: dict[str, str]
    help: dict[str, str] = field(default_factory=dict)
    required: bool = False
    choices: tuple[tuple[str, dict[str, str]], ...] = ()
    longest: int = 2_000
    section: str = ""
    lowest: float | None = None
    highest: float | None = None
    places: dict[str, int] = field(default_factory=dict)
    show_when: tuple[str, tuple[str, ...]] | None = None
    of_each: bool = False
    purpose: dict[str, str] = field(default_factory=dict)
    kept_days: int = KEPT_DAYS
    corrects: bool = False
    asked_of: tuple[str, ...] = ()

    def labelled(self, lang: str) -> str:
        """The label in `lang`, else in German."""
        return in_language(self.label, lang)

    def helped(self, lang: str) -> str:
        """The help text in `lang`, else in German, else nothing."""
        return in_language(self.help, lang)

    def reasoned(self, lang: str) -> str:
        """Why it is asked, in `lang`, else in German, else nothing."""
        return in_language(self.purpose, lang)

    def chosen(self, key: str, lang: str) -> str:
        """The label of the choice `key` in `lang`, else in German; the key itself when the set no longer knows it."""
        labels = dict(self.choices).get(key, {})
        return in_language(labels, lang) or key


Answers = dict[str, object]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Values in their one normal form (None where a field was emptied) and, per field, what can't be taken."""

    values: Mapping[str, object]
    problems: Mapping[str, Problem]
