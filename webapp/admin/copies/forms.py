"""Forms that make an event of another one."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired

from webapp.admin.copies.labels import PARTS
from webapp.admin.copies.titles import next_title, title_of_series
from webapp.admin.inputs.controls import LineField, options
from webapp.admin.inputs.limits import up_to
from webapp.admin.inputs.spans import SpanForm
from webapp.events.types import LONGEST_TITLE, Part
from webapp.foundation import clock
from webapp.foundation.http.kept_fields import kept

if TYPE_CHECKING:
    from webapp.admin.hosts import Host
    from webapp.events.models import Event


class NextForm(SpanForm):
    """A new date of an event, with the day that is suggested."""

    is_next = True
    title = kept(
        LineField(
            _l("Title"),
            [DataRequired(_l("Please give the event a title.")), up_to(LONGEST_TITLE)],
        )
    )
    page_order: tuple[str, ...] = ("title", "day", "starts", "ends", "last_day")

    def __init__(self, *, day: date, over: "Event") -> None:
        self.suggested = day
        super().__init__(zone=over.zone, usual=over.ends_at - over.starts_at, over=over)

    def read(self, thing: "Event") -> dict[str, object]:
        """As the event was, on the day that is suggested."""
        shown = super().read(thing)
        first, last = (clock.local(each, thing.zone).date() for each in (thing.starts_at, thing.ends_at))
        title = next_title(thing.title, first.year, self.suggested.year, is_next=self.is_next)
        last_day = self.suggested + (last - first) if last != first else None
        return {**shown, "title": title, "day": self.suggested, "last_day": last_day}


class FirstNextForm(NextForm):
    """As above, where the event belongs to no series yet."""

    series = kept(
        LineField(
            _l("Series"),
            [up_to(LONGEST_TITLE)],
            description=_l("Both dates belong to it. It gets a page and a calendar of its own."),
        ),
        shown=lambda event: title_of_series(event.title),
    )


class CopyForm(NextForm):
    """A copy: what goes along, and who hosts it."""

    is_next = False
    parts = kept(
        SelectMultipleField(_l("What to copy"), choices=options(PARTS.items())),
        shown=lambda _event: list(PARTS),
        told=lambda chosen: tuple(Part(each) for each in chosen),
    )
    host = SelectField(_l("Host"), choices=[], validators=[InputRequired(_l("Please choose the host."))])
    page_order = (*NextForm.page_order, "parts", "host")

    def __init__(self, *, day: date, over: "Event", hosts: Sequence["Host"]) -> None:
        super().__init__(day=day, over=over)
        self.host.choices = options((each.key, each.name) for each in hosts)
        self.host_ids = {each.key: each.id for each in hosts}

    def read(self, thing: "Event") -> dict[str, object]:
        """Hosted as the event was."""
        return {**super().read(thing), "host": thing.host.key}

    def changes(self) -> dict[str, Any]:
        """Who hosts it too."""
        return {**super().changes(), "host_id": self.host_ids[self.host.data]}
