"""What the numbers of an event's registrations are, in the reader's words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from webapp.admin.labels import SOURCES, title_of
from webapp.checkin.queries import came_count
from webapp.checkin.queries import counts_of as counts_at_the_door
from webapp.events.models import Event
from webapp.fields.types import FieldKind
from webapp.fields.wording import shown
from webapp.foundation import clock
from webapp.foundation.ordering import in_order
from webapp.registration.queries import Setup, heads_by_category
from webapp.registration.queries.answers import Forms, Given, Question
from webapp.registration.queries.figures import Day, Share, growth_of, heads_by_answer, heads_by_source
from webapp.registration.rules import PERSONAL
from webapp.registration.types import CategoryId
from webapp.stations.wished import forms_with_stations

_COUNTED = (FieldKind.CHOICE, FieldKind.TRADE, FieldKind.YES_NO, FieldKind.PHOTOS, FieldKind.STATION)


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of shares: a title, and how many people stand behind each label, the most first."""

    title: str
    rows: Sequence[tuple[str, int]]

    @property
    def most(self) -> int:
        return max((number for _label, number in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Growth, shares, and once the event has begun who came of those who had a ticket."""

    growth: Sequence[Day]
    charts: Sequence[Chart]
    expected: int
    came: int | None

    @property
    def stayed_away(self) -> float | None:
        """The no-show rate from 0 to 1; None before the event or without tickets."""
        return None if self.came is None or not self.expected else max(0.0, 1 - self.came / self.expected)


def statistics_of(event: Event, setup: Setup, lang: str) -> Statistics:
    """All numbers of an event. Eight queries at most, and one for each question that ever had fixed answers."""
    return Statistics(
        growth=growth_of(event.id, event.zone),
        charts=[chart for chart in _charts(event, setup, lang) if chart.rows],
        expected=counts_at_the_door(event.id).expected,
        came=came_count(event.id) if event.starts_at <= clock.now() else None,
    )


def _charts(event: Event, setup: Setup, lang: str) -> list[Chart]:
    labels: dict[CategoryId | None, str] = {
        each.category_id: each.labelled(lang) for each in setup.terms if each.category_id is not None
    }
    by_category = heads_by_category(event.id)
    rows: Counter[str] = Counter()
    for key, heads in by_category.items():
        rows[labels.get(key) or (_("no longer offered") if key else _("without a category"))] += heads
    by_source = {str(SOURCES.get(key, key)): heads for key, heads in heads_by_source(event.id).items()}
    asked = _answered(event, lang)
    categories = [Chart(_("By category"), _sorted(rows))] if labels else []
    return [*categories, *asked, Chart(_("How people registered"), _sorted(by_source))]


def _answered(event: Event, lang: str) -> list[Chart]:
    """What was chosen, under the words it was chosen by; what somebody wrote themselves is no choice."""
    forms = forms_with_stations(event)
    keys = dict.fromkeys(key for kind in _COUNTED for key in forms.keys_of(kind))
    personal = {key for kind in PERSONAL for key in forms.keys_of(kind)}
    given = {key: _chosen(forms, key, heads_by_answer(event.id, key, personal=key in personal)) for key in keys}
    questions = forms.questions({(key, each.version) for key, found in given.items() for each, _heads in found})
    return [Chart(title_of(each, lang), _shares(each, given.get(each.definition.key, ()))) for each in questions]


def _shares(question: Question, given: Sequence[tuple[Given, int]]) -> list[tuple[str, int]]:
    rows: Counter[str] = Counter()
    for each, heads in given:
        if each.version in question.versions:
            rows[shown(each.definition, each.value)] += heads
    return _sorted(rows)


def _chosen(forms: Forms, key: str, shares: Sequence[Share]) -> list[tuple[Given, int]]:
    asked = ((forms.asked(key, each.version), each) for each in shares)
    known = [each for definition, each in asked if definition is not None and definition.kind in _COUNTED]
    read = [(forms.read(key, each.value, each.version), each.heads) for each in known]
    return [(given, heads) for given, heads in read if given.definition.kind in _COUNTED]


def _sorted(rows: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(rows.items(), key=lambda row: (-row[1], in_order(row[0])))
