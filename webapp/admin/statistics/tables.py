"""The numbers of an event's registrations as a workbook."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from webapp.admin.statistics.answers import Figure
from webapp.admin.statistics.figures import Chart, Statistics
from webapp.events.models import Event
from webapp.foundation import clock
from webapp.foundation.spreadsheets import Cell, Sheet


def sheets(event: Event, found: Statistics) -> list[Sheet]:
    """What was counted, answer by answer, numbers, what was written, how it grew, and when people came."""
    people, answer = _("People"), _("Answer")
    charts = [*found.charts, *found.attendance.charts]
    return [
        Sheet(_("Overview"), [_("Figure"), "", people], [*_totals(found), *_shares(charts), *_who_pays(event)]),
        Sheet(_("Answers"), [_("Question"), answer, people], (row for each in found.answers for row in _counted(each))),
        Sheet(_("Numbers"), [_("Question"), _("Figure"), _("Value")], _measured(found.answers)),
        Sheet(_("Texts"), [_("Question"), answer, people], _written(found.answers)),
        Sheet(
            _("Day by day"),
            [_("Day"), _("New"), _("Total")],
            ([Cell(each.day, each.day.isoformat()), _number(each.new), _number(each.total)] for each in found.growth),
        ),
        Sheet(
            _("Attendance"),
            [_("From"), people],
            (
                [clock.local(each.begins, event.zone).replace(tzinfo=None), _number(each.count)]
                for each in found.attendance.arrivals
            ),
        ),
    ]


def _who_pays(event: Event) -> list[list[object]]:
    """What has to be said wherever the event is."""
    return [[_("Funding notice"), event.funding_text, ""]] if event.funding_text else []


def _number(value: int) -> Cell:
    return Cell(value, str(value))


def _totals(found: Statistics) -> Iterator[list[object]]:
    yield [_("Had a ticket"), "", _number(found.expected)]
    if found.came is not None:
        yield [_("Attended"), "", _number(found.came)]


def _shares(charts: Iterable[Chart]) -> Iterator[list[object]]:
    for chart in charts:
        for label, number in chart.rows:
            yield [chart.title, label, _number(number)]


def _counted(figure: Figure) -> Iterator[list[object]]:
    for label, number in figure.rows:
        yield [figure.title, label, _number(number)]
    yield [figure.title, _("answered"), _number(figure.answered)]
    yield [figure.title, _("not answered"), _number(figure.unanswered)]
    if figure.unasked:
        yield [figure.title, _("not asked"), _number(figure.unasked)]


def _measured(figures: Iterable[Figure]) -> Iterator[list[object]]:
    for figure in figures:
        for label, value in figure.measures:
            yield [figure.title, label, value]


def _written(figures: Iterable[Figure]) -> Iterator[list[object]]:
    for figure in figures:
        for text, number in figure.texts:
            yield [figure.title, text, _number(number)]
