"""What was answered to one question, as figures: counted, measured, or listed as it was written."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from flask_babel import gettext as _

from webapp.admin.wording.labels import title_of
from webapp.fields.types import FieldKind
from webapp.fields.wording import as_number, elements, shown
from webapp.foundation.http import formats
from webapp.foundation.ordering import in_order
from webapp.registration.queries.answers import Given
from webapp.registration.queries.figures import Tally

Rows = Sequence[tuple[str, int]]

_ONE_OF = frozenset({FieldKind.CHOICE, FieldKind.TRADE, FieldKind.YES_NO, FieldKind.PHOTOS, FieldKind.STATION})
_SOME_OF = frozenset({FieldKind.SEVERAL, FieldKind.TAGS})
_MEASURED = frozenset({FieldKind.NUMBER, FieldKind.VOLUME})
# What somebody needs is told to those who prepare it, and files lie with their registration.
_ONLY_COUNTED = frozenset({FieldKind.FILE, FieldKind.ACCESS_NEEDS})
_FEW, _BARS = 8, 6
_MOST_TEXTS = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """A question and what came of it: `rows` are people by answer, `measures` a number's, `texts` what was written."""

    title: str
    kind: FieldKind
    rows: Rows = ()
    measures: Sequence[tuple[str, str]] = ()
    texts: Rows = ()
    answered: int = 0
    unanswered: int = 0
    unasked: int = 0

    @property
    def most(self) -> int:
        return max((number for _label, number in self.rows), default=0)


@dataclass(slots=True)
class _Sorted:
    """The answers to one question, by what can be said of them."""

    chosen: Counter[str] = field(default_factory=Counter)
    days: Counter[date] = field(default_factory=Counter)
    numbers: list[float] = field(default_factory=list)
    texts: Counter[str] = field(default_factory=Counter)


def figure_of(tally: Tally, lang: str) -> Figure:
    """One question in figures; each answer counts by the question that it was given to."""
    found = _Sorted()
    for given in tally.given:
        _sort(given, found)
    return Figure(
        title=title_of(tally.question, lang),
        kind=tally.question.definition.kind,
        rows=[*most_first(found.chosen), *_by_day(found.days), *_distribution(found.numbers)],
        measures=_measures(found.numbers),
        texts=most_first(found.texts)[:_MOST_TEXTS],
        answered=len(tally.given),
        unanswered=tally.unanswered,
        unasked=tally.unasked,
    )


def most_first(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    """The most frequent first, then by the alphabet."""
    return sorted(counted.items(), key=lambda row: (-row[1], in_order(row[0])))


def _sort(given: Given, found: _Sorted) -> None:
    kind = given.definition.kind
    if kind in _ONE_OF:
        found.chosen[shown(given.definition, given.value)] += 1
    elif kind in _SOME_OF:
        found.chosen.update(elements(given.definition, given.value))
    elif kind is FieldKind.DATE:
        found.days[date.fromisoformat(str(given.value))] += 1
    elif kind in _MEASURED and (number := as_number(given.definition, given.value)) is not None:
        found.numbers.append(number)
    elif kind not in _ONLY_COUNTED:
        found.texts[shown(given.definition, given.value)] += 1


def _by_day(days: Mapping[date, int]) -> Rows:
    return [(formats.day(each), days[each]) for each in sorted(days)]


def _measures(numbers: Sequence[float]) -> Sequence[tuple[str, str]]:
    if not numbers:
        return ()
    told: Iterable[tuple[str, Callable[[Sequence[float]], float]]] = (
        (_("Lowest"), min),
        (_("Median"), statistics.median),
        (_("Average"), statistics.fmean),
        (_("Highest"), max),
    )
    return [(label, formats.exact(round(of(numbers), 2))) for label, of in told]


def _distribution(numbers: Sequence[float]) -> Rows:
    """How many said what: each number where there are few, else spans of one width."""
    counted = Counter(numbers)
    if len(counted) <= _FEW:
        return [(formats.exact(each), counted[each]) for each in sorted(counted)]
    lowest, highest = min(numbers), max(numbers)
    edges = [lowest + (highest - lowest) * step / _BARS for step in range(_BARS + 1)]
    return [
        (
            f"{formats.exact(round(first, 2))}–{formats.exact(round(last, 2))}",
            sum(first <= each < last or each == last == highest for each in numbers),
        )
        for first, last in pairwise(edges)
    ]
