"""Forms that decide an event's fate: off, off its date, on another date, or on after all."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError
from wtforms.validators import DataRequired

from webapp.admin.inputs.controls import LineField
from webapp.admin.inputs.limits import up_to
from webapp.admin.inputs.spans import SpanForm, is_over
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm


class ReasonForm(BaseForm):
    """Why an event is cancelled or comes off its date."""

    reason = LineField(
        _l("Reason"),
        [
            DataRequired(_l("Please say why. Everyone who registered will read it.")),
            up_to(500),
        ],
        description=_l("Shown in the email and on the event’s page."),
    )


class NewDateForm(EditForm, SpanForm, ReasonForm):
    """A new date for an event; `known` is the one that it has, which isn't a new one, or had before it `is_off`.

    What has begun may end at another time: while the start stays, only the end has to lie ahead. What came off its
    date gets it back the same way, as long as that hasn't ended.
    """

    def __init__(self, *args: object, known: tuple[datetime, datetime], is_off: bool, **rest: object) -> None:
        super().__init__(*args, **rest)
        self.known, self.is_off = known, is_off

    def validate_day(self, field: Field) -> None:
        starts_at = self._moment(field.data, self.starts.data)
        if starts_at is None:
            return
        ends_at = self._would_end(starts_at)
        if (starts_at, ends_at) == self.known and not self.is_off:
            raise ValidationError(_("This is the date the event already has. Please choose another one."))
        if is_over(starts_at) and not self._keeps_start(starts_at):
            raise ValidationError(_("Please choose a day in the future."))
        if self.ends.data is None and ends_at is not None and is_over(ends_at):
            raise ValidationError(_("Please choose an end in the future."))

    def validate_ends(self, field: Field) -> None:
        super().validate_ends(field)
        starts_at = self._moment(self.day.data, self.starts.data)
        if starts_at is None or not self._keeps_start(starts_at):
            return
        ends_at = self._would_end(starts_at)
        if (starts_at, ends_at) != self.known and ends_at is not None and is_over(ends_at):
            raise ValidationError(_("Please choose an end in the future."))

    def _keeps_start(self, starts_at: datetime) -> bool:
        begins, ends = self.known
        return starts_at == begins and not (self.is_off and is_over(ends))

    def _would_end(self, starts_at: datetime) -> datetime | None:
        if self.ends.data is None:
            return starts_at + self.usual
        return self._moment(self.last_day.data or self.day.data, self.ends.data)
