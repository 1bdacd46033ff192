"""What the numbers of an event's registrations are, in the reader's words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from webapp.admin.statistics.answers import Figure, Rows, figure_of, most_first
from webapp.admin.wording.labels import SOURCES
from webapp.checkin.queries import came_count
from webapp.checkin.queries import counts_of as counts_at_the_door
from webapp.checkin.queries.live import Arrivals, arrivals_of, gates_of, shares_of
from webapp.events.models import Event
from webapp.foundation import clock
from webapp.registration.queries import Setup, heads_by_category
from webapp.registration.queries.figures import Day, growth_of, heads_by_source, tallies_of
from webapp.registration.types import Attended, CategoryId
from webapp.stations.wished import forms_with_stations


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of shares: a title, and how many people stand behind each label, the most first.

    `asks` is what the list of registrations is asked for to show those whom a label counts.
    """

    title: str
    rows: Rows
    asks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def most(self) -> int:
        return max((number for _label, number in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who came: by category, by entrance, and when."""

    charts: Sequence[Chart] = ()
    arrivals: Sequence[Arrivals] = ()

    @property
    def most(self) -> int:
        return max((each.count for each in self.arrivals), default=0)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Growth, shares, answers, and once the event has begun who came of those who had a ticket."""

    growth: Sequence[Day]
    charts: Sequence[Chart]
    answers: Sequence[Figure]
    attendance: Attendance
    expected: int
    came: int | None

    @property
    def stayed_away(self) -> float | None:
        """The no-show rate from 0 to 1; None before the event or without tickets."""
        return None if self.came is None or not self.expected else max(0.0, 1 - self.came / self.expected)


def statistics_of(event: Event, setup: Setup, lang: str) -> Statistics:
    """All numbers of an event. Eleven queries at most, however many came and whatever was asked."""
    has_begun = event.starts_at <= clock.now()
    tallies = tallies_of(event.id, forms_with_stations(event))
    names = _categories(setup, lang)
    return Statistics(
        growth=growth_of(event.id, event.zone),
        charts=[chart for chart in _charts(event, names) if chart.rows],
        answers=[figure_of(each, lang) for each in tallies if each.given or each.unanswered],
        attendance=_attendance(event, names) if has_begun else Attendance(),
        expected=counts_at_the_door(event.id).expected,
        came=came_count(event.id) if has_begun else None,
    )


_Names = dict[CategoryId | None, tuple[str, str]]  # by category: its label and public id


def _categories(setup: Setup, lang: str) -> _Names:
    return {
        each.category_id: (each.labelled(lang), each.public_id) for each in setup.terms if each.category_id is not None
    }


def _charts(event: Event, names: _Names) -> list[Chart]:
    by_source = heads_by_source(event.id)
    sources = {str(SOURCES.get(key, key)): heads for key, heads in by_source.items()}
    asks = {str(SOURCES.get(key, key)): {"source": key} for key in by_source}
    of_categories = [_by_category(_("By category"), heads_by_category(event.id), names)] if names else []
    return [*of_categories, Chart(_("How people registered"), most_first(sources), asks)]


def _by_category(title: str, heads: Mapping[CategoryId | None, int], names: _Names, **asked: str) -> Chart:
    rows: Counter[str] = Counter()
    asks = {label: {"category": public_id, **asked} for label, public_id in names.values()}
    for key, count in heads.items():
        label = names[key][0] if key in names else _("no longer offered") if key else _("without a category")
        rows[label] += count
    return Chart(title, [row for row in most_first(rows) if row[1]], asks)


def _attendance(event: Event, names: _Names) -> Attendance:
    came = {each.category_id: each.came for each in shares_of(event.id)}
    by_gate = {each.name or _("without an entrance"): each.came for each in gates_of(event.id)}
    of_categories = [_by_category(_("Attended by category"), came, names, attendance=Attended.CAME)] if names else []
    charts = [*of_categories, Chart(_("Attended by entrance"), most_first(by_gate))]
    return Attendance([each for each in charts if each.rows], arrivals_of(event.id))
