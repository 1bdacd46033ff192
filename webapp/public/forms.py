"""Filters of the list of events: a GET form that forgives whatever stands in the address."""

from datetime import datetime
from itertools import pairwise

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Form, SearchField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from webapp.events.queries import cities_of_events
from webapp.events.types import EventFormat, Wish
from webapp.events.wording import FORMATS
from webapp.foundation import clock
from webapp.plans.queries import fields_for_choice
from webapp.plans.types import FieldId

_MONTHS = 12
_MOST_PAGES = 10_000


class FilterForm(Form):
    """Search and filters; a value that is not on offer counts as none."""

    q = SearchField(_l("Search"), filters=[lambda text: (text or "")[:100]])
    format = SelectField(_l("Format"), validate_choice=False)
    field = SelectField(_l("Field of action"), validate_choice=False)
    month = SelectField(_l("Month"), validate_choice=False)
    place = SelectField(_l("Place"), validate_choice=False)
    when = SelectField(_l("When"), validate_choice=False)

    def __init__(self, arguments: MultiDict[str, str], zone: str) -> None:
        super().__init__(arguments)
        self._page = arguments.get("page", "")
        self._zone = zone
        everything = ("", _("All"))
        self.format.choices = [everything, *((key, str(word)) for key, word in FORMATS.items())]
        self.field.choices = [everything, *((str(row[0]), f"{row[3]} ({row[1]})") for row in fields_for_choice())]
        self.month.choices = [everything, *((f"{m:%Y-%m}", format_date(m, "MMMM y")) for m in self._months()[:-1])]
        self.place.choices = [everything, *((city, city) for city in cities_of_events())]
        self.when.choices = [("", _("Coming")), ("past", _("Past"))]

    @property
    def past(self) -> bool:
        """True when the reader asks for what is over."""
        return bool(self.when.data == "past")

    @property
    def narrowed(self) -> bool:
        """True when the reader chose something beside words."""
        return any(field.data for field in self if isinstance(field, SelectField))

    def page_number(self) -> int:
        """The page asked for, 1 where the address holds nonsense."""
        asked = self._page if self._page.isascii() and self._page.isdigit() and len(self._page) < 6 else "1"  # noqa: PLR2004 - digits
        return min(max(1, int(asked)), _MOST_PAGES)

    def wish(self) -> Wish:
        """What the reader looks for."""
        chosen = {f.name: _on_offer(f) for f in self if isinstance(f, SelectField)}
        starts = {f"{a:%Y-%m}": (a, b) for a, b in pairwise(self._months())}
        between = starts.get(chosen["month"])
        return Wish(
            words=self.q.data or "",
            format=EventFormat(chosen["format"]) if chosen["format"] else None,
            between=(clock.from_local(between[0], self._zone), clock.from_local(between[1], self._zone))
            if between
            else None,
            city=chosen["place"],
            field_id=FieldId(int(chosen["field"])) if chosen["field"] else None,
        )

    def _months(self) -> list[datetime]:
        """First days of the coming months, one more than is on offer; of the last ones for what is over."""
        today = clock.today(self._zone)
        first = today.year * 12 + today.month - 1 - (_MONTHS - 1 if self.past else 0)
        return [datetime(n // 12, n % 12 + 1, 1) for n in range(first, first + _MONTHS + 1)]  # noqa: DTZ001 - a wall clock


class AlarmForm(Form):
    """How long before a date one's own program shall remind; a value that is not on offer counts as none."""

    alarm = SelectField(
        _l("Remind me"),
        choices=[
            SelectChoice("", _l("Not at all")),
            SelectChoice("1h", _l("1 hour before")),
            SelectChoice("1d", _l("1 day before")),
            SelectChoice("7d", _l("1 week before")),
        ],
        validate_choice=False,
    )

    def wished(self) -> dict[str, str]:
        """What the addresses say of it."""
        chosen = _on_offer(self.alarm)
        return {"alarm": chosen} if chosen else {}


def _on_offer(field: SelectField) -> str:
    """What was chosen, empty when the address names something that is not on offer."""
    offered: set[str] = {
        choice.value if isinstance(choice, SelectChoice) else choice[0] for choice in field.choices or ()
    }
    return str(field.data) if field.data in offered else ""
