"""Filters of the list of events: a GET form that forgives whatever stands in the address."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Form, SearchField, SelectField

from webapp.events.queries import Offer, offers
from webapp.events.types import EventFilter, EventFormat
from webapp.events.wording import FORMATS
from webapp.foundation import clock
from webapp.foundation.ordering import in_order
from webapp.plans.queries import fields_for_choice
from webapp.plans.types import FieldId
from webapp.public.offered import on_offer

_MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class _Filter:
    """A way to narrow the list: what an event goes by, and how that is offered."""

    of: Callable[[Offer], Collection[str]]
    options: Callable[[set[str]], list[tuple[str, str]]]


def _formats(there: set[str]) -> list[tuple[str, str]]:
    return [(key, str(word)) for key, word in FORMATS.items() if key in there]


def _fields(there: set[str]) -> list[tuple[str, str]]:
    return [(str(row[0]), f"{row[3]} ({row[1]})") for row in fields_for_choice() if str(row[0]) in there]


def _months(there: set[str]) -> list[tuple[str, str]]:
    return [(month, format_date(_month(month)[0], "MMMM y")) for month in sorted(there) if month]


def _cities(there: set[str]) -> list[tuple[str, str]]:
    return [(city, city) for city in sorted(there, key=in_order) if city]


def _month(said: str) -> tuple[datetime, datetime]:
    """The first moments of a month, as in 2027-05, and of the one after, on the wall."""
    first = datetime.fromisoformat(f"{said}-01")
    return first, datetime(first.year + first.month // 12, first.month % 12 + 1, 1)  # noqa: DTZ001 - a wall clock


_FILTERS = {
    "format": _Filter(lambda offer: (offer.format,), _formats),
    "field": _Filter(lambda offer: {str(field_id) for field_id in offer.fields}, _fields),
    "month": _Filter(lambda offer: (offer.month,), _months),
    "place": _Filter(lambda offer: (offer.city,), _cities),
}


class FilterForm(Form):
    """Search and filters; a value that is not on offer counts as none.

    `elsewhere` counts what fits among the events of the other time: past ones for who looks for upcoming ones.
    """

    elsewhere: int

    q = SearchField(_l("Search"), filters=[lambda text: (text or "")[:100]])
    format = SelectField(_l("Format"), validate_choice=False)
    field = SelectField(_l("Action area"), validate_choice=False)
    month = SelectField(_l("Month"), validate_choice=False)
    place = SelectField(_l("Location"), validate_choice=False)
    when = SelectField(_l("When"), validate_choice=False)

    def __init__(self, arguments: MultiDict[str, str], zone: str) -> None:
        super().__init__(arguments)
        self._page = arguments.get("page", "")
        self._zone = zone
        listed = offers(now=clock.now(), over=self.past, words=self.q.data or "")
        for name, filter_ in _FILTERS.items():
            offered: SelectField = getattr(self, name)
            offered.choices = [("", _("All")), *filter_.options(self._left_by_others(listed, name))]
        self.when.choices = self._times()

    def _left_by_others(self, listed: Sequence[Offer], name: str) -> set[str]:
        """What of a filter there is, given what was chosen in the others."""
        others = [(other, self[key].data) for key, other in _FILTERS.items() if key != name]
        # What nothing has is no choice, but nonsense in the address.
        chosen = [(other, said) for other, said in others if said and any(said in other.of(each) for each in listed)]
        left = [each for each in listed if all(said in other.of(each) for other, said in chosen)]
        return {value for each in left for value in _FILTERS[name].of(each)}

    def _times(self) -> list[tuple[str, str]]:
        """The time that is shown, and the other one where something fits all that was chosen. At most five queries."""
        chosen = [(other, said) for key, other in _FILTERS.items() if (said := on_offer(getattr(self, key)))]
        others = offers(now=clock.now(), over=not self.past, words=self.q.data or "")
        self.elsewhere = sum(all(said in other.of(each) for other, said in chosen) for each in others)
        both = [("", _("Upcoming")), ("past", _("Past"))]
        return [each for each in both if self.elsewhere or (each[0] == "past") is self.past]

    @property
    def past(self) -> bool:
        """True when the reader asks for what is over."""
        return bool(self.when.data == "past")

    @property
    def narrowed(self) -> bool:
        """True when the reader chose something beside words."""
        return any(field.data for field in self if isinstance(field, SelectField))

    @property
    def searches(self) -> bool:
        """True when the reader looks for something: by words, or narrowed by more than the time."""
        return bool(self.q.data) or any(self[name].data for name in _FILTERS)

    def page_number(self) -> int:
        """The page asked for, 1 where the address holds nonsense."""
        asked = self._page if self._page.isascii() and self._page.isdigit() and len(self._page) < 6 else "1"  # noqa: PLR2004 - digits
        return min(max(1, int(asked)), _MOST_PAGES)

    def wish(self) -> EventFilter:
        """What the reader looks for."""
        chosen = {f.name: on_offer(f) for f in self if isinstance(f, SelectField)}
        between = _month(chosen["month"]) if chosen["month"] else None
        return EventFilter(
            words=self.q.data or "",
            format=EventFormat(chosen["format"]) if chosen["format"] else None,
            between=(clock.from_local(between[0], self._zone), clock.from_local(between[1], self._zone))
            if between
            else None,
            city=chosen["place"],
            field_id=FieldId(int(chosen["field"])) if chosen["field"] else None,
        )
