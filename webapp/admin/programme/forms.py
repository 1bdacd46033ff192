"""Forms of the programme."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from webapp.admin.inputs.controls import ClockField, LineField, ParagraphsField, options, said_skipped
from webapp.admin.inputs.entries_field import EntriesField
from webapp.admin.inputs.limits import up_to
from webapp.admin.inputs.moments import day_and_time, moment
from webapp.admin.programme.labels import KINDS
from webapp.agenda.types import LONGEST_TITLE, ItemKind
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.formats import long_day
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept

if TYPE_CHECKING:
    from webapp.agenda.models import AgendaItem

_CHOOSE = InputRequired(_l("Please choose one."))
_STEPS = (-30, -15, -10, -5, 5, 10, 15, 30)


class ItemForm(BaseForm):
    """An item of the programme on one of the event's days."""

    page_order = ("title", "day", "starts", "ends", "kind", "place", "speakers", "track", "summary")

    title = kept(LineField(_l("Title"), [DataRequired(_l("Please enter a title.")), up_to(LONGEST_TITLE)]))
    kind = kept(
        SelectField(_l("Type"), [_CHOOSE], choices=options(KINDS.items()), default=ItemKind.TALK.value), told=ItemKind
    )
    day = SelectField(_l("Day"), [_CHOOSE])
    starts = ClockField(_l("Start"), [InputRequired(_l("Please say when it starts."))])
    ends = ClockField(_l("End"), [InputRequired(_l("Please say when it ends."))])
    place = kept(LineField(_l("Room"), [up_to(120)]))
    track = kept(
        LineField(
            _l("Track"),
            [up_to(80)],
            description=_l("Only if several sessions run in parallel, for example “A” and “B”."),
        )
    )
    speakers = kept(EntriesField(_l("Speakers"), description=_l("One person on each line, with organisation.")))
    summary = kept(ParagraphsField(_l("What it is about"), [up_to(5000)]))

    def __init__(self, *args: object, days: list[date], zone: str, **rest: object) -> None:
        self.zone, self.days = zone, days
        super().__init__(*args, **rest)
        self.day.choices = options((day.isoformat(), long_day(day)) for day in days)
        if self.day.data is None:
            self.day.data = days[0].isoformat()

    def validate_starts(self, field: Field) -> None:
        if field.data is not None and self._chosen_day is not None and self._begins is None:
            raise ValidationError(said_skipped())

    def validate_ends(self, field: Field) -> None:
        if field.data is None or self._begins is None:
            return
        if self._ends is None:
            raise ValidationError(said_skipped())
        if self._ends < self._begins:
            raise ValidationError(_("The end must not be before the start."))

    def read(self, thing: "AgendaItem") -> dict[str, object]:
        """When the item begins and ends, on clocks where the event takes place."""
        day, starts = day_and_time(thing.starts_at, self.zone)
        ends = day_and_time(thing.ends_at, self.zone)[1]
        return {**super().read(thing), "day": day.isoformat(), "starts": starts, "ends": ends}

    def changes(self) -> dict[str, Any]:
        """The begin and the end too."""
        return {**super().changes(), "starts_at": self._begins, "ends_at": self._ends}

    @property
    def _chosen_day(self) -> date | None:
        return next((day for day in self.days if day.isoformat() == self.day.data), None)

    @property
    def _begins(self) -> datetime | None:
        return self._moment(self._chosen_day, self.starts.data)

    @property
    def _ends(self) -> datetime | None:
        """The end; an earlier time of day means the next day, where the event has one or the item ends on it anyway."""
        ends = self._moment(self._chosen_day, self.ends.data)
        if self._following_day is None or not self._ends_earlier(ends):
            return ends
        return self._moment(self._following_day, self.ends.data)

    def _ends_earlier(self, ends: datetime | None) -> bool:
        """True for an end before the start on clocks and in truth, also where clocks skip it on the day of the start.

        On the night in which clocks go back, an hour may look earlier and be later.
        """
        starts_at, ends_at = self.starts.data, self.ends.data
        if starts_at is None or ends_at is None or ends_at >= starts_at:
            return False
        return ends is None or self._begins is None or ends < self._begins

    @property
    def _following_day(self) -> date | None:
        if self._chosen_day is None:
            return None
        following = self._chosen_day + timedelta(days=1)
        return following if following in self.days or self._passes_midnight else None

    @property
    def _passes_midnight(self) -> bool:
        """True for an item that was moved past midnight; what moving makes can be saved as it is."""
        starts, ends = self.starts.object_data, self.ends.object_data
        return starts is not None and ends is not None and ends < starts

    def _moment(self, day: date | None, at: time | None) -> datetime | None:
        return None if day is None or at is None else moment(day, at, self.zone)


class MoveForm(BaseForm):
    """By how many minutes an item moves, alone or with all after it."""

    minutes = SelectField(
        _l("By how many minutes"),
        [_CHOOSE],
        choices=options((str(step), f"{step:+d}".replace("-", "\u2212")) for step in _STEPS),
        default="5",
    )
    following = BooleanField(_l("Also move everything after it"))


class EditItemForm(EditForm, ItemForm):
    """An item that is on the programme already."""
