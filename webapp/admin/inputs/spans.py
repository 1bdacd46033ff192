"""Forms that ask when something takes place."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError
from wtforms.validators import InputRequired, Optional

from webapp.admin.inputs.controls import ClockField, DayField, said_skipped
from webapp.admin.inputs.moments import day_and_time, moment
from webapp.foundation import clock
from webapp.foundation.http.forms import Form as BaseForm

if TYPE_CHECKING:
    from webapp.events.models import Event


class SpanForm(BaseForm):
    """A day with begin and end, said in `zone`; without an end it lasts the usual time."""

    day = DayField(_l("Day"), [InputRequired(_l("Please choose the day."))])
    starts = ClockField(_l("Start"), [InputRequired(_l("Please say when it starts."))])
    ends = ClockField(_l("End"), [Optional()])
    last_day = DayField(_l("Last day"), [Optional()], description=_l("Only if it ends on a different day."))

    def __init__(self, *args: object, zone: str, usual: timedelta = timedelta(hours=2), **rest: object) -> None:
        self.zone, self.usual = zone, usual
        super().__init__(*args, **rest)

    def read(self, thing: "Event") -> dict[str, object]:
        """When the thing begins and ends, on clocks where it takes place."""
        return {**super().read(thing), **span_of(thing.starts_at, thing.ends_at, thing.zone)}

    def changes(self) -> dict[str, Any]:
        """The begin and the end too, as long as they can be said here."""
        span = {"starts_at": self.starts_at, "ends_at": self.ends_at} if "day" in self else {}
        return {**super().changes(), **span}

    @property
    def starts_at(self) -> datetime:
        """The begin; only for a form that is valid."""
        return _certain(self._moment(self.day.data, self.starts.data))

    @property
    def ends_at(self) -> datetime:
        """The end; only for a form that is valid."""
        if self.ends.data is None:
            return self.starts_at + self.usual
        return _certain(self._moment(self.last_day.data or self.day.data, self.ends.data))

    def _moment(self, day: date | None, at: time | None) -> datetime | None:
        return None if day is None or at is None else moment(day, at, self.zone)

    def validate_starts(self, field: Field) -> None:
        if self.day.data is not None and field.data is not None and self._moment(self.day.data, field.data) is None:
            raise ValidationError(said_skipped())

    def validate_ends(self, field: Field) -> None:
        day = self.last_day.data or self.day.data
        if day is None or field.data is None:
            return
        begins, ends = self._moment(self.day.data, self.starts.data), self._moment(day, field.data)
        if ends is None:
            raise ValidationError(said_skipped())
        if begins is not None and ends <= begins:
            raise ValidationError(_("The end must be after the start. If it ends on another day, please add that day."))

    def validate_last_day(self, field: Field) -> None:
        if field.data is not None and self.ends.data is None:
            raise ValidationError(_("Please also say at what time it ends on that day."))


def span_of(starts_at: datetime, ends_at: datetime, zone: str) -> dict[str, object]:
    """What a SpanForm shows for a span."""
    day, starts = day_and_time(starts_at, zone)
    last_day, ends = day_and_time(ends_at, zone)
    return {"day": day, "starts": starts, "ends": ends, "last_day": last_day if last_day != day else None}


def is_over(when: datetime) -> bool:
    """True when a moment has passed."""
    return when <= clock.now()


def said_too_late() -> str:
    """What is said of a registration that would close after the event has begun."""
    return str(
        _("Registration closes when the event starts at the latest. Please choose an earlier time or leave this empty.")
    )


def _certain(found: datetime | None) -> datetime:
    if found is None:
        raise RuntimeError("asked a form for a moment before it was valid")
    return found
